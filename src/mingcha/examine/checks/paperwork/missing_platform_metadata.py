"""A fact that the table at the head of a disclosed document has a place for and leaves blank.

Looks for: pages that show a table of facts (索引号, 公开属性, 发文机构, 成文日期 …) in which 索引号, 公开方式, 发文机构 or the day
is blank.
Matters because: documents are filed and searched by these facts; a blank index number is not found by anybody.
To fix: fill the field in the publishing system.
Cannot see: pages that show no such table at all; whether they must is the county's own choice of template.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.declaration import check, found
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.model.published_post import PublishedPost, published_post
from mingcha.text.width import without_space

_LABELS = "索引号|信息索引号|公开方式|公开属性|公开类别|公开形式|公开范围|发文机构|发文机关|发布机构|发布单位|信息来源|成文日期|生成日期|发文日期|发布日期|发布时间|文号|发文字号|主题分类|组配分类|体裁分类|名称|标题|有效性|信息有效性|关键词|主题词|服务对象"
_SPACED = "|".join(r"\s{0,4}".join(label) for label in _LABELS.split("|"))
# A label stands at the beginning of a line, a cell, or behind a gap; its value ends with the cell or where the next label
# begins.
_FIELD = re.compile(
    rf"(?:^|(?<=[\t\n|｜])|(?<=\s\s))[ 　【\[]*(?P<label>{_SPACED})[】\]]?\s{{0,2}}[:：](?=[ 　]*\t?(?P<value>[^\t\n]*?)"
    rf"(?:[\t\n]|$|\s{{2,}}|\s(?:{_SPACED})\s*[:：]))"
)
_NEXT = re.compile(rf"^[ 　【\[]*(?:{_SPACED})[】\]]?\s{{0,2}}[:：]")
_REQUIRED = frozenset(
    "索引号 信息索引号 公开方式 公开属性 公开类别 公开形式 发文机构 发文机关 发布机构 成文日期 生成日期".split()
)
_BLANK = re.compile(r"^[\s/\\—\-－_*.…（）()]*$|^(?:null|undefined|none|\$\{.*\}|\{\{.*\}\})$", re.IGNORECASE)
_FEWEST, _HEAD = 3, 4000


def _table(text: str) -> PublishedPost:
    url = "http://www.yangli.example/post/1.html"
    return published_post("关于加强河道管理的通知", page=Document(url, text, kind="html", post=url), url=url)


@check(
    severity=Severity.LOW,
    clauses=["PLATFORM-61"],
    message="信息公开要素没有填写：{quote}",
    advice="在发布系统中补填这一项后重新发布。",
    bad=[
        _table("索引号：\n公开方式：主动公开\n发文机构：县水利局\n成文日期：2023-05-04\n关于加强河道管理的通知"),
        _table("索引号：Y001-2023-12\t公开属性：\t发文机构：县水利局\t成文日期：2023-05-04\n关于加强河道管理的通知"),
    ],
    good=[
        _table(
            "索引号：Y001-2023-12\n公开方式：主动公开\n发文机构：县水利局\n成文日期：2023-05-04\n文号：\n关于加强河道管理的通知"
        ),
        _table("发布日期：2023-05-04 来源：县水利局\n关于加强河道管理的通知"),
    ],
)
def missing_platform_metadata(post: PublishedPost) -> Iterator[Evidence]:
    if post.page is None or "索" not in post.page.text[:_HEAD]:
        return
    fields = list(_FIELD.finditer(post.page.text, 0, _HEAD))
    if len(fields) < _FEWEST:
        return
    for field in fields:
        label = without_space(field["label"])
        if label in _REQUIRED and (_BLANK.match(field["value"]) or _NEXT.match(field["value"])):
            yield found(*field.span("label"), quote=f"“{label}”一栏为空", confidence=0.9)
