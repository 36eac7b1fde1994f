"""Where the results of a command go: looked at before the work begins, and never half a file."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TextIO

from mingcha.cli.faults import CommandFault


def writable(path: Path | None) -> Path | None:
    """The place named by the user, which must be one. Raises CommandFault."""
    if path is not None and not path.absolute().parent.is_dir():
        raise CommandFault(f"没有文件夹 {path.parent}，请先建好，或换一个位置。")
    if path is not None and path.is_dir():
        raise CommandFault(f"{path} 是文件夹，请在后面加上文件名。")
    return path


def write(data: bytes, path: Path) -> None:
    """All of it or nothing: a disk that fills up leaves no half of a file under its name."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def machine_readable() -> TextIO:
    """Stdout for lines of JSON, which are UTF-8 on every system."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    return sys.stdout


def speak_anywhere() -> None:
    r"""A console in the system's own encoding gets \U00020bb7 for a rare character, and the rest as it is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
