"""The layout editor's forms for sentences of the record: lead, templates and how many examples, one form a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from django import forms

from mingcha.bulletin.record_catalogue import PLACES, RECORD_SENTENCES, RecordSentence, plan_for
from mingcha.bulletin.templates import LONGEST, TemplateFault, check
from mingcha.examine.catalogue import catalogue, family_label
from mingcha.model.layout import Layout, RecordPlan
from mingcha.standards import load
from mingcha.web.bulletins.checks_called import checks_called
from mingcha.web.cases.county import own_cards

MOST = 20
KINDS_OF = "cleaned"  # the sentence whose kinds the office edits


class RecordForm(forms.Form):
    """How one sentence is worded; its templates are checked where they are typed."""

    lead = forms.CharField(label="段首语（加粗，可留空）", max_length=60, required=False)

    def __init__(self, before: RecordPlan, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, prefix=f"record-{before.sentence}", initial=_initial(before))
        self.before = before
        self.kinds = before.kinds
        self.name = before.sentence
        self.label = self.sentence.label
        for name, part in self.sentence.parts.items():
            places = "、".join(f"{{{place}}}" for place in part.places)
            self.fields[f"part_{name}"] = forms.CharField(
                label=part.label,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 2}),
                strip=True,
                help_text=f"可用：{places}",
            )
        if self.sentence.examples:
            self.fields["examples"] = forms.IntegerField(label=self.sentence.examples, min_value=0, max_value=MOST)

    @property
    def sentence(self) -> RecordSentence:
        return RECORD_SENTENCES[self.name]

    @property
    def is_own(self) -> bool:
        """Whether the office words it otherwise than the standards do."""
        return self.plan() != load.record_plans()[self.name]

    @property
    def places(self) -> list[tuple[str, str]]:
        """What may be written between braces in any part, with its meaning."""
        used = dict.fromkeys(place for part in self.sentence.parts.values() for place in part.places)
        return [(f"{{{place}}}", PLACES[place]) for place in used]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name, part in self.sentence.parts.items():
            template = cleaned.get(f"part_{name}")
            if template is None:
                continue
            try:
                check(template, places=part.places, required=part.required)
            except TemplateFault as fault:
                self.add_error(f"part_{name}", str(fault))
        return cleaned

    def plan(self) -> RecordPlan:
        """The plan these valid fields make; `kinds` are edited in a list of their own where the office may."""
        given = self.cleaned_data
        return RecordPlan(
            sentence=self.name,
            lead=given["lead"],
            templates=tuple((name, given[f"part_{name}"]) for name in self.sentence.parts),
            examples=given.get("examples", self.before.examples),
            kinds=self.kinds,
            without=self.before.without,
        )


class KindForm(forms.Form):
    """A kind of faults whose removal is counted: its name, and the families or single checks it is made of."""

    name = forms.CharField(label="名称", max_length=20, help_text="如：网站错敏信息。")
    families = forms.MultipleChoiceField(label="类别", widget=forms.CheckboxSelectMultiple, required=False)
    checks = forms.CharField(
        label="检查项",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="除了整个类别，还可以单列检查项，一行一个，写英文名称，如：hidden_link。",
    )
    by_places = forms.BooleanField(label="按处数计（一个问题说的是许多网页上的同一链接时）", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        families = dict.fromkeys(check.family for check in catalogue(own_cards()).values())
        self.fields["families"].choices = [(family, family_label(family)) for family in families]

    def clean_checks(self) -> list[str]:
        names = self.cleaned_data["checks"].split()
        known = checks_called()
        for name in names:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                raise forms.ValidationError(f"没有名为“{name}”的检查项" + (f"，是否为“{near[0]}”？" if near else "。"))
        return names

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("name") and not cleaned.get("families") and not cleaned.get("checks") and not self.errors:
            raise forms.ValidationError(f"“{cleaned['name']}”没有选类别，也没有写检查项，请至少写一项。")
        return cleaned


def kind_rows(layout: Layout) -> list[dict[str, Any]]:
    """The kinds of the clean-up sentence as the list of forms starts with them."""
    return [
        {
            "name": kind.name,
            "families": list(kind.families),
            "checks": "\n".join(kind.checks),
            "by_places": kind.by_places,
        }
        for kind in plan_for(layout, KINDS_OF).kinds
    ]


def record_forms(layout: Layout, data: Mapping[str, Any] | None) -> list[RecordForm]:
    return [RecordForm(plan_for(layout, name), data) for name in RECORD_SENTENCES]


def _initial(plan: RecordPlan) -> dict[str, Any]:
    parts = {f"part_{name}": plan.template(name) for name in RECORD_SENTENCES[plan.sentence].parts}
    return {"lead": plan.lead, "examples": plan.examples} | parts
