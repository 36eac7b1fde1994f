"""A dossier (卷宗): files with an index and the digest of every one of them, so that anybody can tell whether it is whole.

The same files make the same bytes. The index is a page without scripts; the digests stand in a list as sha256sum reads it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from mingcha.bulletin.forms.dated_zip import DatedZip

INDEX, DIGESTS = "目录.html", "SHA256SUMS.txt"
_PIECE = 1 << 20
# What a dossier may unpack to; far more than any, and little enough to read.
LARGEST = 4 << 30
_STYLE = (
    "body{font-family:'仿宋','FangSong',serif;margin:2em;line-height:1.6}table{border-collapse:collapse;width:100%}"
    "td,th{border:1px solid #888;padding:.3em .5em;text-align:left;vertical-align:top}code{word-break:break-all}"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the dossier: where it lies in it, what it is, its content."""

    path: str
    what: str
    content: bytes

    def __repr__(self) -> str:
        return f"Entry({self.path!r}, {len(self.content)} bytes)"


@dataclass(frozen=True, slots=True)
class Verified:
    """How many files were looked at, and in Chinese what is wrong; nothing is wrong without faults."""

    files: int
    faults: tuple[str, ...]


def write(title: str, facts: Sequence[tuple[str, str]], entries: Sequence[Entry], *, stamp: datetime) -> bytes:
    """The zip; `facts` are shown above the list. Two entries of one path are a mistake of the caller's."""
    ordered = sorted(entries, key=lambda one: one.path)
    if len({one.path for one in ordered}) < len(ordered):
        raise ValueError("two entries of one path")
    index = Entry(INDEX, "目录", _index(title, facts, ordered).encode())
    whole = [index, *ordered]
    sums = "".join(f"{hashlib.sha256(one.content).hexdigest()}  {one.path}\n" for one in whole)
    out = BytesIO()
    with DatedZip(out, stamp=stamp) as file:
        for one in whole:
            file.writestr(one.path, one.content)
        file.writestr(DIGESTS, sums.encode())
    return out.getvalue()


def verify(data: bytes) -> Verified:
    """Work every digest out anew; a file that is missing, changed or not listed is a fault."""
    try:
        with ZipFile(BytesIO(data)) as file:
            return _verified(file)
    except (BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as fault:
        return Verified(0, (f"不是完整的卷宗压缩包（{type(fault).__name__}）。",))
    except Exception as fault:  # a damaged stream: zlib says so in its own way
        return Verified(0, (f"压缩包内容损坏（{type(fault).__name__}）。",))


def _verified(file: ZipFile) -> Verified:
    if sum(one.file_size for one in file.infolist()) > LARGEST:
        return Verified(0, ("展开后过大，没有核验。",))
    names = file.namelist()
    if DIGESTS not in names:
        return Verified(0, (f"没有摘要清单 {DIGESTS}，不是本系统导出的卷宗。",))
    listed: dict[str, str] = {}
    for line in file.read(DIGESTS).decode("utf-8").splitlines():
        digest, mark, path = line.partition("  ")
        if not mark or len(digest) != 64:
            return Verified(0, (f"摘要清单中有一行读不懂：{line[:60]}",))
        listed[path] = digest
    faults = [f"缺少文件：{path}" for path in listed if path not in names]
    faults += [f"多出文件：{name}" for name in names if name != DIGESTS and name not in listed]
    if len(set(names)) < len(names):
        faults.append("有同名的文件")
    for path, digest in listed.items():
        if path in names and _digest(file, path) != digest:
            faults.append(f"内容已被改动：{path}")
    return Verified(len(listed), tuple(faults))


def _digest(file: ZipFile, path: str) -> str:
    made = hashlib.sha256()
    with file.open(path) as source:
        while piece := source.read(_PIECE):
            made.update(piece)
    return made.hexdigest()


def _index(title: str, facts: Sequence[tuple[str, str]], entries: Sequence[Entry]) -> str:
    told = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in facts)
    rows = "".join(
        f"<tr><td>{number}</td><td>{escape(one.path)}</td><td>{escape(one.what)}</td><td>{len(one.content):,}</td>"
        f"<td><code>{hashlib.sha256(one.content).hexdigest()}</code></td></tr>"
        for number, one in enumerate(entries, 1)
    )
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{escape(title)}</h1><table>{told}</table><h2>目录</h2>"
        "<table><thead><tr><th>序号</th><th>文件</th><th>内容</th><th>字节数</th><th>SHA-256 摘要</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></body></html>"
    )
