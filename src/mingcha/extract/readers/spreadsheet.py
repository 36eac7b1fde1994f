"""A table file opened: xlsx, xlsm, xls, et and csv to sheets of plain cells, the bytes deciding which it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mingcha.extract.child import Died, own_child
from mingcha.extract.readers.delimited import read_delimited
from mingcha.extract.readers.signatures import SAVE_AS, Kind, kind_of
from mingcha.extract.readers.typed_workbook import sheets
from mingcha.model.document import Outcome
from mingcha.model.ledger import FileFault, Sheet

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may ask of the machine: its own bytes, its bytes unpacked, cells, memory (bytes), seconds.

    A county's whole year, 59,074 rows, is 3 MB, 30 MB unpacked and 0.3 million cells, and needs 200 MB and a second.
    """

    size: int = 50 * MEGABYTE
    unpacked: int = 400 * MEGABYTE
    cells: int = 20_000_000
    memory: int = 2048 * MEGABYTE
    seconds: float = 120


def read(path: Path, *, limits: Limits | None = None) -> tuple[Sheet, ...]:
    """The sheets of a file in their order, hidden ones too. Raises FileFault."""
    limits = limits or Limits()
    size = path.stat().st_size
    if size == 0:
        raise FileFault("文件是空的（0 字节）。请确认选对了文件，保存后再上传。")
    if size > limits.size:
        raise FileFault(
            f"文件有 {size / MEGABYTE:.0f} MB，超过 {limits.size // MEGABYTE} MB 的上限，没有读取。"
            "请确认选对了文件，或按月份拆成几个文件分别导入。"
        )
    data = path.read_bytes()
    found = read_delimited(data) if kind_of(data) is Kind.TEXT else _in_child(path, limits)
    if not any(sheet.rows for sheet in found):
        raise FileFault("文件里没有任何内容。请确认选对了文件，填好后再上传。")
    return found


def _in_child(path: Path, limits: Limits) -> tuple[Sheet, ...]:
    """Read a workbook in a process of its own, which may die of the file without taking us along."""
    try:
        found: tuple[Sheet, ...] = own_child().call(
            sheets, path, limits.unpacked, limits.cells, memory=limits.memory, seconds=limits.seconds
        )
    except Died as death:
        if death.outcome is Outcome.TOO_SLOW:
            raise FileFault(f"读了 {limits.seconds:.0f} 秒仍未读完，已停止。请按月份拆成几个文件分别导入。") from None
    except FileFault:
        raise
    except Exception:  # as unlike as the files that cause them; the fault says all a clerk can do
        own_child().close()
    else:
        return found
    raise FileFault(
        "读取时出错：文件已损坏，或表格范围过大（例如最末一行或最末一列有内容）。"
        f"请删去表格以外的内容，或{SAVE_AS.removeprefix('请')}。"
    )
