"""The layout editor's forms for sentences of the record: lead, templates and how many examples, one form a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from mingcha.bulletin.record_catalogue import PLACES, RECORD_SENTENCES, RecordSentence, plan_for
from mingcha.bulletin.templates import LONGEST, TemplateFault, check
from mingcha.model.layout import Layout, RecordPlan
from mingcha.standards import load

MOST = 20


class RecordForm(forms.Form):
    """How one sentence is worded; its templates are checked where they are typed."""

    lead = forms.CharField(label="段首语（加粗，可留空）", max_length=60, required=False)

    def __init__(self, before: RecordPlan, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, prefix=f"record-{before.sentence}", initial=_initial(before))
        self.before = before
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
        """The plan these valid fields make; kinds are not edited here and stay."""
        given = self.cleaned_data
        return RecordPlan(
            sentence=self.name,
            lead=given["lead"],
            templates=tuple((name, given[f"part_{name}"]) for name in self.sentence.parts),
            examples=given.get("examples", self.before.examples),
            kinds=self.before.kinds,
            without=self.before.without,
        )


def record_forms(layout: Layout, data: Mapping[str, Any] | None) -> list[RecordForm]:
    return [RecordForm(plan_for(layout, name), data) for name in RECORD_SENTENCES]


def _initial(plan: RecordPlan) -> dict[str, Any]:
    parts = {f"part_{name}": plan.template(name) for name in RECORD_SENTENCES[plan.sentence].parts}
    return {"lead": plan.lead, "examples": plan.examples} | parts
