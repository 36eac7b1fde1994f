"""An attachment that the text names and the page does not have.

Looks for: a list of attachments under the text (附件：1.…), or words such as 详见附件, on a page that has no file, no link of
that name, and no text that follows as the attachment itself.
Matters because: the names, forms or figures are in the attachment; without it the post tells nothing.
To fix: upload the file and link it under the text.
Cannot see: attachments put into the page as pictures; where only the words 见附件 stand, it is a doubt therefore.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from mingcha.examine.declaration import check, doubt, found
from mingcha.model.collected import Attachment
from mingcha.model.document import Document, Hidden, Link
from mingcha.model.finding import Evidence, Severity
from mingcha.model.published_post import PublishedPost, published_post
from mingcha.text.near_duplicates import similarity

_LISTED = re.compile(r"(?m)^[ \t　]*附\s*件\s*[:：]\s*(?:1\s*[.．、]\s*)?(?P<name>[^\n]{2,80})$")
_MENTIONED = re.compile(
    r"(?:详见|见|参见|填写|下载|具体见|名单见|内容见)[^，。\n]{0,8}附件|附件(?:\d|[一二三四五])?(?:所列|所示|内容)"
)
# The attachment itself, as text behind the signature.
_ITSELF = re.compile(r"(?m)^[ \t　]*附\s*件\s*(?:\d{1,2}|[一二三四五六七八九十])?\s*[:：]?[ \t　]*$")
_FILE = re.compile(
    r"\.(?:docx?|xlsx?|pdf|wps|et|ofd|rtf|zip|rar|7z|pptx?|txt|csv|jpe?g|png|tiff?)(?:$|[?#])|download|attach|/files?/",
    re.IGNORECASE,
)
_FOLLOWING, _ALIKE = 120, 0.5
_NONE = re.compile(r"^(?:无|略|/|—+|-+)[。.]?$")


def _page(body: str, *links: Link, file: str = "") -> PublishedPost:
    url = "http://www.yangli.example/post/1.html"
    page = Document(url, body, title="关于申报示范项目的通知", kind="html", post=url, links=links)
    post = published_post("关于申报示范项目的通知", page=page, url=url)
    files = (Attachment(f"http://www.yangli.example/{file}", file),) if file else ()
    return replace(post, collected=replace(post.collected, attachments=files))


_NOTICE = "各乡镇：\n请按要求组织申报，{}\n附件：1.示范项目申报表\n县农业农村局\n2023年5月4日"


@check(
    severity=Severity.MEDIUM,
    clauses=["OGI-24"],
    message="正文提到的附件没有：{quote}",
    advice="补传附件并在正文下方加上链接；不再提供的，删去正文中的说明。",
    bad=[
        _page(_NOTICE.format("于五月底前报送。")),
        _page("现将名单公布，具体名单见附件。\n县农业农村局\n2023年5月4日"),
    ],
    good=[
        _page(_NOTICE.format("于五月底前报送。"), file="sbb.docx"),
        _page(_NOTICE.format("于五月底前报送。"), Link("/files/1.docx", "示范项目申报表")),
        _page(
            _NOTICE.format("于五月底前报送。")
            + "\n附件1\n"
            + "示范项目申报表：项目名称、申报单位、建设内容、投资规模、联系方式等由申报单位填写。" * 4
        ),
        _page("各乡镇：请按要求组织申报。\n县农业农村局\n2023年5月4日"),
    ],
)
def missing_promised_attachment(post: PublishedPost) -> Iterator[Evidence]:
    page = post.page
    if page is None or post.collected.attachments or post.files:
        return
    begin, end = post.span
    text = page.text[begin:end]
    if "附" not in text or any(_FILE.search(link.address) for link in page.links):
        return
    listed = _LISTED.search(text)
    told = listed or _MENTIONED.search(text)
    if told is None or (listed is not None and _NONE.match(listed["name"].strip())):
        return
    itself = [match for match in _ITSELF.finditer(text) if match.start() >= told.end()]
    if itself and len(text) - itself[0].end() > _FOLLOWING:
        return
    if listed is not None and len(text) - told.end() > 2 * _FOLLOWING and listed["name"].strip() in text[told.end() :]:
        return  # its title stands again below: the attachment itself
    if page.tables and any(table.start >= begin + told.end() for table in page.tables):
        return
    if listed is not None and any(similarity(link.text, listed["name"]) > _ALIKE for link in page.links if link.text):
        return
    pictured = any(one.hidden is Hidden.ALT_TEXT for one in page.passages)
    say = found if listed is not None and not pictured else doubt
    words = listed["name"].strip() if listed is not None else told[0]
    yield say(
        begin + told.start(), begin + told.end(), quote=f"“{words[:40]}”", confidence=0.8 if say is found else 0.5
    )
