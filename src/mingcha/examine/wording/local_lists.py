"""A county's own tables of wordings: every version kept as it was handed in, with who did what and when.

A list is a folder: numbered copies that are never changed, and a history whose last word on it is which of them is in
force. Nothing else says so, so that nothing can disagree.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path

from mingcha.model.plain import NotPlain
from mingcha.standards.wording_tables import WordingTable, entries, packaged_tables, wording_table
from mingcha.text.encodings import decode
from mingcha.text.system_faults import why

# Where the lists lie in a county's data folder, and what their tables are called beside ours.
FOLDER, PREFIX = "wording", "local:"
HISTORY = "history.jsonl"
_NAME = re.compile(r"[^\s./\\:*?\"<>|][^/\\:*?\"<>|\n\t]{0,39}")


class Action(StrEnum):
    """What can be done to a list."""

    ADD = "add"
    ACTIVATE = "activate"
    ROLLBACK = "rollback"
    STOP = "stop"

    @property
    def label(self) -> str:
        return {"add": "导入", "activate": "启用", "rollback": "退回", "stop": "停用"}[self.value]


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a list's history. `version` is the one handed in, or the one in force afterwards (0: none)."""

    action: Action
    version: int
    by: str
    at: datetime
    digest: str = ""
    lines: int = 0
    note: str = ""


def list_names(folder: Path) -> tuple[str, ...]:
    """The names of the lists in that folder, in order."""
    return tuple(sorted(file.parent.name for file in folder.glob(f"*/{HISTORY}")))


def add(folder: Path, data: bytes, *, name: str, by: str, at: datetime, note: str = "") -> Event:
    """Take in a list, or a new version of it; it is not in force yet. Raises NotPlain with line and column."""
    if not _NAME.fullmatch(name):
        raise NotPlain(f'“{name}”不能作名单的名称：请用 1 到 40 个字，不含 / \\ : * ? " < > | 和开头的空格、点')
    table = _table(data, name)
    number = entries(table)
    if not number:
        raise NotPlain(f"{table.where} 里一个词也没有，请先填写")
    digest = hashlib.sha256(data).hexdigest()
    past = history(folder, name) if (folder / name / HISTORY).is_file() else ()
    for event in past:
        if event.action is Action.ADD and event.digest == digest:
            raise NotPlain(f"“{name}”第 {event.version} 版与此完全相同，不必再导入")
    version = max((event.version for event in past if event.action is Action.ADD), default=0) + 1
    copy = _copy(folder, name, version)
    copy.parent.mkdir(parents=True, exist_ok=True)
    with copy.open("xb") as file:
        file.write(data)
    copy.chmod(0o444)
    return _write(folder, name, Event(Action.ADD, version, by, at, digest, len(number), note))


def activate(folder: Path, name: str, version: int, *, by: str, at: datetime, note: str = "") -> Event:
    """Put a version in force. Raises NotPlain."""
    _ = table_of(folder, name, version)
    if version == active_version(folder, name):
        raise NotPlain(f"“{name}”第 {version} 版正在使用，不必再启用")
    return _write(folder, name, Event(Action.ACTIVATE, version, by, at, note=note))


def rollback(folder: Path, name: str, *, by: str, at: datetime, note: str = "") -> Event:
    """Go back to the version that was in force before; when there was none, the list is out of force."""
    before = _in_force(history(folder, name))
    if not before or not before[-1]:
        raise NotPlain(f"“{name}”没有正在使用的版本，无从退回")
    version = before[-2] if len(before) > 1 else 0
    return _write(folder, name, Event(Action.ROLLBACK, version, by, at, note=note))


def stop(folder: Path, name: str, *, by: str, at: datetime, note: str = "") -> Event:
    """Put a list out of force; its versions stay."""
    if not active_version(folder, name):
        raise NotPlain(f"“{name}”没有正在使用的版本，不必停用")
    return _write(folder, name, Event(Action.STOP, 0, by, at, note=note))


def history(folder: Path, name: str) -> tuple[Event, ...]:
    """Everything that was done to a list, oldest first. Raises NotPlain."""
    file = folder / name / HISTORY
    if not file.is_file():
        near = get_close_matches(name, list_names(folder), 1, 0.4)
        raise NotPlain(
            f"没有名为“{name}”的名单" + (f"，是不是“{near[0]}”？" if near else "，请先用 mingcha wording add 导入")
        )
    return tuple(_events(file))


def active_version(folder: Path, name: str) -> int:
    """The version in force; 0: none."""
    in_force = _in_force(history(folder, name))
    return in_force[-1] if in_force else 0


def active_versions(folder: Path) -> tuple[tuple[str, int], ...]:
    """Every list in force, with its version."""
    known = ((name, active_version(folder, name)) for name in list_names(folder))
    return tuple((name, version) for name, version in known if version)


def table_of(folder: Path, name: str, version: int) -> WordingTable:
    """A version as a table. Raises NotPlain when it is not there, or not what was handed in."""
    return _table(raw(folder, name, version), name, version)


def raw(folder: Path, name: str, version: int) -> bytes:
    """A version as it was handed in. Raises NotPlain when it is not there, or not what was handed in."""
    added = {event.version: event for event in history(folder, name) if event.action is Action.ADD}
    if version not in added:
        raise NotPlain(f"“{name}”没有第 {version} 版，现有：{'、'.join(f'第 {one} 版' for one in added)}")
    try:
        data = _copy(folder, name, version).read_bytes()
    except OSError as error:
        raise NotPlain(f"“{name}”第 {version} 版的文件读不出来：{why(error)}") from error
    if hashlib.sha256(data).hexdigest() != added[version].digest:
        raise NotPlain(f"“{name}”第 {version} 版的文件被改动过，没有采用；请重新导入")
    return data


def _table(data: bytes, name: str, version: int = 0) -> WordingTable:
    text, _ = decode(data)
    where = f"{name}.csv" + (f"（第 {version} 版）" if version else "")
    table = wording_table(text, name=PREFIX + name, where=where)
    if name in {ours.name for ours in packaged_tables()}:
        raise NotPlain(f"“{name}”是程序自带用词表的名称，请换一个名称")
    return table


def _copy(folder: Path, name: str, version: int) -> Path:
    return folder / name / f"{version:04}.csv"


def _in_force(events: tuple[Event, ...]) -> list[int]:
    """The versions in force one after another that a rollback could still go back to, the present one last."""
    found: list[int] = []
    for event in events:
        if event.action is Action.ROLLBACK:
            found.pop()
        elif event.action is not Action.ADD:
            found.append(event.version)
    return found


def _write(folder: Path, name: str, event: Event) -> Event:
    said = {
        "action": event.action.value,
        "version": event.version,
        "by": event.by,
        "at": event.at.isoformat(),
        "digest": event.digest,
        "lines": event.lines,
        "note": event.note,
    }
    with (folder / name / HISTORY).open("a", encoding="utf-8") as file:
        file.write(json.dumps(said, ensure_ascii=False) + "\n")
    return event


def _events(file: Path) -> Iterator[Event]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            said = json.loads(line)
            yield Event(
                Action(said["action"]),
                int(said["version"]),
                said["by"],
                datetime.fromisoformat(said["at"]),
                said["digest"],
                int(said["lines"]),
                said["note"],
            )
        except (ValueError, KeyError, TypeError) as error:
            raise NotPlain(f"{file} 第 {number} 行读不懂，这份名单的历史可能被改动过") from error
