"""The frontier's SQLite file: made, opened for writing or for looking, and what to tell when it refuses."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

NAME = "frontier.sqlite"
VERSION = 1
_SCHEMA = files("mingcha.collect").joinpath("frontier.sql")


class FrontierFault(Exception):
    """The file cannot be used; the message says why and what to do, in Chinese."""


def unwritable(folder: Path, error: sqlite3.Error) -> FrontierFault:
    """What to tell when the database refuses; what was committed before holds, and the next run goes on from there."""
    return FrontierFault(
        f"采集进度文件 {folder / NAME} 打不开或写不进（{error}）。请确认磁盘未满、文件未损坏、没有另一个采集在运行；"
        "已经保存的不会丢失，处理好后再运行一次即可继续。"
    )


def opened(folder: Path) -> sqlite3.Connection:
    """A connection with its transaction begun. Raises FrontierFault, or what the database raises."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAME
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = normal")
    connection.execute("pragma cache_size = -32000")
    (version,) = connection.execute("pragma user_version").fetchone()
    if version == 0:
        schema = _SCHEMA.read_text(encoding="utf-8")
        connection.executescript(f"begin; {schema} pragma user_version = {VERSION}; commit;")
    elif version != VERSION:
        raise FrontierFault(f"{path} 由另一版本的明察写成，本版本不能使用。请用原来的版本，或另指定一个文件夹。")
    connection.execute("begin immediate")
    return connection


@contextmanager
def reading(folder: Path) -> Iterator[sqlite3.Connection]:
    """The file as it was last committed, for who only looks; a round may be running meanwhile. Raises FrontierFault."""
    path = folder / NAME
    if not path.is_file():
        raise FrontierFault(f"{folder} 里没有采集记录。请先用 mingcha collect 采集，或核对文件夹。")
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        yield connection
    finally:
        connection.close()
