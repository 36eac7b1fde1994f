"""The layout editor's forms: a Layout spread over fields, and put together again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from mingcha.bulletin.compose import TIES_IN_WORDS, label_of
from mingcha.bulletin.record_catalogue import RECORD_SENTENCES
from mingcha.bulletin.sentences import SENTENCES
from mingcha.model.layout import KindPlan, Layout
from mingcha.model.plain import NotPlain, from_plain, to_plain
from mingcha.standards.fault_phrases import COLUMN, KIND, fault_of
from mingcha.web.bulletins.checks_called import checks_called
from mingcha.web.bulletins.record_forms import KINDS_OF, KindForm, RecordForm, kind_rows, record_forms
from mingcha.web.units.models import Group

LEAD_MARK = "｜"  # in a line of fixed paragraphs, what stands between the bold lead and the text
LONG = forms.Textarea(attrs={"rows": 4})
SENTENCE_CHOICES = [(name, label_of(name)) for name in (*SENTENCES, *RECORD_SENTENCES)]


def group_choices() -> list[tuple[str, str]]:
    return [("", "请选择"), *Group.objects.values_list("code", "name")]


class HeadForm(forms.Form):
    """Everything of a layout that there is one of."""

    masthead = forms.CharField(label="报头", max_length=20)
    editor = forms.CharField(label="编印单位", max_length=60, help_text="报头下方左侧，如：样例县人民政府办公室编。")
    note_lead = forms.CharField(label="编者按引语", max_length=20, required=False)
    note = forms.CharField(label="编者按", widget=LONG, required=False, help_text="引语和正文都留空则不印编者按。")
    portal = forms.CharField(label="发布平台称谓", max_length=40, help_text="累计语句中的写法，如：县政府门户网站。")
    way = forms.CharField(label="交办方式", max_length=20, help_text="整改语句中的写法，如：办公系统。")
    report_to = forms.CharField(label="报", max_length=200, required=False)
    send_to = forms.CharField(label="发", max_length=500, required=False)
    printed_by = forms.CharField(label="印发机关", max_length=60)
    ties = forms.ChoiceField(
        label="名次相同时",
        choices=[(ties.value, words) for ties, words in TIES_IN_WORDS.items()],
        widget=forms.RadioSelect,
    )
    net = forms.TypedChoiceField(
        label="计数办法",
        choices=[("gross", "按台账实有条数计数"), ("net", "剔除重复发布后计数")],
        widget=forms.RadioSelect,
    )
    state_counting = forms.BooleanField(label="在专报中注明统计口径", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "不写"), *Group.objects.values_list("code", "name")]
        self.places = [f"month_{number}" for number in range(1, len(choices))]
        for number, name in enumerate(self.places, start=1):
            label = f"当月条数语句中第 {number} 个分组"
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        order = [cleaned[name] for name in self.places if cleaned.get(name)]
        if len(order) != len(set(order)):
            raise forms.ValidationError("当月条数语句中同一个分组写了两次，请各选一次。")
        cleaned["month_order"] = order
        return cleaned


class PartForm(forms.Form):
    """A row of a list; the lists start with an empty place for one more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "group" in self.fields:
            self.fields["group"].choices = group_choices()


