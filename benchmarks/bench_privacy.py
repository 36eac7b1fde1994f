"""How fast are numbers that name a person found in what a county published?

Ours scans whole chunks with numpy. The peer is the usual way: one regular expression with a branch for each kind of
number, its matches validated by the same rules. Both must find exactly the same identity, mobile and card numbers.
Then all privacy checks with their context, and a list of 700,000 mobile numbers from the file to the findings.
"""

from __future__ import annotations

import re
from datetime import date
from importlib.util import find_spec
from random import Random

from benchmarks.county import folder
from benchmarks.measure import Measured, hand_in, peak_megabytes, seconds
from mingcha.examine.candidates import candidates, prepare
from mingcha.examine.catalogue import that_mask
from mingcha.examine.runner import examine
from mingcha.model.document import Document
from mingcha.pipeline import examine_files
from mingcha.text.bank_card import is_bank_card
from mingcha.text.id_number import check_character, is_id_number
from mingcha.text.phone import is_mobile

SEED = 20240112
CHARACTERS = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
POST, POSTS, ROSTERS = 700, 12_000, 1_000
LINES = 700_000
# It is slow: one text in so many is enough to tell how slow.
PRESIDIO_SHARE = 50
MEGABYTE = 1_000_000
# The issue asks for 200 MB/s of scanning, 60 MB/s with context and a second for the list.
SCAN, CHECKS, LIST = 200, 60, 1.0

PEER = re.compile(
    r"(?<![0-9A-Za-z_])(?:(?P<id>[1-9]\d{16}[0-9Xx])|(?P<mobile>1[3-9]\d{9})|(?P<card>\d{13,19}))(?![0-9A-Za-z_])",
    re.ASCII,
)


def main() -> None:
    random, checks = Random(SEED), list(that_mask())
    for name, texts in (("一般信息", posts(random)), ("密集名单", rosters(random))):
        size = sum(len(text.encode()) for text in texts) / MEGABYTE
        documents = [Document(str(index), text) for index, text in enumerate(texts)]
        ours = seconds(lambda docs=documents: prepare(docs), runs=5, warm=True)  # type: ignore[misc]
        peer = seconds(lambda some=texts: [by_expression(text) for text in some], runs=3)  # type: ignore[misc]
        assert [of(document) for document in documents] == [by_expression(text) for text in texts]
        fast = f"{size / ours:.0f} MB/s，同类 {size / peer:.0f} MB/s"
        hand_in([Measured(f"扫描号码（{name}）", f"{size:.1f} MB", ours, "一个合并的正则式", peer, size / SCAN, fast)])
        whole = seconds(lambda some=texts: examine(fresh(some), checks, key=b"bench"), runs=3)  # type: ignore[misc]
        goal = size / CHECKS
        told = f"{size / whole:.0f} MB/s"
        peer_name, theirs = _presidio(texts, size)
        if theirs is not None:
            told += f"，同类 {size / theirs:.1f} MB/s"
        asked, much = f"全部隐私检查（{name}）", f"{size:.1f} MB"
        hand_in([Measured(asked, much, whole, peer_name, theirs, goal, told)])
    file = folder() / "mobiles.txt"
    file.write_text("\n".join(mobile(random) for _ in range(LINES)), encoding="utf-8")

    def from_file() -> None:
        results = list(examine_files([(file, file.name)], list(that_mask()), key=b"bench", today=date(2024, 1, 12)))
        assert sum(one.persons for result in results for one in result.findings) > LINES * 0.9

    taken = seconds(from_file, runs=3, warm=True)
    size = file.stat().st_size / MEGABYTE
    hand_in(
        [
            Measured(
                "手机号清单", f"{LINES:,} 行，{size:.1f} MB", taken, goal=LIST, remark=f"峰值内存 {peak_megabytes()} MB"
            )
        ]
    )


def _presidio(texts: list[str], size: float) -> tuple[str, float | None]:
    """How long Presidio would take for all of it, from a share of it; nothing where it is not installed."""
    if not find_spec("presidio_analyzer"):
        return "", None
    from benchmarks.peers.scan_presidio import scan

    analyze, some = scan(), texts[::PRESIDIO_SHARE]
    share = sum(len(text.encode()) for text in some) / MEGABYTE / size
    return "Presidio（三种号码，不看表头和上下文）", seconds(
        lambda: [analyze(text) for text in some], warm=True
    ) / share


def fresh(texts: list[str]) -> list[Document]:
    """Documents that have not been asked yet."""
    return [Document(str(index), text) for index, text in enumerate(texts)]


def of(document: Document) -> tuple[list[int], list[int], list[int]]:
    seen = document.once(candidates)
    right = seen.eighteen.where(seen.eighteen.flags)
    return right.starts.tolist(), seen.mobiles.starts.tolist(), seen.cards.starts.tolist()


def by_expression(text: str) -> tuple[list[int], list[int], list[int]]:
    numbers: tuple[list[int], list[int], list[int]] = ([], [], [])
    for match in PEER.finditer(text):
        if match["id"] and is_id_number(match["id"]):
            numbers[0].append(match.start())
        if match["mobile"] and is_mobile(match["mobile"]):
            numbers[1].append(match.start())
        if is_bank_card(match[0]):
            numbers[2].append(match.start())
    return numbers


def posts(random: Random) -> list[str]:
    """Prose; one post in twenty gives away a number."""
    texts = []
    for index in range(POSTS):
        text = prose(random, POST) + f"。2024年{random.randrange(1, 13)}月，电话0797-3{random.randrange(10**6):06}。"
        texts.append(text + (f"身份证号{id_number(random)}。" if index % 20 == 0 else ""))
    return texts


def rosters(random: Random) -> list[str]:
    """Lists of forty persons, one a line."""
    return ["\n".join(person(random, line) for line in range(40)) for _ in range(ROSTERS)]


def person(random: Random, line: int) -> str:
    return f"{line} 张三 {id_number(random)} {mobile(random)} 6228480402564890018 {prose(random, 40)}"


def prose(random: Random, length: int) -> str:
    return "".join(random.choices(CHARACTERS, k=length))


def id_number(random: Random) -> str:
    born = f"{random.randrange(1940, 2015)}{random.randrange(1, 13):02}{random.randrange(1, 29):02}"
    first = f"{random.choice(('110199', '369999'))}{born}{random.randrange(1000):03}"
    return first + check_character(first)


def mobile(random: Random) -> str:
    return f"1{random.choice('358')}{random.randrange(10**9):09}"


if __name__ == "__main__":
    main()
