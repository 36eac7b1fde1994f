"""Which posts stand in the wrong column: by what a column of that meaning may hold, and by what it has held so far.

Neither alone is enough. A title tells the kind of a post, not always rightly, and counties name their columns as they
like; what the other posts of the column are settles it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from mingcha.examine.placement.learned import MARGIN, Suits, suited
from mingcha.model.post_set import PostSet, PostText
from mingcha.standards.column_contents import column_kind, genre_of, genres

__all__ = ["Misplaced", "misplaced"]

_LEAD = 80
# A column that holds so much of what it should not is not what its name seems to say.
_HABIT, _FEW = 0.45, 6
# From this share on a column may be used to such posts, and from this margin on the other posts of it say so.
_HELD = 0.12
_AT_HOME = -12.0
# From here on learning alone is believed.
_SURE = 45.0
_STATUTORY = "read"
_PLATFORM = ("信息公开", "法定主动公开")
_NEWS = "动态"


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A post in the wrong column, by its place in the set. `better` is where it belongs, empty where that is not known."""

    place: int
    certain: bool
    why: str
    better: str = ""
    confidence: float = 0.95


def misplaced(posts: PostSet) -> tuple[Misplaced, ...]:
    """Every post that stands in the wrong column, in the order of the set."""
    standing = [place for place, post in enumerate(posts.posts) if post.withdrawn is None]
    some = [posts.posts[place] for place in standing]
    names = [post.column for post in some]
    kinds = [genre_of(post.title) for post in some]
    learned = suited([post.title for post in some], [post.text[:_LEAD] for post in some], names)
    habits = _habits(names, kinds)
    homes = _homes(some)
    found = []
    for at, post in enumerate(some):
        told = _judged(post, kinds[at], learned.get(at), habits.get(post.column, Counter()), homes)
        if told is not None:
            certain, why, better, confidence = told
            found.append(Misplaced(standing[at], certain, why, better, confidence))
    return tuple(found)


def _habits(names: list[str], kinds: list[str]) -> dict[str, Counter[str]]:
    """How many posts of each genre the columns of a name hold."""
    habits: dict[str, Counter[str]] = defaultdict(Counter)
    for name, kind in zip(names, kinds, strict=True):
        habits[name][kind] += 1
    return habits


def _homes(posts: list[PostText]) -> Mapping[tuple[str, str], str]:
    """The columns that hold a genre, by unit and genre; under an empty unit those of the whole portal."""
    homes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for post in posts:
        kind = column_kind(post.column, post.category)
        for genre in kind.holds if kind is not None else ():
            homes[post.unit, genre][post.column] += 1
            homes["", genre][post.column] += 1
    return {key: names.most_common(1)[0][0] for key, names in homes.items()}


Told = tuple[bool, str, str, float]


def _judged(
    post: PostText, genre: str, suits: Suits | None, habits: Counter[str], homes: Mapping[tuple[str, str], str]
) -> Told | None:
    kind = column_kind(post.column, post.category)
    if kind is None:
        return _by_learning(post, genre, suits, habits)
    genre = genre or _genre_by_learning(suits)
    if genre in kind.holds or kind.is_about(post.title):
        return None
    home = homes.get((post.unit, genre)) or homes.get(("", genre), "")
    better = home if genre and home != post.column else (suits.better if suits and suits.margin > 0 else "")
    many = habits[genre] >= _FEW and habits[genre] / max(habits.total(), 1) >= _HABIT
    label = _label(genre)
    statutory = kind.confidence == _STATUTORY
    agrees = suits is not None and suits.margin > MARGIN and (suits.is_unusual or suits.margin > _SURE)
    held = habits[genre] >= _FEW and habits[genre] / max(habits.total(), 1) >= _HELD
    usual = suits is not None and suits.margin < 4 * _AT_HOME and not suits.is_unusual and habits[genre] > 2 * _FEW
    at_home = suits is not None and suits.margin < _AT_HOME and (held or usual)
    if genre in kind.never:
        why = f"“{kind.label}”类栏目不应放{label}"
        if many or (at_home and not statutory):
            return (False, why, better, 0.5) if statutory else None
        return True, why, better, 0.95 if suits is None or agrees else 0.9
    if genre in kind.doubtful and not many:
        what = label or "这样的内容"
        if agrees and statutory:
            return True, f"“{kind.label}”类栏目不应放{what}，与该栏目其他信息明显不同", better, 0.85
        if agrees or (statutory and not at_home):
            return False, f"“{kind.label}”类栏目一般不放{what}", better, 0.6
        return None
    return _by_learning(post, genre, suits, habits) if kind.holds else None


def _by_learning(post: PostText, genre: str, suits: Suits | None, habits: Counter[str]) -> Told | None:
    """A column whose meaning says nothing of the genre: only what it has held so far can tell."""
    if suits is None or suits.margin <= MARGIN or not suits.is_unusual:
        return None
    if genre and habits[genre] > max(_FEW, 0.05 * habits.total()):
        return None  # the column has held such posts before
    other = column_kind(suits.better)
    fits = genre != "" and other is not None and genre in other.holds
    platform = genre == _NEWS and any(word in name for name in post.above for word in _PLATFORM)
    sure = (suits.margin > _SURE and fits) or (platform and suits.margin > MARGIN)
    why = f"与“{post.column}”栏目的其他信息明显不同，更像“{suits.better}”栏目的内容"
    return sure, why, suits.better, 0.85 if sure else 0.5


def _genre_by_learning(suits: Suits | None) -> str:
    """What a title that says nothing of itself must be: what the column holds that it suits by far."""
    if suits is None or not suits.is_unusual or suits.margin <= _SURE:
        return ""
    other = column_kind(suits.better)
    return other.holds[0] if other is not None and other.holds else ""


def _label(genre: str) -> str:
    return next((one.label for one in genres() if one.name == genre), "")
