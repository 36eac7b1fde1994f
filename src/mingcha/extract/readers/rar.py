"""RAR archives: no library we may ship unpacks them; a program that is installed does so, else they are not examined.

The program inherits the limits of the child process it is started in, and is stopped when it takes too long or writes
too much. What it leaves in its folder is read, whatever it says of the rest.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from mingcha.extract.contents import Contents, Inside, Unreadable
from mingcha.extract.limits import MEGABYTE, Limits
from mingcha.extract.office_program import stopped
from mingcha.model.document import Outcome

# What each program is asked: unpack this file into this folder, without questions and without a password.
_PROGRAMS: dict[str, Callable[[str, str], list[str]]] = {
    "bsdtar": lambda file, folder: ["-x", "-f", file, "-C", folder],
    "7zz": lambda file, folder: ["x", "-y", "-p", f"-o{folder}", file],
    "7z": lambda file, folder: ["x", "-y", "-p", f"-o{folder}", file],
    "unrar": lambda file, folder: ["x", "-y", "-p-", "-idq", file, folder + os.sep],
    "unar": lambda file, folder: [
        "-force-overwrite",
        "-no-directory",
        "-password",
        "",
        "-output-directory",
        folder,
        file,
    ],
}
_MISSING = (
    "RAR 压缩包要由本机的解压程序打开，没有找到；请安装 bsdtar（Linux 软件包 libarchive-tools）、7-Zip、unrar 或 unar 之一，"
    "或解压后检查其中的文件"
)
_OF_PASSWORD = re.compile(rb"encrypt|password|passphrase", re.IGNORECASE)
# Of the time one file has, and how often a look is taken at what was written so far.
_SHARE, _LOOK = 0.6, 0.05


def read(data: bytes, limits: Limits) -> Contents:
    return Contents("rar", inside=_members(data, limits))


def program() -> tuple[str, Callable[[str, str], list[str]]] | None:
    """The first program of this machine that unpacks RAR."""
    for name, asked in _PROGRAMS.items():
        if (found := shutil.which(name)) is not None:
            return found, asked
    return None


def _members(data: bytes, limits: Limits) -> Iterator[Inside]:
    found = program()
    if found is None:
        raise Unreadable(Outcome.NEEDS_SOFTWARE, _MISSING)
    with tempfile.TemporaryDirectory(prefix="mingcha-") as place:
        file, out = Path(place, "file.rar"), Path(place, "out")
        file.write_bytes(data)
        out.mkdir()
        fault = _unpacked([found[0], *found[1](str(file), str(out))], place, limits)
        files = [] if fault is not None and fault.outcome is Outcome.EXPANDS else sorted(_files(out))
        for path in files[: limits.members]:
            content = path.read_bytes()
            path.unlink()
            yield Inside(path.relative_to(out).as_posix(), content)
    if fault is not None:
        raise fault
    if not files:
        raise Unreadable(Outcome.READER_FAILED, "压缩包里没有取出任何文件")
    if len(files) > limits.members:
        raise Unreadable(Outcome.PARTLY_READ, f"内含文件超过 {limits.members} 个，其余没有读取")


def _unpacked(command: list[str], place: str, limits: Limits) -> Unreadable | None:
    """Run the program; what was wrong with the archive, if anything was."""
    end = time.monotonic() + limits.seconds * _SHARE
    out = Path(place, "out")
    env = {**os.environ, "LC_ALL": "C.UTF-8"}  # names of files are written as they are
    with Path(place, "said").open("w+b") as said, stopped(command, output=said, env=env) as running:
        while True:
            try:
                code = running.wait(timeout=_LOOK)
            except subprocess.TimeoutExpired:
                code = None
            if sum(path.stat().st_size for path in _files(out)) > limits.unpacked:
                return Unreadable(Outcome.EXPANDS, f"展开后超过 {limits.unpacked // MEGABYTE} MB")
            if code is not None:
                break
            if time.monotonic() > end:
                return Unreadable(Outcome.TOO_SLOW, f"解压超过 {limits.seconds * _SHARE:.0f} 秒")
        if code == 0:
            return None
        said.seek(0)
        if _OF_PASSWORD.search(said.read(65_536)):
            return Unreadable(Outcome.ENCRYPTED, "请取消密码后重新打包，再检查")
        # Whose fault it is, that of the archive or of the program, nobody can tell from here.
        return Unreadable(Outcome.READER_FAILED, "解压程序报告错误：压缩包已损坏或不完整，或用了它不认识的压缩方式")


def _files(folder: Path) -> Iterator[Path]:
    """What was unpacked; links are left alone, they may lead anywhere."""
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            yield path
