"""Old binary formats written anew, so that they can be masked: nothing of the old file's inside comes along.

An office program keeps the looks best; where none is installed an old workbook is written by ourselves, with its
values, number formats, widths and hidden parts. Run in a child process.
"""

from __future__ import annotations

from mingcha.extract.contents import Unreadable
from mingcha.extract.limits import Limits
from mingcha.extract.office_program import is_installed, remade
from mingcha.model.document import Outcome

# By kind of document: its ending for the office program, and the format it becomes.
NEWER = {"xls": ("xls", "xlsx"), "xlsb": ("xlsb", "xlsx"), "doc": ("doc", "docx"), "rtf": ("rtf", "docx")}
_cannot: set[str] = set()


def renewed(data: bytes, kind: str, limits: Limits) -> tuple[bytes, str]:
    """The file in its newer format, and by whom: an office program or ourselves. Raises Unreadable."""
    old, new = NEWER[kind]
    if is_installed() and kind not in _cannot:
        try:
            return remade(data, old=old, new=new, limits=limits), "LibreOffice"
        except Unreadable as fault:
            if kind != "xls":
                raise
            if fault.outcome is Outcome.UNSUPPORTED:
                _cannot.add(kind)  # its part for tables is not installed: not to be asked with every file
    if kind != "xls":
        raise Unreadable(Outcome.NEEDS_SOFTWARE, f"请用 WPS、Office 打开后另存为 {new}，再遮盖")
    from mingcha.extract.readers.old_workbook_anew import written_anew  # loads a library no reader needs

    try:
        return written_anew(data), ""
    except Unreadable:
        raise
    except Exception as error:  # the kind of the error and never its words: they may quote the file
        raise Unreadable(Outcome.READER_FAILED, f"内部结构异常（{type(error).__name__}）") from None
