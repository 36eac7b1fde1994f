"""What the child of child.py runs: it calls the functions it is asked to call, within its limits, and sends back values.

Run as `python -m mingcha.extract.child_main MEMORY`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any

from mingcha.extract.child import Answer, Raised, receive, send


def main(arguments: list[str]) -> int:
    limit_memory(int(arguments[0]))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not fall among our answers
    while True:
        try:
            question: Any = receive(sys.stdin.buffer)
        except EOFError:
            return 0
        try:
            function, given = question
            del question
            found = function(*given)
            del given
            for value in found if isinstance(found, Iterator) else (found,):
                send(answers, Answer(value))
            send(answers, Answer(last=True))
        except MemoryError:
            found = value = None
            send(answers, Raised(MemoryError()))
        except Exception as error:  # the caller knows which kinds it expects
            send(answers, Raised(error))


def limit_memory(memory: int) -> None:
    """Where the system can, so that a file which unpacks without end dies here and alone."""
    try:
        import resource
    except ImportError:  # Windows
        return
    if sys.platform != "darwin":  # which promises this limit and does not keep it
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
