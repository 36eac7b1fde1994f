"""What the system refuses is said in Chinese, and never not at all."""

from __future__ import annotations

import errno

from mingcha.text.system_faults import why


def test_a_full_disk_and_a_folder_that_is_not_there_are_told_in_chinese() -> None:
    assert why(OSError(errno.ENOSPC, "No space left on device")) == "磁盘已满"
    assert why(FileNotFoundError(errno.ENOENT, "No such file or directory", "a.txt")) == "没有这个文件或文件夹"


def test_what_nobody_foresaw_is_told_in_the_words_of_the_system() -> None:
    assert why(OSError(9999, "Quantum decoherence")) == "Quantum decoherence"
    assert why(OSError("no number")) == "no number"
