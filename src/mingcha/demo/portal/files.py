"""Which files belong to a post, and where they lie: known from the post alone, so nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass

from mingcha.demo.county import sample_places
from mingcha.demo.places import Family
from mingcha.demo.posts import SamplePost

# In a column, every so manieth post has files with these endings.
_ENDINGS = {
    "通知公告": ((4, ("docx",)), (9, ("xlsx",)), (10, ("doc",))),
    "政策文件": ((2, ("pdf",)), (3, ("docx", "pdf"))),
    "财政信息": ((2, ("xlsx",)), (3, ("xls",))),
    "重点领域信息公开": ((6, ("xlsx",)), (7, ("pdf",))),
    "村务公开": ((4, ("xlsx",)), (9, ("xls",))),
    "惠农补贴": ((2, ("xlsx",)), (5, ("xlsx", "pdf"))),
    "政策解读": ((5, ("pdf",)),),
}


@dataclass(frozen=True, slots=True)
class PostFile:
    """A file of a post: the words of its link, its ending, its path, and what is in it."""

    name: str
    ending: str
    path: str
    content: str
    post: int
    place: int


def post_files(post: SamplePost) -> tuple[PostFile, ...]:
    told = post.told.get("attachments")
    if told is not None:
        named = [(row["name"], row["ending"], row["content"]) for row in told]
    else:
        named = [(post.title, ending, "") for ending in _endings(post)]
    return tuple(
        PostFile(name, ending, _path(post, index, ending), content, post.number, index)
        for index, (name, ending, content) in enumerate(named, start=1)
    )


def _endings(post: SamplePost) -> tuple[str, ...]:
    if not post.counted and not post.unit:
        return ()
    turn = int(post.told.get("model", post.number)) * 13
    for every, endings in _ENDINGS.get(post.column, ()):
        if turn % every == 0:
            return endings
    return ()


def _path(post: SamplePost, index: int, ending: str) -> str:
    place, day = sample_places()[post.unit, post.column], post.appears
    month = f"{day.year}{day.month:02d}"
    if place.family is Family.TRS:
        return f"{place.folder}/{month}/P0{month}{day.day:02d}{post.number}{index}.{ending}"
    if place.family is Family.CATALOGUE:
        return f"{place.folder}/{month}/{post.number}/files/{index}.{ending}"
    if place.family is Family.PLAIN:
        return f"/UploadFiles/{month}/{post.number}{index}.{ending}"
    if post.number % 2:
        return f"/module/download/downfile.jsp?classid=0&filename={post.number}{index}.{ending}"
    return f"/attach/0/{post.number}{index}.{ending}"
