"""What a post says: paragraphs from made-up sentences, chosen by the post's number, the same every time."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from importlib.resources import files

from mingcha.demo.county import COUNTY, sample_units
from mingcha.demo.places import ANNUAL_REPORTS
from mingcha.demo.portal.annual_reports import annual_report
from mingcha.demo.portal.holdings import EDITORS, Fault, holdings
from mingcha.demo.portal.people import people_table
from mingcha.demo.posts import VILLAGES, SamplePost, towns
from mingcha.demo.story import story
from mingcha.model.unit import Unit

_KINDS = {
    "工作动态": "dynamics",
    "乡镇动态": "dynamics",
    "要闻动态": "dynamics",
    "通知公告": "notices",
    "政策文件": "documents",
    "政策解读": "explanations",
    "政策宣传": "explanations",
    "建议提案办理": "answers",
}
# Outside bodies whose texts are passed on: no unit of the county, so the column's owner counts for them.
_REPOSTED = ("江西日报", "新华社", "中国政府网")


def sentence_choice(seed: int) -> Iterator[int]:
    """Endless numbers that look like chance and are the same on every machine."""
    state = seed * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        yield state >> 33


def paragraphs(post: SamplePost, fault: Fault | None) -> list[str]:
    """The body, block by block, as HTML without the paragraphs' own tags; a block may be a whole table."""
    if post.column == ANNUAL_REPORTS and "kind" not in post.told:
        return annual_report(post, unit_of(post.unit))
    if body := post.told.get("body"):
        return [escape(text) for text in body]
    kind = str(post.told.get("kind") or _KINDS.get(post.column, "disclosures"))
    seed = int(post.told.get("model", post.number))
    choice = sentence_choice(seed)
    sentences = _sentences()[kind]
    middle = sentences["middle"]
    start, count = next(choice) % len(middle), 2 + next(choice) % 4
    chosen = [
        sentences["opening"][next(choice) % len(sentences["opening"])],
        *(middle[(start + step) % len(middle)] for step in range(min(count, len(middle)))),
        sentences["closing"][next(choice) % len(sentences["closing"])],
    ]
    unit = unit_of(post.unit)
    words = {
        "unit": unit.in_prose,
        "topic": post.topic or "此项工作",
        "village": post.village or VILLAGES[next(choice) % len(VILLAGES)],
        "town": unit.in_prose if unit.group == "town" else towns()[next(choice) % 16],
        "year": post.appears.year,
        "month": post.appears.month,
        "day": post.appears.day,
        "n": 20 + next(choice) % 900,
        "m": 2 + next(choice) % 18,
    }
    blocks = [sentence.format_map(words) for sentence in chosen]
    if table := post.told.get("people"):
        blocks.insert(-1, people_table(table["content"], masked=table["masked"]))
    word = story().scattered["wording"]["wrong_right"]
    if fault is not None and fault.kind == "wording":
        wrong, _, sentence = word[fault.which]
        blocks.insert(-1, sentence.format(word=wrong))
    elif fault is None and (righted := righted_wording(post)) is not None:
        _, right, sentence = word[righted]
        blocks.insert(-1, sentence.format(word=right))
    return blocks


def righted_wording(post: SamplePost) -> int | None:
    """Which of the wordings once was wrong in this post and has been put right; the sentence itself stays."""
    fault = holdings().faults.get(post.number)
    return fault.which if fault is not None and fault.kind == "wording" else None


def source(post: SamplePost) -> str:
    """来源 as the page states it: the unit by one of its names, an outside body, or nothing."""
    if "source" in post.told:
        return str(post.told["source"])
    if not post.unit:
        return _REPOSTED[post.number % 3] if post.number % 4 == 0 else EDITORS.name
    turn = post.number * 31 % 97
    if turn < 6:
        return ""
    if turn == 6 and post.column in ("工作动态", "乡镇动态", "政策解读"):
        return _REPOSTED[post.number % 3]
    names = _names()[post.unit]
    return names[turn % len(names)]


@lru_cache(maxsize=128)
def unit_of(code: str) -> Unit:
    """The unit with this code; the editors of the portal under an empty one."""
    return next((sample.unit for sample in sample_units() if sample.unit.code == code), EDITORS)


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[str, ...]]:
    """The names each unit signs with, the usual one several times."""
    names = {}
    for sample in sample_units():
        unit = sample.unit
        others = [alias.name for alias in unit.aliases]
        if unit.name.startswith("县"):
            others.append(COUNTY + unit.name[1:])
        if unit.group == "town":
            others += [unit.in_prose, f"{unit.in_prose}人民政府", f"{COUNTY}{unit.in_prose}人民政府"]
        names[unit.code] = (unit.name, unit.name, *others)
    return names


@lru_cache(maxsize=1)
def _sentences() -> dict[str, dict[str, list[str]]]:
    text = files("mingcha.demo").joinpath("data/sentences.toml").read_text(encoding="utf-8")
    told: dict[str, dict[str, list[str]]] = tomllib.loads(text)
    return told
