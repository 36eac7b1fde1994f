"""How fast are 100,000 phrases looked for in what a county published, plain and with something put into them?

Ours folds a text (width, case, traditional characters), looks for all phrases in it, and again across what was put
between two characters, and hands every document its own hits with the offsets of its own text. The peers are the
automaton most people take (pyahocorasick) on the same texts folded the usual way, and the confusion list of pycorrector
where it is installed. Plain hits must be the same. Then the cost against the number of phrases and the length of a text,
the start from a book kept on disk, and texts that nobody would write.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from random import Random

from benchmarks.county import folder
from benchmarks.measure import Measured, hand_in, seconds
from mingcha.examine.catalogue import catalogue
from mingcha.examine.runner import examine
from mingcha.examine.wording import phrasebook
from mingcha.examine.wording.book import made_book
from mingcha.examine.wording.phrasebook import prepare
from mingcha.examine.wording.scanning import scanned
from mingcha.model.document import Document
from mingcha.standards.wording_tables import wording_table
from mingcha.text.matching.matcher import available, build
from mingcha.text.normal import folded, plain_codes

SEED, MEGABYTE = 20240112, 1_000_000
PHRASES, POSTS, POST = 100_000, 5_000, 900
# What the issue asks of one core: MB/s for looking, for all wording checks; seconds and MB for the start.
LOOK, CHECKS, START, MEMORY = 50, 15, 0.3, 300
# The confusion list of pycorrector is slow: one text in so many tells how slow.
PYCORRECTOR_SHARE = 50
LONG_LINE = 17_000_000
OPENINGS = "各乡镇人民政府 县直各单位 为深入贯彻落实 根据上级文件精神 经县政府同意 现将有关事项通知如下 请认真组织实施 切实加强组织领导 按时报送材料".split()
WORDS = (
    "推进 工作 项目 建设 群众 服务 农村 发展 管理 产业 安全 生产 环境 保护 教育 卫生 资金 补贴 申请 公示 名单 审核 乡村 振兴 治理 防汛 "
    "森林 防火 社会 保障 就业 培训 企业 营商 监督 检查 整改 落实 责任 领导 小组 会议 部署 要求 提高 质量 效率 改革 创新"
).split()
START_CODE = """
import resource, sys, time
from pathlib import Path
begin = time.perf_counter()
from mingcha.examine.wording.book import made_book
from mingcha.standards.wording_tables import wording_table
folder = Path(sys.argv[1])
made_book([wording_table((folder / "many.csv").read_text("utf-8"), name="many", where="many")], kept_in=folder)
print(time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def main() -> None:
    random = Random(SEED)
    texts = [post(random) for _ in range(POSTS)]
    size = sum(len(text.encode()) for text in texts) / MEGABYTE
    many = phrases(random, PHRASES)
    _looking(texts, size, many)
    _by_number_of_phrases(texts, size, many)
    _by_length(texts, many)
    _start(many)
    _checks(texts, size)
    _nobody_would_write(many)


def _looking(texts: Sequence[str], size: float, many: Sequence[str]) -> None:
    engines = {engine: build(many, engine=engine) for engine in available()}
    ours = {
        engine: seconds(lambda matcher=matcher: scanned(matcher, texts), runs=3, warm=True)  # type: ignore[misc]
        for engine, matcher in engines.items()
    }
    fold = seconds(lambda: [plain_codes(text) for text in chunks(texts)], runs=3, warm=True)
    peer_fold = seconds(lambda: [unicodedata.normalize("NFKC", text).lower() for text in texts], runs=2)
    hand_in(
        [
            Measured(
                "折算全角、大小写、繁体",
                f"{size:.0f} MB",
                fold,
                "NFKC 加 lower",
                peer_fold,
                remark=f"{size / fold:.0f} MB/s",
            )
        ]
    )
    peers: list[tuple[str, Callable[[], object], int]] = []
    if find_spec("ahocorasick"):
        peers.append(("pyahocorasick（只查原样）", automaton(many, texts, next(iter(engines.values()))), 1))
    if find_spec("pycorrector"):
        peers.append(("pycorrector 混淆集", confusions(many, texts), PYCORRECTOR_SHARE))
    for engine, taken in ours.items():
        goal = size / LOOK if engine == available()[0] else None
        told = f"{engine} {size / taken:.0f} MB/s"
        for name, look, share in peers[:1] or [("", lambda: None, 1)]:
            theirs = seconds(look) * share if name else None
            beside = f"，同类 {size / theirs:.1f} MB/s" if theirs else ""
            hand_in(
                [
                    Measured(
                        "折算并查 10 万词，原样和插字各一遍", f"{size:.0f} MB", taken, name, theirs, goal, told + beside
                    )
                ]
            )
    for name, look, share in peers[1:]:
        theirs = seconds(look) * share
        best = ours[available()[0]]
        hand_in(
            [
                Measured(
                    "折算并查 10 万词，原样和插字各一遍",
                    f"{size:.0f} MB",
                    best,
                    name,
                    theirs,
                    None,
                    f"同类 {size / theirs:.2f} MB/s",
                )
            ]
        )


def _by_number_of_phrases(texts: Sequence[str], size: float, many: Sequence[str]) -> None:
    for number in (1_000, 10_000, 100_000, 200_000):
        some = many[:number] if number <= len(many) else phrases(Random(SEED + 1), number)
        matcher = build(some)
        taken = seconds(lambda matcher=matcher: scanned(matcher, texts), runs=3, warm=True)  # type: ignore[misc]
        hand_in([Measured("查词（按词数）", f"{number:,} 词", taken, remark=f"{size / taken:.0f} MB/s")])


def _by_length(texts: Sequence[str], many: Sequence[str]) -> None:
    matcher, whole = build(many), "".join(texts)
    for length in (100, 1_000, 100_000, len(whole)):
        cut = [whole[at : at + length] for at in range(0, len(whole), length)]
        size = len(whole.encode()) / MEGABYTE
        taken = seconds(lambda cut=cut: scanned(matcher, cut), runs=2, warm=True)  # type: ignore[misc]
        hand_in([Measured("查词（按篇幅）", f"每篇 {length:,} 字", taken, remark=f"{size / taken:.0f} MB/s")])


def _start(many: Sequence[str]) -> None:
    place = folder() / "book"
    place.mkdir(exist_ok=True)
    (place / "many.csv").write_text("\n".join(["词语", *many]), encoding="utf-8")
    table = wording_table((place / "many.csv").read_text("utf-8"), name="many", where="many")
    made = seconds(lambda: made_book([table], kept_in=place))
    # Of this program's own making.
    said = [
        subprocess.run(
            [sys.executable, "-c", START_CODE, str(place)], capture_output=True, text=True, check=True
        ).stdout
        for _ in range(3)
    ]
    starts, held = zip(*([float(part) for part in one.split()] for one in said), strict=True)
    told = f"第一次建成 {made:.1f} 秒；内存 {max(held):.0f} MB" + ("" if max(held) < MEMORY else "（超出 300 MB）")
    hand_in(
        [Measured("启动（连同导入）并取出已建成的 10 万词", f"{PHRASES:,} 词", min(starts), goal=START, remark=told)]
    )


def _checks(texts: Sequence[str], size: float) -> None:
    checks = [check for check in catalogue().values() if check.family == "wording"]

    def documents() -> list[Document]:
        return [Document(str(index), text) for index, text in enumerate(texts)]

    taken = seconds(lambda: examine(documents(), checks, key=b"bench"), runs=2, warm=True)
    hand_in(
        [
            Measured(
                f"全部 {len(checks)} 项用词检查，连同语境",
                f"{size:.0f} MB",
                taken,
                goal=size / CHECKS,
                remark=f"{size / taken:.1f} MB/s",
            )
        ]
    )


def _nobody_would_write(many: Sequence[str]) -> None:
    phrasebook.use(
        local=[wording_table("\n".join(["词语", *many[:10_000], "哈哈", "哈哈哈"]), name="many", where="many")]
    )
    phrasebook.book()
    for name, text in (
        ("5000 万字节的一行", "各乡镇人民政府要切实做好防汛工作" * (LONG_LINE // 16)),
        ("一个字反复", "哈" * LONG_LINE),
        ("逐字插入符号", "扶*贫*办*" * (LONG_LINE // 6)),
        ("半个代理对", ("通知\ud800" * 6)[:17] * (LONG_LINE // 17)),
    ):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        size = len(text.encode("utf-8", "surrogatepass")) / MEGABYTE
        taken = seconds(lambda text=text: prepare([Document("one", text)]))  # type: ignore[misc]
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        hand_in(
            [
                Measured(
                    f"不寻常的文本：{name}",
                    f"{size:.0f} MB",
                    taken,
                    remark=f"{size / taken:.0f} MB/s，内存增加 {grown:.0f} MB",
                )
            ]
        )
    phrasebook.use()


def automaton(many: Sequence[str], texts: Sequence[str], ours: object) -> Callable[[], object]:
    """The peer's way: fold with NFKC, look, count. It must find what ours finds."""
    import ahocorasick

    peer = ahocorasick.Automaton()
    for index, phrase in enumerate(many):
        peer.add_word(phrase, index)
    peer.make_automaton()

    def look() -> list[list[tuple[int, int]]]:
        return [list(peer.iter(folded(text))) for text in texts]

    same = scanned(ours, texts)  # type: ignore[arg-type]
    counted = [sum(len(part) for part in parts) for parts in same.whole]
    assert counted == [len(one) for one in look()], "both find the same"

    def usual() -> object:
        return [list(peer.iter(unicodedata.normalize("NFKC", text).lower())) for text in texts]

    return usual


def confusions(many: Sequence[str], texts: Sequence[str]) -> Callable[[], object]:
    from pycorrector import ConfusionCorrector

    corrector = ConfusionCorrector(custom_confusion_path_or_dict={phrase: phrase[::-1] for phrase in many})
    return lambda: [corrector.correct(text) for text in texts[::PYCORRECTOR_SHARE]]


def chunks(texts: Sequence[str]) -> list[str]:
    whole = "".join(texts)
    return [whole[at : at + 300_000] for at in range(0, len(whole), 300_000)]


def post(random: Random) -> str:
    """About 900 characters of official prose: sentences, quotation marks, a list, a line here and there."""
    parts, length = [], 0
    while length < POST:
        words = "".join(random.choices(WORDS, k=random.randint(3, 7)))
        some = [random.choice(OPENINGS), "，", words, "，", "".join(random.choices(WORDS, k=random.randint(2, 5)))]
        if random.random() < 0.15:
            some.append(f"“{random.choice(WORDS)}{random.choice(WORDS)}”")
        if random.random() < 0.1:
            some.append(f"{random.randint(2015, 2024)}年{random.randint(1, 12)}月")
        some.append(random.choice(["。", "。", "；", "。\n"]))
        piece = "".join(some)
        parts.append(piece)
        length += len(piece)
    return "".join(parts)


def phrases(random: Random, number: int) -> list[str]:
    """Distinct phrases of two to eight characters, few of which any text holds: as lists of wrong wordings are."""
    characters = [chr(code) for code in range(0x4E00, 0x9FA5) if len(chr(code).encode("gb2312", "ignore")) == 2]
    found: dict[str, None] = {}
    while len(found) < number:
        length = random.choice((2, 3, 4, 4, 4, 5, 6, 8))
        common = random.random() < 0.02 and length >= 6
        made = (
            "".join(random.choices(WORDS, k=length // 2))
            if common
            else "".join(random.choices(characters[:3755], k=length))
        )
        found[folded(made)] = None
    return list(found)


if __name__ == "__main__":
    main()
