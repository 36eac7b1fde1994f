"""Every list of a county that is in force is a check of its own, by the list's name, so that each earns its own trust."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mingcha.examine.declaration import ABOUT, Check
from mingcha.examine.wording import phrasebook
from mingcha.examine.wording.counting import told
from mingcha.examine.wording.local_lists import PREFIX, active_versions, table_of
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.standards.wording_tables import entries

FAMILY = "wording"
# The book of phrases is kept beside the lists it is made of.
KEPT = "kept"
SHOWN = 12


@dataclass(frozen=True, slots=True)
class LocalList:
    """A version of a list, known by where it lies: a process that is handed it reads it there."""

    folder: Path
    name: str
    version: int

    def look_for(self) -> None:
        version = f"{self.folder}/{self.version}"
        if phrasebook.local_version(PREFIX + self.name) != version:
            phrasebook.add_local(table_of(self.folder, self.name, self.version), version=version)
            phrasebook.keep_in(self.folder / KEPT)


def local_checks(folder: Path) -> Iterator[Check]:
    """A check for each list in force. Raises NotPlain when a list does not read."""
    for name, version in active_versions(folder):
        one = LocalList(folder, name, version)
        one.look_for()
        wordings = [entry.wording for entry in entries(table_of(folder, name, version))]
        shown = tuple(wordings[:SHOWN])
        more = f"等 {len(wordings)} 条" if len(wordings) > SHOWN else ""
        yield Check(
            name=name,
            family=FAMILY,
            severity=Severity.MEDIUM,
            clauses=("INSPECT-WORDING",),
            message=f"本县用词名单“{name}”中的表述：{{quote}}",
            advice="按名单给出的建议改正；确属正确用法的，判为误报或在名单的“不在”一列写明。",
            bad=(),
            good=(),
            looks_at=Document,
            examine=partial(on_local_list, one),
            title=f"本县用词名单“{name}”第 {version} 版",
            about=dict(
                zip(
                    ABOUT,
                    (
                        f"名单中的 {len(wordings)} 条表述，按各条的起止日期、“不在”和“旁有”判断。",
                        "这些表述是本县自己规定要改的。",
                        "改用名单中的建议。",
                        "名单之外的表述。",
                    ),
                    strict=True,
                )
            ),
            words=((f"找这些词{more}", shown),),
        )


def on_local_list(one: LocalList, document: Document) -> Iterator[Evidence]:
    one.look_for()
    return told(document, PREFIX + one.name)
