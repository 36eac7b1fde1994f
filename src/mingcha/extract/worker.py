"""Files read in a child process, member by member: what kills the child is told, and the rest is still read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mingcha.extract.child import Child, Died
from mingcha.extract.limits import Limits
from mingcha.extract.reading import Opening, Progress, pieces
from mingcha.model.document import NotExamined, Outcome, Reading

# So many members of one archive may kill a child before the rest of the archive is given up.
_DEATHS = 8


def read_in(child: Child, data: Path | bytes, *, source: str, name: str, limits: Limits) -> Iterator[Reading]:
    """What was read, file by file, with an outcome for each that killed the child or ran out of time."""
    progress, retried = Progress(), -1
    while True:
        opened = Opening(0, "")
        try:
            given = (data, source, name, limits, progress)
            for answer in child.each(read_pieces, *given, memory=limits.memory, seconds=limits.seconds):
                if isinstance(answer, Opening):
                    opened = answer
                else:
                    yield answer
                    if any(gap.outcome is Outcome.OUT_OF_MEMORY for gap in answer.not_examined):
                        child.retire()
            return
        except Died as death:
            why, fresh = death.outcome, death.fresh
        progress = Progress(answered=opened.number, fatal=progress.fatal)
        if why is Outcome.READER_FAILED and not fresh and retried != opened.number:
            retried = opened.number  # an earlier file may have spoilt the old child: once more in a fresh one
            continue
        reason = f"读取超过 {limits.seconds:.0f} 秒" if why is Outcome.TOO_SLOW else ""
        if why is Outcome.READER_FAILED:
            reason = "读取程序意外中止，文件可能已损坏或被特意构造"
        yield Reading(not_examined=(NotExamined(source, why, opened.member, reason=reason),))
        progress.fatal |= {opened.number}
        progress.answered = opened.number + 1
        if opened.number == 0:
            return
        if len(progress.fatal) > _DEATHS:
            rest = "多个文件使读取中止，其余没有读取"
            yield Reading(not_examined=(NotExamined(source, Outcome.PARTLY_READ, reason=rest),))
            return


def read_pieces(
    data: Path | bytes, source: str, name: str, limits: Limits, progress: Progress
) -> Iterator[Opening | Reading]:
    """What the child runs."""
    try:
        if isinstance(data, Path):
            data = data.read_bytes()
    except OSError:
        fault = NotExamined(source, Outcome.MISSING, reason="读取时文件不可用")
        yield Reading(not_examined=(fault,))
        return
    yield from pieces(data, source=source, name=name, limits=limits, progress=progress)
