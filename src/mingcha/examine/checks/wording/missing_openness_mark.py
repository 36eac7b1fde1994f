"""An official document without the note that says whether it is open.

Looks for: texts with a document number, an addressee and a signature whose end does not say （此件公开发布） or the like.
Matters because: the drafter must decide on openness when a document is made, and the note is how that decision is seen.
To fix: add the note, after asking the drafter's office.
Cannot see: notes that the publishing program keeps outside the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.declaration import check, doubt
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity

_NUMBER = re.compile(r"(?m)^[ 　]*(?P<number>[\u4e00-\u9fff]{2,12}〔20[0-9]{2}〕[0-9]{1,4}号)[ 　]*(?:签发人.*)?$")
_ADDRESSEE = re.compile(r"(?m)^[ 　]*[^。；\n\t]{4,120}[:：][ 　]*$")
_SIGNED = re.compile(r"(?m)^[ 　]*20[0-9]{2}[ 　]*年[ 　]*[0-9]{1,2}[ 　]*月[ 　]*[0-9]{1,2}[ 　]*日[ 　]*$")
_MARK = re.compile(
    "公开(?:属性|方式|类别|形式|选项|类型|性质|范围|程度)|此件|(?:主动|依申请|不予?)公开|公开发布|政务公开"
)
HEAD = 600


@check(
    severity=Severity.LOW,
    clauses=["GBT-9704", "OGI-17"],
    message="公文没有标明公开属性：{quote}",
    advice="与起草单位核实后，在附注处标明公开属性。",
    bad=[
        "样县人民政府办公室文件\n样府办发〔2024〕5号\n关于做好春耕生产的通知\n各乡镇人民政府，县直各单位：\n现将有关事项通知如下。\n样县人民政府办公室\n2024年3月1日"
    ],
    good=[
        "样府办发〔2024〕5号\n关于做好春耕生产的通知\n各乡镇人民政府：\n现通知如下。\n样县人民政府办公室\n2024年3月1日\n（此件公开发布）",
        "根据样府办发〔2024〕5号文件，现将有关事项通知如下：\n样县农业农村局\n2024年3月1日",
        "关于停水的公告\n各用水户：\n因管道检修停水。\n样县自来水公司\n2024年3月1日",
    ],
)
def missing_openness_mark(document: Document) -> Iterator[Evidence]:
    text = document.text
    if "〕" not in text[: HEAD + 20]:
        return
    number = _NUMBER.search(text, 0, HEAD)
    if number is None or not _ADDRESSEE.search(text, number.end(), number.end() + HEAD):
        return
    if not _SIGNED.search(text, max(number.end(), 0)) or _MARK.search(text):
        return
    if any("公开" in value for _, value in document.tags):
        return
    yield doubt(number.start("number"), number.end("number"), quote=number["number"], confidence=0.4)
