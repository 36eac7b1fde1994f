"""The last resort for formats we do not read ourselves: LibreOffice, where it is installed, makes them new ones."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from mingcha.extract.contents import Unreadable
from mingcha.extract.limits import Limits
from mingcha.model.document import Outcome

_PROGRAMS = ("soffice", "libreoffice")
# Of the time one file has: the rest is for reading what was made.
_SHARE = 0.6


def is_installed() -> bool:
    return any(map(shutil.which, _PROGRAMS))


def remade(data: bytes, *, old: str, new: str, limits: Limits) -> bytes:
    """A file of the old format (`ppt`) in the new one (`pptx`). Raises Unreadable."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise Unreadable(Outcome.NEEDS_SOFTWARE, "需要 LibreOffice；或请用 WPS、Office 打开后另存为较新的格式，再检查")
    with tempfile.TemporaryDirectory(prefix="mingcha-") as folder:
        source, home, out = Path(folder, f"file.{old}"), Path(folder, "home"), Path(folder, "out")
        source.write_bytes(data)
        command = [program, f"-env:UserInstallation={home.as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", new, "--outdir", str(out), str(source)]
        _run(command, seconds=limits.seconds * _SHARE)
        made = next(out.glob(f"*.{new}"), None) if out.is_dir() else None
        if made is None or made.stat().st_size > limits.size:
            raise Unreadable(
                Outcome.UNSUPPORTED, "LibreOffice 未能转换；请用 WPS、Office 打开后另存为较新的格式，再检查"
            )
        return made.read_bytes()


def _run(command: list[str], *, seconds: float) -> None:
    with stopped(command) as running:
        try:
            running.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise Unreadable(Outcome.TOO_SLOW, f"LibreOffice 转换超过 {seconds:.0f} 秒") from None


@contextlib.contextmanager
def stopped(
    command: list[str], *, output: IO[bytes] | None = None, env: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A program of this machine, stopped at the latest when the block ends; `output` takes what it says.

    In a group of its own, so that the program behind the program ends too.
    """
    child = subprocess.Popen(  # noqa: S603 - the program was found on this machine, the file is one argument
        command,
        stdin=subprocess.DEVNULL,
        stdout=output or subprocess.DEVNULL,
        stderr=subprocess.STDOUT if output is not None else subprocess.DEVNULL,
        start_new_session=True,
        env=env,
    )
    try:
        yield child
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL) if hasattr(os, "killpg") else child.kill()
        child.wait()
