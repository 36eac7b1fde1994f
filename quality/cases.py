"""Every labelled case: a post with its files, and the checks that must speak about it and no others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from quality import card_words, files, lists, numbers, old_files, sentences, unruled

SEED = 20240112
LIST_FORMS = ("csv", "csv_gb18030", "html", "xlsx", "docx", "zip", "pdf", "txt")
KINDS = {
    "identity": ("id", "id_small_x", "id_spaced", "id_full_width", "old_id", "float_id", "weak_id_last"),
    "reach": ("mobile", "mobile_parts", "mobile_86", "weak_mobile"),
    "money": ("card", "card_fours", "passbook"),
    "home": ("address",),
    "certificate": ("disability", "disability_22", "student"),
    "sensitive": ("illness", "disabled", "poverty"),
    "other": ("plate", "email", "wechat", "passport", "id_in_words"),
}
NOTICE_FORMS = ("html", "docx", "pdf", "txt", "txt_gb18030")


@dataclass(frozen=True)
class Case:
    """`files` by name; `sets_off` the checks that must speak."""

    name: str
    files: dict[str, bytes]
    sets_off: frozenset[str]


def cases() -> Iterator[Case]:
    """All of them, always the same."""
    random = Random(SEED)
    yield from _lists(random)
    yield from _notices(random)
    yield from _children(random)
    yield from _masks(random)
    yield from _hidden(random)
    # With a chance of their own, so that the cases above stay what they were.
    yield from _older_forms(Random(SEED + 1))
    yield from _card_words(Random(SEED + 2))
    yield from _without_lines(Random(SEED + 3))


def _lists(random: Random) -> Iterator[Case]:
    good = list(lists.GOOD)
    for key in lists.BAD:
        for form in LIST_FORMS:
            beside = [k for k in random.sample(good, 3) if not _clash(key, k)]
            yield _list_case(f"{key}-{form}", lists.listing(random, [key], beside), form)
    for number in range(140):
        # One column of each of three kinds: identity, ways to reach, and the rest.
        some = [random.choice(kinds) for kinds in random.sample(list(KINDS.values()), random.randrange(2, 4))]
        beside = [k for k in random.sample(good, 2) if not any(_clash(bad, k) for bad in some)]
        yield _list_case(f"mixed-{number}", lists.listing(random, some, beside), random.choice(LIST_FORMS))
    for number in range(120):
        some = random.sample(good, random.randrange(2, 6))
        yield _list_case(f"clean-{number}", lists.listing(random, [], some), random.choice(LIST_FORMS))


def _clash(bad: str, good: str) -> bool:
    """Whether two columns side by side would be a case of another kind: two masks of one person, a mask and its sex."""
    return (bad.startswith("weak") and good == "sex") or ("id" in bad and good.startswith("masked_id"))


def _list_case(name: str, listing: lists.Listing, form: str) -> Case:
    if form == "csv":
        made = {"名单.csv": files.list_as_csv(listing)}
    elif form == "csv_gb18030":
        made = {"名单.csv": files.list_as_csv(listing, "gb18030")}
    elif form == "html":
        made = {"公示.html": files.list_as_html(listing)}
    elif form == "xlsx":
        made = {"名单.xlsx": files.list_as_xlsx(listing)}
    elif form == "docx":
        made = {"名单.docx": files.list_as_docx(listing)}
    elif form == "pdf":
        made = {"名单.pdf": files.list_as_pdf(listing)}
    elif form == "zip":
        made = {"附件.zip": files.zipped({"附件/名单.xlsx": files.list_as_xlsx(listing, titled=False)})}
    else:
        lines = ["\t".join(cells) for cells in [listing.header, *listing.rows]]
        made = {"名单.txt": "\n".join(lines).encode()}
    return Case(name, made, listing.sets_off)


def _notices(random: Random) -> Iterator[Case]:
    for index, bad in enumerate(sentences.BAD):
        for form in NOTICE_FORMS:
            text, sets_off = sentences.notice(random, [bad, *random.sample(sentences.GOOD[9:11], 1)])
            yield _notice_case(f"said-{index}-{form}", text, sets_off, form)
    for index, good in enumerate(sentences.GOOD):
        for form in NOTICE_FORMS:
            text, sets_off = sentences.notice(random, [good])
            yield _notice_case(f"unsaid-{index}-{form}", text, sets_off, form)


def _notice_case(name: str, text: str, sets_off: frozenset[str], form: str) -> Case:
    if form == "html":
        return Case(name, {"公示.html": files.notice_as_html(text)}, sets_off)
    if form == "docx":
        return Case(name, {"公示.docx": files.notice_as_docx(text)}, sets_off)
    if form == "pdf":
        return Case(name, {"公示.pdf": files.notice_as_pdf(text)}, sets_off)
    return Case(name, {"公示.txt": text.encode("gb18030" if form.endswith("gb18030") else "utf-8")}, sets_off)


def _children(random: Random) -> Iterator[Case]:
    titles = (
        "县幼儿园2024年秋季新生摇号录取名单",
        "第一小学一年级新生录取公示",
        "孤儿基本生活费发放名单",
        "学生资助公示",
    )
    for number in range(30):
        title = titles[number % len(titles)]
        born = [numbers.birth(random, first=2014, last=2020) for _ in range(6)]
        header, kinds = ["序号", random.choice(("姓名", "学生姓名", "幼儿姓名"))], number % 3
        rows = [[str(i + 1), numbers.name(random)] for i in range(6)]
        sets_off: set[str] = set()
        if kinds == 0:
            header += [random.choice(("出生日期", "出生年月日"))]
            form = random.choice(("%Y-%m-%d", "%Y年%m月%d日", "%Y.%m.%d", "%Y%m%d"))
            rows = [[*row, day.strftime(form)] for row, day in zip(rows, born, strict=True)]
            sets_off |= {"minor_birth_date", "children_in_admission_list"}
        elif kinds == 1:
            header += ["身份证号"]
            rows = [
                [*row, (x := numbers.id_number(random, born=day))[:6] + "********" + x[14:]]
                for row, day in zip(rows, born, strict=True)
            ]
            sets_off |= {"children_in_admission_list"}
        else:
            header += ["班级"]
            rows = [[*row, f"小{random.choice('一二三')}班"] for row in rows]
        listing = lists.Listing(title, header, rows, (), frozenset(sets_off))
        yield _list_case(f"children-{number}", listing, ("html", "xlsx", "docx")[number // 3 % 3])


def _masks(random: Random) -> Iterator[Case]:
    """Lists that are safe alone and not together, or not beside the birth date."""
    for number in range(24):
        people = [(numbers.name(random), numbers.birth(random), random.random() < 0.5) for _ in range(5)]
        whole = [numbers.id_number(random, born=born, is_male=is_male) for _, born, is_male in people]
        names = [person for person, _, _ in people]
        middle = [x[:6] + "********" + x[14:] for x in whole]
        kind = number % 4
        if kind == 0:
            rows = [
                [*pair, f"{born:%Y-%m-%d}"]
                for *pair, born in zip(names, middle, [b for _, b, _ in people], strict=True)
            ]
            listing = lists.Listing("补贴名单", ["姓名", "身份证号", "出生日期"], rows, (), frozenset({"weak_mask"}))
            yield Case(f"masks-{number}", {"名单.xlsx": files.list_as_xlsx(listing)}, listing.sets_off)
            continue
        if kind == 1:
            other, sets_off = [x[:14] + "****" for x in whole], {"complementary_masks", "weak_mask"}
        elif kind == 2:
            other, sets_off = whole, {"masked_here_whole_there", "leaked_id_number"}
        else:
            other, sets_off = middle, set()
        one = lists.Listing(
            "补贴名单", ["姓名", "身份证号"], [list(p) for p in zip(names, middle, strict=True)], (), frozenset()
        )
        two = lists.Listing(
            "发放名单", ["姓名", "证件号码"], [list(p) for p in zip(names, other, strict=True)], (), frozenset()
        )
        made = {"公示.html": files.list_as_html(one), "附件.xlsx": files.list_as_xlsx(two)}
        yield Case(f"masks-{number}", made, frozenset(sets_off))


def _hidden(random: Random) -> Iterator[Case]:
    for key in ("id", "mobile", "card", "address", "old_id"):
        for hide in ("column", "sheet"):
            listing = lists.listing(random, [key], ["money", "year"], hide=True)
            yield Case(f"hidden-{key}-{hide}", {"名单.xlsx": files.list_as_xlsx(listing, hide=hide)}, listing.sets_off)
    for number in range(6):
        listing = lists.listing(random, [], ["money"])
        told = f"{numbers.name(random)} 身份证号{numbers.id_number(random)}"
        made = {"名单.xlsx": files.list_as_xlsx(listing, comment=told)}
        yield Case(f"comment-{number}", made, frozenset({"leaked_id_number"}))


def _older_forms(random: Random) -> Iterator[Case]:
    """Every bad column and every sentence once more, in formats of older programs and in OFD."""
    written = {"xls": old_files.list_as_xls, "rtf": old_files.list_as_rtf, "ofd": old_files.list_as_ofd}
    for form, write in written.items():
        for key in lists.BAD:
            beside = [k for k in random.sample(list(lists.GOOD), 2) if not _clash(key, k)]
            listing = lists.listing(random, [key], beside)
            yield Case(f"{key}-{form}", {f"名单.{form}": write(listing)}, listing.sets_off)
        for number in range(12):
            listing = lists.listing(random, [], random.sample(list(lists.GOOD), 4))
            yield Case(f"clean-{form}-{number}", {f"名单.{form}": write(listing)}, listing.sets_off)
    said = {"doc": old_files.notice_as_doc, "rtf": old_files.notice_as_rtf, "ofd": old_files.notice_as_ofd}
    for form, tell in said.items():
        for index, sentence in enumerate([*sentences.BAD, *sentences.GOOD]):
            text, sets_off = sentences.notice(random, [sentence])
            yield Case(f"told-{index}-{form}", {f"公示.{form}": tell(text)}, sets_off)


def _card_words(random: Random) -> Iterator[Case]:
    """Columns and sentences of the checks that are cards, and their neighbours."""
    forms = ("csv", "html", "xlsx", "docx", "pdf", "txt")
    for index, (header, cells, check) in enumerate([*card_words.BAD_COLUMNS, *card_words.GOOD_COLUMNS]):
        for form in random.sample(forms, 3):
            listing = card_words.listing(random, header, cells, check)
            yield _list_case(f"card-{index}-{form}", listing, form)
    for index, (make, checks) in enumerate([*card_words.SAID, *card_words.UNSAID]):
        for form in random.sample(NOTICE_FORMS, 3):
            text, sets_off = sentences.notice(random, [(make, checks)])
            yield _notice_case(f"card-said-{index}-{form}", text, sets_off, form)


def _without_lines(random: Random) -> Iterator[Case]:
    """Printed lists whose columns no line parts, over one page and more; and pages with gaps that are no lists."""
    for number in range(60):
        listing = unruled.roster(random, random.choice((3, 6, 12, 30)), random.randrange(4, 9))
        made = unruled.list_without_lines(listing, unruled.layouts(random))
        yield Case(f"unruled-{number}", {"名单.pdf": made}, listing.sets_off)
    for name, made in unruled.traps(random).items():
        yield Case(f"no-list-{name}", {"通知.pdf": made}, frozenset())
