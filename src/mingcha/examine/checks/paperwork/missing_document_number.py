"""A policy document that bears no document number.

Looks for: documents by their titles (关于印发…的通知, …办法) in a column for policy documents, with no number at the head, in
the table of facts, or in the title, while others of the column have one. Where hardly any document of a column has a
number, that is told once for the column.
Matters because: the number is what a document is cited, searched and repealed by.
To fix: put the number under the title as the signed document has it, and into the field 发文字号.
Cannot see: numbers in files or pictures, and documents that were issued without one; therefore this is a doubt.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from mingcha.examine.declaration import check, doubt
from mingcha.model.finding import Evidence, Severity
from mingcha.model.post_set import PostSet, PostText
from mingcha.standards.column_contents import column_kind, genre_of
from mingcha.text.document_numbers import document_numbers, own_document_number

_ISSUED = re.compile(r"(?:政府|办公室|委员会|局|委|办)关于.{2,60}(?:通知|意见|决定|批复|方案)|^关于印发.{2,60}的通知")
_ORDER = re.compile(r"第\s*[0-9一二三四五六七八九十百]{1,5}\s*号")
# A column of which fewer have a number is told as a whole.
_HABIT, _FEW = 0.3, 4
_HEAD = 300


def _column(*heads: str, column: str = "政策文件") -> PostSet:
    title = "样例县人民政府办公室关于印发第{}项防汛预案的通知"
    posts = (
        PostText(
            f"http://www.yangli.example/{n}.html", title.format(n), f"{head}\n各乡镇：\n现印发给你们。", "101", column
        )
        for n, head in enumerate(heads)
    )
    return PostSet("http://www.yangli.example/", tuple(posts))


@check(
    severity=Severity.LOW,
    clauses=["GBT-9704"],
    message="政策文件没有标出发文字号：{quote}",
    advice="在标题下标出发文字号，并填入“发文字号”一栏；确实没有编号的，请注明。",
    bad=[
        _column("样府办发〔2023〕1号", "样府办发〔2023〕2号", "按照国办发〔2020〕3号文件的要求，现将预案印发给你们。"),
        _column(*("" for _ in range(12))),
    ],
    good=[
        _column("样府办发〔2023〕1号", "文号：样府办发〔2023〕2号"),
        _column("样府办发〔2023〕1号", "", column="通知公告"),
    ],
)
def missing_document_number(posts: PostSet) -> Iterator[Evidence]:
    columns: dict[str, list[int]] = defaultdict(list)
    for place, post in enumerate(posts.posts):
        if _is_document(post):
            columns[post.column].append(place)
    for column, places in columns.items():
        without = [place for place in places if not _is_numbered(posts.posts[place])]
        if len(without) > _FEW and len(places) - len(without) < _HABIT * len(places):
            yield doubt(
                quote=f"“{column}”栏目的 {len(places)} 件文件中 {len(without)} 件没有，如“{posts.posts[without[0]].title}”",
                document=without[0],
                secret=column,
                more_places=tuple(posts.posts[place].url for place in without[1:5]),
                places=len(without),
                where="整个栏目",
                confidence=0.5,
            )
            continue
        for place in without:
            yield doubt(quote=f"“{posts.posts[place].title}”", document=place, where="标题下方", confidence=0.5)


def _is_document(post: PostText) -> bool:
    kind = column_kind(post.column, post.category)
    return (
        kind is not None
        and kind.kind == "政策文件"
        and post.withdrawn is None
        and genre_of(post.title) == "政策"
        and _ISSUED.search(post.title) is not None
    )


def _is_numbered(post: PostText) -> bool:
    if post.number or _ORDER.search(post.title) or any(document_numbers(post.title)):
        return True
    return own_document_number(post.text) is not None or _ORDER.search(post.text[:_HEAD]) is not None
