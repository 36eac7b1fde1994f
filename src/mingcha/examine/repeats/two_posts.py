"""What one of two posts of a unit is to the other: a repeat, the same post, a form filled in anew, or nothing."""

from __future__ import annotations

import re
from enum import StrEnum

from mingcha.examine.repeats.filled_forms import difference
from mingcha.model.post_set import PostText
from mingcha.text.width import comparable

__all__ = ["AT_LEAST", "SHORT", "Kind", "judged", "plain_title"]

AT_LEAST = 0.95
# Two issues of one document may differ more: one of them may lack its annex.
_SAME_NUMBER = 0.8
# Texts shorter than this (letters) say nothing by themselves: 详见附件, a picture.
SHORT, _NO_FORM = 30, 120
_CLOSE_DAYS, _WEEK, _YEARLY = 60, 7, 300
_FEW, _MANY = 2, 8
_DECORATION = re.compile(
    r"[（(\[【<《](?:图|组图|图文|附图|多图|视频|音频|转载|转发|更新|置顶|最新|新|荐|热|hot|new)[）)\]】>》]",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[\W_]+")
_SCHEME = re.compile(r"^https?://(?:www\.)?")
_NUMBER_IN_ADDRESS = re.compile(r"\d{5,}")


class Kind(StrEnum):
    """What the later of two posts is to the earlier."""

    SAME_POST = "同一条信息在几个栏目各有网址"
    DUPLICATE = "重复发布"
    OTHER_COLUMN = "在另一栏目又发一遍"
    LIKELY = "疑似重复"


def plain_title(title: str) -> str:
    """A title for comparison: letters and digits only, without （图） and the like."""
    return _LETTERS.sub("", comparable(_DECORATION.sub("", title)))


Told = tuple[Kind, str, float]


def judged(
    one: PostText, other: PostText, *, alike: float, letters: int, same_title: bool, same_number: bool
) -> Told | None:
    """What the later of two posts of one unit is to the earlier, why, and how sure that is; None: a post of its own.

    `alike` is the similarity of their texts, `letters` the length of the shorter.
    """
    if one.withdrawn or other.withdrawn or one.url == other.url:
        return None
    if same_title and _is_same_post(one, other):
        return Kind.SAME_POST, "标题、日期和编号相同，只是在几个栏目各有网址", 1.0
    told = _by_text(one, other, alike=alike, same_title=same_title, letters=letters)
    if told is None and same_number:
        if alike >= _SAME_NUMBER and not _other_fields(one, other):
            told = Kind.DUPLICATE, f"两条的文号都是 {other.number}", 1.0
        elif alike >= 0.5 or same_title:
            told = Kind.LIKELY, f"两条的文号都是 {other.number}，正文有出入", 0.6
    if told is not None and told[0] is Kind.DUPLICATE and not _same_tree(one, other):
        return Kind.OTHER_COLUMN, told[1], 0.7
    return told


def _by_text(one: PostText, other: PostText, *, alike: float, same_title: bool, letters: int) -> Told | None:
    days = abs((other.published - one.published).days) if one.published and other.published else None
    files = _files(one, other)
    if letters < SHORT:
        return _by_title(alike, days=days, files=files, same_title=same_title)
    if alike < AT_LEAST:
        return None
    share = "正文完全相同" if alike >= 1.0 else f"正文 {alike:.0%} 相同"
    if not same_title:
        if alike >= 1.0 and letters >= 200 and files != "其他附件" and not _other_fields_in(one.title, other.title):
            return Kind.LIKELY, f"{share}，标题不同", 0.6
        return None
    if alike >= 1.0:
        if files == "其他附件":
            return None if letters < _NO_FORM else (Kind.LIKELY, f"标题相同，{share}，附件不同", 0.6)
        if days is not None and days >= _YEARLY:
            return Kind.LIKELY, f"标题相同，{share}，相隔 {days} 天", 0.5
        if days is not None and days >= 20 and letters < 80 and not any(sign.isdecimal() for sign in one.text):
            return Kind.LIKELY, f"标题相同，{share}，但内容很短", 0.5
        return Kind.DUPLICATE, f"标题相同，{share}", 1.0
    apart = difference(one.text, other.text)
    if not apart.fields and (days is None or days >= _YEARLY):
        return Kind.LIKELY, f"标题相同，{share}，可能是修订前后的两个文本，请核对旧文本是否应当标明失效", 0.5
    if not apart.fields:
        return Kind.DUPLICATE, f"标题相同，{share}，只有个别文字不同", 0.95
    if apart.dates_at_end and apart.fields == 1 and days is not None and days <= _CLOSE_DAYS:
        return Kind.LIKELY, f"标题相同，{share}，只有落款日期不同", 0.6
    few = apart.numbers <= _FEW and not apart.names and not apart.dates
    if few and apart.numbers_in_all >= _MANY and days is not None and days <= _CLOSE_DAYS:
        return Kind.LIKELY, f"标题相同，{share}，只有 {apart.numbers} 个数字不同，可能是更正后重发而旧稿没有撤下", 0.5
    return None


def _by_title(alike: float, *, days: int | None, files: str, same_title: bool) -> Told | None:
    """Posts that are hardly more than a title: a picture, a file."""
    if not same_title or alike < 1.0 or files == "其他附件":
        return None
    if files == "同样的附件":
        return Kind.DUPLICATE, "标题和附件都相同", 1.0
    if days is not None and days <= _WEEK:
        return Kind.LIKELY, "标题相同，发布日期相近，正文没有文字", 0.5
    return None


def _files(one: PostText, other: PostText) -> str:
    """How the attachments of two posts stand to each other; empty where nothing can be said."""
    mine, yours = set(one.files), set(other.files)
    if not mine or not yours:
        return ""
    return "同样的附件" if mine & yours else "其他附件"


def _other_fields(one: PostText, other: PostText) -> bool:
    return difference(one.text, other.text).numbers + difference(one.text, other.text).names > _MANY


def _other_fields_in(title: str, other: str) -> bool:
    """Whether two titles differ in a year, a number or a name: those of two posts of a series."""
    return difference(title, other).fields > 0


def _is_same_post(one: PostText, other: PostText) -> bool:
    """One post shown in several columns under an address each: the number in the address is the same, or all of the
    address but http, https and www."""
    if _SCHEME.sub("", one.url) == _SCHEME.sub("", other.url):
        return True
    if one.published != other.published or one.published is None:
        return False
    mine, yours = (_NUMBER_IN_ADDRESS.findall(post.url.rsplit("/", 1)[-1]) for post in (one, other))
    return bool(mine) and bool(yours) and mine[-1] == yours[-1]


def _same_tree(one: PostText, other: PostText) -> bool:
    """Whether two columns are one, one lies under the other, or both lie under one that is not the top."""
    if one.column == other.column or set(one.columns) & set(other.columns):
        return True
    if one.column in other.above or other.column in one.above:
        return True
    return len(one.above) > 1 and len(other.above) > 1 and one.above[-1] == other.above[-1]
