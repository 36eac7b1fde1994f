"""Shares of work: in order, done again where a process died, told where it always dies, and nothing else lost."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from mingcha.pipeline.shards import Processes, Unfinished, back_end_of, here, run_shards


def square(number: int, *, begun: Path, dies: int = -1, times: int = 99) -> int:
    """Its square; the process dies under one number, so many times."""
    with (begun / str(number)).open("a") as file:
        file.write("x")
    if number == dies and len((begun / str(number)).read_text()) <= times:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.01)
    return number * number


def begun(folder: Path) -> dict[int, int]:
    return {int(file.name): len(file.read_text()) for file in folder.iterdir()}


@pytest.mark.parametrize("back_end", [here, Processes(2), back_end_of(3)], ids=["here", "two", "three"])
def test_results_come_in_the_order_of_the_shards_each_done_once(tmp_path, back_end):
    found = list(run_shards(partial(square, begun=tmp_path), range(30), back_end=back_end))
    assert found == [number * number for number in range(30)]
    assert set(begun(tmp_path).values()) == {1}


def test_a_shard_under_which_the_process_dies_once_is_done_again(tmp_path):
    fn = partial(square, begun=tmp_path, dies=5, times=1)
    assert list(run_shards(fn, range(12), back_end=Processes(2))) == [number * number for number in range(12)]
    assert begun(tmp_path)[5] == 2


def test_a_shard_that_always_kills_its_process_is_told_and_nothing_else_is_lost(tmp_path):
    fn = partial(square, begun=tmp_path, dies=5)
    found = list(run_shards(fn, range(12), back_end=Processes(2, tries=2)))
    assert isinstance(found[5], Unfinished)
    assert "2 次都意外中止" in found[5].why
    assert [one for at, one in enumerate(found) if at != 5] == [at * at for at in range(12) if at != 5]
    assert max(times for at, times in begun(tmp_path).items() if at != 5) <= 2


def test_no_more_is_begun_than_will_be_wanted_soon(tmp_path):
    results = run_shards(partial(square, begun=tmp_path), range(50), back_end=Processes(2))
    next(results)
    time.sleep(0.3)
    assert len(begun(tmp_path)) <= 6
    results.close()


def test_a_fault_of_the_function_is_raised_and_not_taken_for_bad_luck():
    with pytest.raises(ZeroDivisionError):
        list(run_shards(partial(divmod, 1), [1, 0, 2], back_end=Processes(2)))


def test_processes_go_when_whoever_started_them_is_killed(tmp_path):
    child = os.fork()
    if child == 0:  # pragma: no cover
        list(run_shards(partial(_told, folder=tmp_path), range(4), back_end=Processes(2)))
        os._exit(0)
    until = time.monotonic() + 10
    while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < until:
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    left = [int(file.name) for file in tmp_path.iterdir()]
    while any(map(_lives, left)) and time.monotonic() < until:
        time.sleep(0.1)
    assert not any(map(_lives, left))


def _told(number: int, *, folder: Path) -> None:
    (folder / str(os.getpid())).touch()
    time.sleep(60)


def _lives(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


@dataclass(frozen=True)
class Post:
    url: str
    attachments: tuple = ()


def test_posts_of_a_share_that_could_not_be_done_are_told_as_not_examined(monkeypatch):
    from mingcha.pipeline import collected

    def back_end(fn, shards):
        yield from (Unfinished("进程中止") for _ in shards)

    (seen,) = collected._done([[Post("http://a/1"), Post("http://a/2", (Post("http://a/2.doc"),))]], (), None, back_end)
    assert [one.source for one in seen.result.not_examined] == ["http://a/1", "http://a/2", "http://a/2.doc"]
    assert "进程中止" in str(seen.result.not_examined[0])