class SectionForm(PartForm):
    key = forms.SlugField(required=False, max_length=40, widget=forms.HiddenInput)
    place = forms.IntegerField(label="次序", min_value=1, max_value=99, required=False)
    title = forms.CharField(label="板块名称", max_length=20)
    generated = forms.MultipleChoiceField(
        label="写在前面的自动语句", choices=SENTENCE_CHOICES, widget=forms.CheckboxSelectMultiple, required=False
    )
    closing = forms.MultipleChoiceField(
        label="写在撰写段落之后的自动语句",
        choices=SENTENCE_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    fixed = forms.CharField(
        label="固定段落",
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        help_text=f"一行一段；需要加粗的段首语写在“{LEAD_MARK}”之前，如：抓实整改。{LEAD_MARK}各单位要逐条核实。",
    )

    def clean_fixed(self) -> list[list[str]]:
        lines = [line.strip() for line in self.cleaned_data["fixed"].splitlines() if line.strip()]
        pairs = []
        for number, line in enumerate(lines, start=1):
            lead, mark, text = line.partition(LEAD_MARK)
            lead, text = (lead.strip(), text.strip()) if mark else ("", line)
            if not text:
                raise forms.ValidationError(f"第 {number} 段只有段首语，没有正文，请补写。")
            if len(lead) > 60:
                raise forms.ValidationError(f"第 {number} 段的段首语超过 60 字，请缩短。")
            pairs.append([lead, text])
        return pairs


class RankingForm(PartForm):
    group = forms.ChoiceField(label="分组")
    top = forms.IntegerField(label="前几位", min_value=0, max_value=50, initial=5, help_text="0 为不写。")
    bottom = forms.IntegerField(label="后几位", min_value=0, max_value=50, initial=0, help_text="0 为不写。")
    unfinished = forms.BooleanField(label="写未完成单位", required=False)


class AnnexForm(PartForm):
    group = forms.ChoiceField(label="分组")
    title = forms.CharField(label="附件标题", max_length=60)


class ChartForm(PartForm):
    group = forms.ChoiceField(label="分组")
    title = forms.CharField(label="图题", max_length=40)
    first = forms.IntegerField(label="前几位", min_value=1, max_value=30, initial=8)
    last = forms.IntegerField(label="后几位", min_value=0, max_value=30, initial=6)
    cap = forms.IntegerField(label="横轴截断于（%）", min_value=100, max_value=1000, initial=200)


class FaultForm(PartForm):
    check = forms.ChoiceField(label="检查项")
    words = forms.CharField(
        label="称呼",
        max_length=40,
        help_text=f"接在单位名称之后，不带标点；{COLUMN} 换成问题所在的栏目，{KIND} 换成放错的是哪一类信息。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        called = checks_called()
        self.fields["check"].choices = [
            ("", "请选择"),
            *((name, f"{words}（{name}）") for name, words in called.items()),
        ]

    def clean_words(self) -> str:
        words = self.cleaned_data["words"].strip()
        if fault := fault_of(words):
            raise forms.ValidationError(fault)
        return words


class Parts(BaseFormSet):
    """A list whose rows can be struck out; a row left empty is no row."""

    deletion_widget = forms.CheckboxInput

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = "删除这一行"

    def rows(self) -> list[dict[str, Any]]:
        rows = []
        for form in self.forms:
            cleaned = dict(form.cleaned_data)
            if cleaned and not cleaned.pop("DELETE", False):
                rows.append(cleaned)
        return rows


LISTS: dict[str, tuple[type[forms.Form], int]] = {
    "sections": (SectionForm, 1),
    "rankings": (RankingForm, 1),
    "annexes": (AnnexForm, 1),
    "charts": (ChartForm, 1),
    "faults": (FaultForm, 1),
    "kinds": (KindForm, 1),
}


class LayoutForms:
    """All forms of the layout editor as one: filled from a Layout, and giving one back."""

    def __init__(self, layout: Layout, data: Mapping[str, Any] | None = None) -> None:
        self.head = HeadForm(data, initial=_head_of(layout), prefix="head")
        self.lists = {
            name: formset_factory(form, formset=Parts, extra=extra, can_delete=True, max_num=40)(
                data, initial=_rows_of(layout, name), prefix=name
            )
            for name, (form, extra) in LISTS.items()
        }
        self.record: list[RecordForm] = record_forms(layout, data)
        self.plan: Layout | None = None
        self.faults: list[str] = []

    def is_valid(self) -> bool:
        """Whether all fields make a Layout; if so it is in `plan`, else `faults` and the fields say why not."""
        fields = [self.head.is_valid(), *(part.is_valid() for part in self.lists.values())]
        fields += [form.is_valid() for form in self.record]
        if not all(fields):
            return False
        try:
            self.plan = from_plain(Layout, self._plain(), where="版式")
        except NotPlain as error:
            self.faults.append(str(error))
        else:
            self.faults += _contradictions(self.plan)
        return not self.faults

    def _plain(self) -> dict[str, Any]:
        head = self.head.cleaned_data
        rows = {name: part.rows() for name, part in self.lists.items()}
        plain = {name: head[name] for name in ("masthead", "editor", "note_lead", "note", "portal")}
        plain |= {
            name: head[name] for name in ("report_to", "send_to", "printed_by", "month_order", "state_counting", "way")
        }
        plain["policy"] = {"ties": head["ties"], "net": head["net"] == "net"}
        plain["sections"] = _sections(rows.pop("sections"))
        kinds = tuple(from_plain(KindPlan, row, where="清理的类别") for row in rows.pop("kinds"))
        for form in self.record:
            form.kinds = kinds if form.name == KINDS_OF else form.kinds
        # What is worded as the standards word it is not kept, so that it follows them.
        plain["record"] = [to_plain(form.plan()) for form in self.record if form.is_own]
        return plain | rows


def _sections(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Sections in the order asked for, new ones with a key nobody has."""
    used = {row["key"] for row in rows if row["key"]}
    ordered = sorted(rows, key=lambda row: (row["place"] is None, row["place"] or 0))
    for row in ordered:
        del row["place"]
        if not row["key"]:
            row["key"] = next(f"section{n}" for n in range(1, 999) if f"section{n}" not in used)
            used.add(row["key"])
    return ordered


def _contradictions(plan: Layout) -> list[str]:
    """What no single field can know."""
    faults = []
    if not plan.sections:
        faults.append("专报至少要有一个板块。")
    for name, values in {
        "板块名称": [section.title for section in plan.sections],
        "板块": [section.key for section in plan.sections],
        "排名语句的分组": [ranking.group for ranking in plan.rankings],
        "附件的分组": [annex.group for annex in plan.annexes],
        "图的分组": [chart.group for chart in plan.charts],
        "问题称呼的检查项": [fault.check for fault in plan.faults],
        "清理的类别": [kind.name for one in plan.record if one.sentence == KINDS_OF for kind in one.kinds],
    }.items():
        twice = sorted({value for value in values if values.count(value) > 1})
        if twice:
            faults.append(f"{name}重复：{'、'.join(twice)}，请合并或改名。")
    sentences = [name for section in plan.sections for name in section.sentences]
    twice = sorted({name for name in sentences if sentences.count(name) > 1})
    return faults + [f"自动语句“{label_of(name)}”放进了两处，请只留一处。" for name in twice]


def _head_of(layout: Layout) -> dict[str, Any]:
    plain = {name: getattr(layout, name) for name in ("masthead", "editor", "note_lead", "note", "portal")}
    plain |= {name: getattr(layout, name) for name in ("report_to", "send_to", "printed_by", "state_counting", "way")}
    plain |= {"ties": layout.policy.ties.value, "net": "net" if layout.policy.net else "gross"}
    return plain | {f"month_{number}": code for number, code in enumerate(layout.month_order, start=1)}


def _rows_of(layout: Layout, name: str) -> list[dict[str, Any]]:
    if name == "sections":
        return [
            {
                "key": section.key,
                "place": number,
                "title": section.title,
                "generated": list(section.generated),
                "closing": list(section.closing),
                "fixed": "\n".join(lead + LEAD_MARK + text if lead else text for lead, text in section.fixed),
            }
            for number, section in enumerate(layout.sections, start=1)
        ]
    if name == "kinds":
        return kind_rows(layout)
    fields = list(LISTS[name][0].base_fields)
    return [{field: getattr(row, field) for field in fields} for row in getattr(layout, name)]
