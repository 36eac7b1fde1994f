"""A policy document that bears no document number anywhere on its page.

Looks for: documents by their titles (关于印发…的通知, …办法) of a body that numbers its documents, in a column for policy
documents, with no number at the head, in the table of facts, in the title, or in the name of a file.
Matters because: the number is what a document is cited, searched and repealed by.
To fix: put the number under the title as the signed document has it, and into the field 发文字号.
Cannot see: numbers in files or pictures, and documents that were issued without one; therefore this is a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from mingcha.examine.declaration import check, doubt
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.model.published_post import PublishedPost, published_post
from mingcha.standards.column_contents import column_kind, genre_of
from mingcha.text.document_numbers import document_numbers, own_document_number

_ISSUED = re.compile(
    r"(?:政府|办公室|委员会|局|委|办)关于.{2,60}(?:通知|意见|决定|批复|方案)|^关于印发.{2,60}的通知|令$|令[（(]"
)
_ORDER = re.compile(r"第\s*[0-9一二三四五六七八九十百]{1,5}\s*号")


def _document(
    body: str, *, title: str = "样例县人民政府办公室关于印发防汛应急预案的通知", column: str = "政策文件"
) -> PublishedPost:
    url = "http://www.yangli.example/post/1.html"
    page = Document(url, body, title=title, kind="html", post=url)
    return replace(published_post(title, column=column, page=page, url=url))


@check(
    severity=Severity.LOW,
    clauses=["GBT-9704"],
    message="政策文件没有标出发文字号：{quote}",
    advice="在标题下标出发文字号，并填入“发文字号”一栏；确实没有编号的，请注明。",
    bad=[
        _document(
            "各乡镇人民政府：\n现将预案印发给你们，请按照《防汛条例》和国办发〔2020〕3号文件的要求认真落实。\n样例县人民政府办公室"
        )
    ],
    good=[
        _document("样府办发〔2023〕12号\n各乡镇人民政府：\n现将预案印发给你们。"),
        _document("文号：样府办发〔2023〕12号\n各乡镇人民政府：\n现将预案印发给你们。"),
        _document("各村：现将预案印发给你们。", column="通知公告"),
    ],
)
def missing_document_number(post: PublishedPost) -> Iterator[Evidence]:
    page = post.page
    kind = column_kind(post.column_name, post.column.category if post.column is not None else "")
    if page is None or kind is None or kind.kind != "政策文件":
        return
    if genre_of(post.title) != "政策" or not _ISSUED.search(post.title):
        return
    if _ORDER.search(post.title) or any(document_numbers(post.title)):
        return
    if own_document_number(page.text) is not None or own_document_number(post.body) is not None:
        return
    names = " ".join((*(one.name for one in post.collected.attachments), *(link.text for link in page.links)))
    if any(document_numbers(names)) or _ORDER.search(post.body[:200]):
        return
    yield doubt(quote=f"“{post.title}”", where="标题下方", confidence=0.5)
