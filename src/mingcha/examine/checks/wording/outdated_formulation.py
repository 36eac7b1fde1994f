"""A formulation that was replaced, in a text published after the change.

Looks for: the 四个全面 with 全面建成小康社会 after October 2020, 三个自信 after July 2016, 以习近平同志为总书记的党中央 after
October 2016 and the like. Accounts of former times and titles of documents of their time are left alone.
Matters because: an old formulation shows that a text was copied from an old one.
To fix: write the present formulation.
Cannot see: formulations that only went out of use and were never replaced.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingcha.examine.declaration import check, doubt, found
from mingcha.examine.example_text import Written
from mingcha.examine.wording.counting import counted
from mingcha.examine.wording.formulations import faults
from mingcha.examine.wording.grouped import once_each, told_together
from mingcha.examine.wording.setting import setting_of
from mingcha.examine.wording.written_day import written_on
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.standards.formulations import list_formulations


@check(
    severity=Severity.MEDIUM,
    clauses=["PARTY-FORMULATIONS", "SITE-WORDING"],
    message="使用已经调整的提法：{quote}",
    advice="改为现行提法；引述历史文件的，写明文件名称和年份。",
    bad=[
        Written("协调推进全面建成小康社会、全面深化改革、全面依法治国、全面从严治党", posted=date(2022, 1, 1)),
        Written("更加紧密地团结在以习近平同志为总书记的党中央周围", posted=date(2019, 1, 1)),
        Written("坚定“三个自信”", posted=date(2020, 1, 1)),
    ],
    good=[
        Written("协调推进全面建成小康社会、全面深化改革、全面依法治国、全面从严治党", posted=date(2018, 1, 1)),
        Written(
            "协调推进全面建设社会主义现代化国家、全面深化改革、全面依法治国、全面从严治党", posted=date(2022, 1, 1)
        ),
        Written("坚定“三个自信”", posted=date(2015, 1, 1)),
        Written("2015年，全县干部坚定“三个自信”，打开了新局面。", posted=date(2022, 1, 1)),
    ],
)
def outdated_formulation(document: Document) -> Iterator[Evidence]:
    yield from once_each(document, _each(document))


def _each(document: Document) -> Iterator[Evidence]:
    covered = []
    for one in told_together(document, counted(document, "outdated_formulations", in_quotes=True, in_names=True)):
        covered.append((one.start, one.end))
        yield one
    for fault in document.once(faults):
        if not fault.old or any(fault.start < end and start < fault.end for start, end in covered):
            continue
        setting = setting_of(document, fault.start, fault.end)
        written, until = document.once(written_on), fault.old.until
        is_of_its_time = written is not None and until is not None and written <= until
        if setting.in_book_marks or setting.is_historical or is_of_its_time:
            continue
        yield (found if fault.is_sure else doubt)(
            fault.start,
            fault.end,
            quote=document.text[fault.start : fault.end],
            suggestion=next(
                (one.whole for one in list_formulations() if one.names == fault.old.names and one.since), ""
            ),
            basis=fault.basis,
            confidence=fault.confidence if fault.is_sure else 0.6,
        )
