"""An attachment whose link does not say what it is.

Looks for: words such as 点击下载, 附件, 附件1.doc, a number a system gave, or none at all.
Matters because: a reader must open it to know, and on disk it is one of a hundred 附件1.doc.
To fix: name the file for what it holds: 附件1：2023年耕地地力保护补贴发放表.xlsx.
Cannot see: whether a name that says something says what is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.declaration import check, found
from mingcha.model.finding import Evidence, Severity
from mingcha.model.looked_file import LookedFile
from mingcha.text.masking import scrubbed

_AT = "http://www.yangli.gov.cn/tzgg/W1.doc"
_SAYS_NOTHING = re.compile(
    r"(?:请?(?:点击|点此|单击)?(?:这里|此处|此)?(?:下载|查看|打开|浏览|阅读|预览)(?:附件|文件|原文|全文|详情|正文|表格|文档|pdf|word|excel)?(?:下载|查看)?|"
    r"(?:相关)?(?:附件|附表|附|文件|文档|表格|正文|新建.{0,12}文档|新建.{0,12}工作表|工作簿|document|未命名|无标题|扫描件?|图片|img|scan|book|sheet)(?:材料|下载|列表)?)"
    r"[\s:：（(]*[\d一二三四五六七八九十]{0,4}[）)]?",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"[PW]?0?20\d{10,}|[0-9a-f]{16,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{1,4}|[\d_-]{6,}|[A-Z]?\d{8,}",
    re.IGNORECASE,
)
_ENDING = re.compile(r"\.[A-Za-z0-9]{2,5}\s*(?:[（(【\[].{0,20}[）)】\]])?\s*$")
_AROUND = " 　\t\r\n:：.。,，、;；>》<《【】[]（）()“”\"'点击"


@check(
    severity=Severity.LOW,
    clauses=["SITE-ATTACHMENTS"],
    message="附件的名称没有说明是什么：{quote}",
    advice="用能说明内容的名称，例如“附件1：2023年耕地地力保护补贴发放表.xlsx”。",
    bad=[LookedFile(_AT, "点击下载"), LookedFile(_AT, "附件1.doc"), LookedFile(_AT, "P020231201345678901234.xlsx"), LookedFile(_AT)],
    good=[
        LookedFile(_AT, "附件1：2023年补贴发放表.xlsx"),
        LookedFile(_AT, "样例县2023年决算公开.pdf"),
        LookedFile(_AT, "报名表.doc"),
        LookedFile(_AT, "2023年名单.xls"),
    ],
)  # fmt: skip
def nameless_attachment(file: LookedFile) -> Iterator[Evidence]:
    name = _ENDING.sub("", file.words.strip()).strip(_AROUND)
    if not name or _SAYS_NOTHING.fullmatch(name) or _NUMBER.fullmatch(name):
        yield found(quote=scrubbed((file.words or "（链接没有文字）")[:60]), secret=file.address)
