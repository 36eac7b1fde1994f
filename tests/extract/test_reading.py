"""What every reader owes: it answers or says why not, whatever bytes it is given."""

from __future__ import annotations

import io
import random
import time
import zipfile

import pytest
from extract.samples import samples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingcha import extract
from mingcha.extract.contents import Unreadable
from mingcha.extract.kinds import Kind, kind_of
from mingcha.extract.limits import Limits
from mingcha.extract.reading import _READERS, read_contents, reader
from mingcha.model.document import Outcome, Reading

SMALL = Limits(unpacked=8 << 20, characters=500_000, members=50, depth=3)
KINDS = {name: kind_of(data, name=f"a.{name}") for name, data in samples().items()}


@pytest.mark.parametrize("name", samples())
def test_each_sample_is_read_as_what_it_is_whatever_its_name(name: str) -> None:
    found = extract.read(samples()[name], name=f"a.{name}")
    assert [gap for gap in found.not_examined if gap.outcome is not Outcome.PICTURE] == []
    assert found.documents
    assert kind_of(samples()[name], name="a.bin") in (KINDS[name], Kind.TEXT, Kind.HTML)


@pytest.mark.parametrize("kind", _READERS)
def test_every_format_that_is_named_has_its_reader(kind: Kind) -> None:
    assert callable(reader(kind))


@pytest.mark.parametrize("name", samples())
@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_spoilt_files_raise_nothing_but_unreadable(name: str, seed: int) -> None:
    data = spoilt(samples()[name], seed)
    kind = kind_of(data, name=f"a.{name}")
    if kind not in _READERS:
        return
    started = time.perf_counter()
    try:
        # The reader itself, without the net under it that turns surprises into an outcome.
        contents = reader(kind)(data, SMALL)
        if contents.assembly is not None:
            document = contents.assembly.document("a")
            for passage in document.passages:
                str(document.place_at(passage.start))
            for table in document.tables:
                str(document.place_at(table.start))
        for _ in contents.inside:
            pass
    except Unreadable:
        pass
    assert time.perf_counter() - started < 10


def spoilt(data: bytes, seed: int) -> bytes:
    """The file with bytes changed, cut out, doubled, or its end missing; of a package mostly one of its parts."""
    chance = random.Random(seed)
    if not data.startswith(b"PK") or chance.random() < 0.2:
        return changed(data, chance)
    old, stream = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    victim = chance.choice(old.namelist())
    with zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, changed(old.read(name), chance) if name == victim else old.read(name))
    return stream.getvalue()


def changed(data: bytes, chance: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 20))):
        if not found:
            break
        at = chance.randrange(len(found))
        way = chance.randrange(5)
        if way == 0:
            found[at] ^= 1 << chance.randrange(8)
        elif way == 1:
            found[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", bytes(4), b"\x7f\xff\xff\xff"))
        elif way == 2:
            del found[at : at + chance.randrange(1, 200)]
        elif way == 3:
            found[at:at] = found[at : at + chance.randrange(1, 200)]
        elif chance.random() < 0.3:
            del found[at:]
    return bytes(found)


@settings(max_examples=300)
@given(st.binary(max_size=400), st.sampled_from(["", "a.csv", "a.html", "a.xls", "a.doc"]))
def test_any_bytes_at_all_are_read_or_refused(data: bytes, name: str) -> None:
    try:
        read_contents(data, name=name, limits=SMALL)
    except Unreadable as fault:
        assert fault.outcome is not Outcome.READER_FAILED


def outcomes(reading: Reading) -> set[Outcome]:
    return {gap.outcome for gap in reading.not_examined}


def test_what_a_reader_did_not_foresee_is_an_outcome_that_quotes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(data: bytes, limits: Limits) -> None:
        raise LookupError(data.decode())

    monkeypatch.setattr("mingcha.extract.readers.text.read", fail)
    reader.cache_clear()
    found = extract.read("张三的号码".encode(), name="a.txt")
    reader.cache_clear()
    assert outcomes(found) == {Outcome.READER_FAILED}
    assert "张三" not in str(found.not_examined[0])


def test_a_member_that_kills_its_reader_does_not_take_the_others_along(monkeypatch: pytest.MonkeyPatch) -> None:
    """The child is real, and so is its death: it is given less memory than one member needs."""
    from extract.readers.test_archive import packed

    # Not so alike that it is refused before it is unpacked.
    big = (random.Random(0).randbytes(6000).hex().encode() + b"a" * (1 << 20)) * 300
    data = packed(**{"前.txt": "前".encode(), "大.txt": big, "后.txt": "后".encode()})
    found = extract.read(data, name="a.zip", limits=Limits(memory=700 << 20, characters=10**9))
    assert {document.member for document in found.documents} >= {"前.txt"}
    assert [gap.member for gap in found.not_examined] == ["大.txt"] or "后.txt" in str(found.not_examined)
