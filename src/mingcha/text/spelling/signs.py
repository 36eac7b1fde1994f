"""What speaks for and against a guess, as small whole numbers: the signs that judging.py weighs.

Each sign is a name and a step; the weight of every step was learnt (scripts/learn_spelling.py) and stands in weights.csv.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from mingcha.text.pinyin import sounds_alike, sounds_same
from mingcha.text.shapes import looks_alike
from mingcha.text.spelling.candidates import Edit
from mingcha.text.spelling.segmentation import segment
from mingcha.text.spelling.tables import SHIFT, Tables

AROUND = 8
# How far around a word is looked for again.
AGAIN = 20_000
SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边净阴闫佘练骆付代麦容"
)
PLACE_ENDS = frozenset(
    "村镇乡县市区组屯寨坪坑庄街路巷弄桥河江湖海山岭峰岛湾洲溪沟塘坝水庙寺塔园苑城港旗盟屋社厂店楼阁宫观"
)
NAME_ENDS = (
    "公司",
    "集团",
    "酒店",
    "小区",
    "社区",
    "小学",
    "中学",
    "学校",
    "医院",
    "药业",
    "股份",
    "有限",
    "水库",
    "林场",
    "农场",
    "同志",
    "先生",
    "女士",
    "教授",
    "书记",
    "局长",
    "县长",
    "市长",
    "镇长",
    "主任",
    "法师",
)
FOREIGN = frozenset("斯尔克特拉夫德格萨姆瑟诺维奇洛贝伦哈伊亚耶蒂巴鲁塔卡穆艾埃奥弗赫茨戈娜莎玛丽莱曼佩坦桑迪罗顿")
# What stands for a province or a great city, and what coined names are made of.
SHORT_NAMES = frozenset("京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川黔滇藏陕秦陇甘青宁新港澳台杭甬厦深穗蓉昆邕")
COINED = frozenset("智数云惠e享悦慧创赋链圈")


@dataclass(frozen=True, slots=True)
class Guess:
    """A guess in its stretch of characters: `stretch[at:at + length]` should be `meant`."""

    stretch: str
    at: int
    length: int
    meant: str
    edit: int
    how: int
    gain: float
    others: int  # the edits of other guesses that mean the same, as bits
    quoted: int = 0  # 1: the stretch stands in quotation marks, 2: an opening mark is near


def signs(guess: Guess, known: Tables) -> dict[str, int]:
    """The steps of every sign."""
    start, end = max(0, guess.at - AROUND), min(len(guess.stretch), guess.at + guess.length + AROUND)
    text, at = guess.stretch[start:end], guess.at - start
    written = text[at : at + guess.length]
    new = text[:at] + guess.meant + text[at + guess.length :]
    old_bits, old_words = segment(text)
    new_bits, new_words = segment(new)
    stop = at + max(guess.length, 1)
    old_longest = _longest(text, old_words, at, stop, known)
    new_length, new_level, new_start, new_end = _longest(new, new_words, at, at + max(len(guess.meant), 1), known)
    whole = new_start <= at and new_end >= at + len(guess.meant)
    told = {
        "edit": guess.edit,
        "gain": _step(guess.gain, 2.5, 16),
        "divides": _step(old_bits - new_bits + 20, 5, 20),
        "word": min(new_length, 5) * 2 + (whole or new_length < 2),
        "word_level": _step(new_level, 12, 16) if new_length > 1 else 0,
        "old_word": min(old_longest[0], 4) * 8 + (min(old_longest[1] // 24, 7) if old_longest[0] > 1 else 0),
        "old_alone": _lone(old_words, at, stop),
        "new_alone": _lone(new_words, at, at + max(len(guess.meant), 1)),
        "others": min(guess.others.bit_count(), 4),
        "idiom": int(bool(guess.others >> Edit.IDIOM & 1)),
        "surname": _surname(text, at),
        "place": _place(guess.stretch, guess.at + guess.length),
        "foreign": min(sum(one in FOREIGN for one in text[max(0, at - 3) : stop + 3]), 4),
        "edge": (at == 0) + 2 * (stop >= len(text)),
        "quoted": guess.quoted,
        "short_name": (2 if written[:1] in SHORT_NAMES else 1 if written[:1] in COINED else 0) if written else 0,
        "alone": 6 * _lone(old_words, at, stop) + _lone(new_words, at, at + max(len(guess.meant), 1)),
    }
    if guess.length == 1 and len(guess.meant) == 1:
        same, near, look = (
            sounds_same(written, guess.meant),
            sounds_alike(written, guess.meant),
            looks_alike(written, guess.meant),
        )
        told["alike"] = 1 + (same * 2 or near * 1) + 3 * look
        told["written"] = _step(int(known.levels[known.number_of[ord(written)]]), 16, 12)
    else:
        told["alike"] = 0
        told["written"] = 15
    left, right = _pair(text, at - 1, known), _pair(text, stop - 1, known)
    told["pairs"] = 4 * min(max(left, 0) // 12, 3) + min(max(right, 0) // 12, 3)
    new_left, new_right = _pair(new, at - 1, known), _pair(new, at + len(guess.meant) - 1, known)
    told["new_pairs"] = 5 * min(new_left // 30, 4) + min(new_right // 30, 4)
    told["edit_gain"] = guess.edit * 8 + _step(guess.gain, 5, 8)
    told["edit_word"] = guess.edit * 6 + min(new_length, 5)
    told["alike_gain"] = told["alike"] * 8 + _step(guess.gain, 5, 8)
    told["alike_word"] = told["alike"] * 6 + min(new_length, 5)
    told["alike_level"] = told["alike"] * 8 + (_step(new_level, 24, 8) if new_length > 1 else 0)
    told["level_alone"] = told["word_level"] // 2 * 6 + told["old_alone"]
    told["divides_gain"] = told["divides"] // 2 * 8 + _step(guess.gain, 5, 8)
    return told


def elsewhere(text: str, at: int, guess: Guess) -> dict[str, int]:
    """How often the text around says again what is written, and what is meant, each with its neighbours."""
    start, end = at - guess.at, at - guess.at + len(guess.stretch)
    first, last = max(start, at - 1), min(end, at + guess.length + 1)
    low, high = max(0, at - AGAIN), at + AGAIN
    written = text[first:last]
    meant = text[first:at] + guess.meant + text[at + guess.length : last]
    return {
        "written_elsewhere": min(text.count(written, low, high) - 1, 3) if len(written) > 1 else 0,
        "meant_elsewhere": min(text.count(meant, low, high), 3) if len(meant) > 1 else 0,
    }


def _step(value: float, width: float, most: int) -> int:
    return int(min(max(math.floor(value / width), 0), most - 1))


def _longest(
    text: str, words: tuple[tuple[int, int], ...], start: int, end: int, known: Tables
) -> tuple[int, int, int, int]:
    """Length, level and place of the longest word that touches start:end."""
    best = (0, 0, start, start)
    for first, last in words:
        if first < end and last > start and last - first > best[0]:
            best = (last - first, known.words.get(text[first:last], 0), first, last)
    return best


def _lone(words: tuple[tuple[int, int], ...], start: int, end: int) -> int:
    """How many lone characters stand in a row at start:end, the neighbours counted."""
    near = [last - first == 1 for first, last in words if first <= end and last >= start]
    longest = run = 0
    for one in near:
        run = run + 1 if one else 0
        longest = max(longest, run)
    return min(longest, 5)


def _surname(text: str, at: int) -> int:
    for back in (0, 1, 2):
        if at - back >= 0 and text[at - back] in SURNAMES:
            return back + 1
    return 0


def _place(stretch: str, end: int) -> int:
    near = stretch[end : end + 6]
    if any(word in near for word in NAME_ENDS):
        return 3
    if near[:1] in PLACE_ENDS and near:
        return 1
    return 2 if near[1:2] in PLACE_ENDS and near[1:2] else 0


def _pair(text: str, at: int, known: Tables) -> int:
    if at < 0 or at + 1 >= len(text):
        return 40
    one, two = known.number_of[ord(text[at])], known.number_of[ord(text[at + 1])]
    return int(known.pairs[int(one) << SHIFT | int(two)])
