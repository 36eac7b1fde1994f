"""All engines find all occurrences of all phrases, and find the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingcha.text.matching import matcher as matching
from mingcha.text.matching.matcher import NotMatchable, available, build, unpacked

# Few characters, so that phrases overlap and hold each other; one beyond the basic plane, which takes two places in
# UTF-16 and four bytes in UTF-8.
LETTERS = "县府办a1，𠮷"


def as_lists(found: matching.Matches) -> list[tuple[int, int, int]]:
    return list(zip(found.starts.tolist(), found.ends.tolist(), found.which.tolist(), strict=True))


def plainly(phrases: list[str], text: str) -> list[tuple[int, int, int]]:
    """The answer as one would work it out with one's finger on the page."""
    return sorted(
        (start, start + len(phrase), which)
        for which, phrase in enumerate(phrases)
        for start in range(len(text))
        if text.startswith(phrase, start)
    )


@pytest.mark.parametrize("engine", available())
@settings(max_examples=60, deadline=None)
@given(
    phrases=st.lists(st.text(LETTERS, min_size=1, max_size=5), max_size=12, unique=True),
    text=st.text(LETTERS, max_size=60),
)
def test_every_engine_finds_what_a_finger_on_the_page_finds(engine: str, phrases: list[str], text: str) -> None:
    assert as_lists(build(phrases, engine=engine).find(text)) == plainly(phrases, text)


@pytest.mark.parametrize("engine", available())
def test_a_matcher_that_was_packed_finds_the_same(engine: str) -> None:
    phrases, text = ["县政府", "政府", "府办"], "县政府办公室"
    made = build(phrases, engine=engine)
    again = unpacked(made.packed(), phrases, engine=engine)
    assert as_lists(again.find(text)) == as_lists(made.find(text)) == [(0, 3, 0), (1, 3, 1), (2, 4, 2)]


@pytest.mark.parametrize("engine", available())
def test_phrases_are_found_across_the_pieces_a_long_text_is_looked_at_in(engine: str) -> None:
    text = "一" * 199_998 + "县政府办" + "一" * 250_000 + "县政府"
    found = build(["县政府", "府办"], engine=engine).find(text)
    assert as_lists(found) == [(199_998, 200_001, 0), (200_000, 200_002, 1), (450_002, 450_005, 0)]


def test_an_empty_phrase_is_refused_since_it_stands_everywhere() -> None:
    with pytest.raises(NotMatchable, match="第 2 个词是空的"):
        build(["县", ""])


def test_a_phrase_given_twice_is_refused() -> None:
    with pytest.raises(NotMatchable, match="“县”重复"):
        build(["县", "县"])


def test_a_machine_without_wheels_still_has_an_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    real = matching.importlib.import_module

    def without_wheels(name: str) -> object:
        if name.endswith(("double_array", "contiguous")):
            raise ImportError(name)
        return real(name)

    monkeypatch.setattr(matching.importlib, "import_module", without_wheels)
    assert available() == ("three_characters",)
    assert as_lists(build(["政府"]).find("县政府")) == [(1, 3, 0)]
    with pytest.raises(NotMatchable, match="本机没有匹配引擎 double_array，可用的有：three_characters"):
        build(["政府"], engine="double_array")
