"""What a safety copy holds: every file with its size and SHA-256, every table with its number of rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mingcha.model.plain import NotPlain, from_plain, to_plain
from mingcha.web.work.outcomes import WorkFault
from mingcha.web.work.store import Store, digest_of

NAME, SEAL = "manifest.json", "manifest.sha256"


@dataclass(frozen=True, slots=True)
class Held:
    """A file of the data folder by its path there; `changed` (nanoseconds) tells whether it is still the same."""

    path: str
    size: int
    changed: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`database` is sqlite or rows. A copy without this file is none: it is written last."""

    program: str
    made_at: str
    database: str
    with_key: bool
    migrations: tuple[str, ...]
    rows: tuple[tuple[str, int], ...]
    files: tuple[Held, ...]

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files)


def write(folder: Path, manifest: Manifest) -> None:
    text = json.dumps(to_plain(manifest), ensure_ascii=False, indent=1)
    (folder / NAME).write_text(text, encoding="utf-8")
    (folder / SEAL).write_text(f"{digest_of(folder / NAME)}  {NAME}\n", encoding="ascii")


def read(folder: Path) -> Manifest:
    """The manifest of a copy. Raises WorkFault when it is missing or damaged."""
    try:
        sealed = (folder / SEAL).read_text(encoding="ascii").split()[0]
        if digest_of(folder / NAME) != sealed:
            raise WorkFault(f"{folder / NAME} 与它的校验值不符，这份备份不能用，请换一份。")
        return from_plain(Manifest, json.loads((folder / NAME).read_text(encoding="utf-8")), where=str(folder / NAME))
    except (OSError, ValueError, IndexError, NotPlain) as fault:
        raise WorkFault(f"{folder} 不是完整的备份（没有 {NAME}，或已损坏），请换一份。") from fault


def faults(manifest: Manifest, store: Store, *, advance: Callable[[int], None] = lambda size: None) -> Iterator[str]:
    """Every file that is not there or not what it was, in words; nothing where the copy is whole."""
    for file in manifest.files:
        place = store.place(file.sha256)
        if not place.exists():
            yield f"{file.path} 的内容不在了"
        elif place.stat().st_size != file.size or digest_of(place) != file.sha256:
            yield f"{file.path} 的内容已损坏"
        advance(file.size)
