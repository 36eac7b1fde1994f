"""What the child of worker.py runs: it reads files within its limits and answers piece by piece.

Run as `python -m mingcha.extract.worker_child MEMORY`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from mingcha.extract.readers.workbook_child import limit_memory
from mingcha.extract.reading import Opening, pieces
from mingcha.extract.worker import receive, send
from mingcha.model.document import NotExamined, Outcome, Reading


def main(arguments: list[str]) -> int:
    limit_memory(int(arguments[0]))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not fall among our answers
    while True:
        try:
            question: Any = receive(sys.stdin.buffer)
        except EOFError:
            return 0
        data, source, name, limits, progress = question
        opened = Opening(0, "")
        try:
            if isinstance(data, Path):
                data = data.read_bytes()
            for answer in pieces(data, source=source, name=name, limits=limits, progress=progress):
                if isinstance(answer, Opening):
                    opened = answer
                send(answers, answer)
        except MemoryError:
            data = None
            fault = NotExamined(source, Outcome.OUT_OF_MEMORY, opened.member)
            send(answers, Reading(not_examined=(fault,)))
        except OSError:
            fault = NotExamined(source, Outcome.MISSING, opened.member, reason="读取时文件不可用")
            send(answers, Reading(not_examined=(fault,)))
        send(answers, None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
