"""A page of a 公众号 as the browser or WeChat on the desktop saved it: what it is called, whose, since when; or gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from urllib.parse import parse_qs, urlsplit

from mingcha.pages.page import Page
from mingcha.text.entities import unescape
from mingcha.text.moments import NotADate, read_moment
from mingcha.text.width import one_line

HOST = "mp.weixin.qq.com"
# What the platform shows in place of a post that is no longer there, and how we say it.
_GONE = {
    "该内容已被发布者删除": "该内容已被发布者删除",
    "此内容因违规无法查看": "此内容因违规无法查看",
    "此内容被投诉且经审核涉嫌侵权": "此内容被投诉且经审核涉嫌侵权，无法查看",
    "此内容发送失败无法查看": "此内容发送失败无法查看",
    "此内容暂时无法查看": "此内容暂时无法查看",
    "内容审核中": "内容审核中",
    "此账号已被屏蔽": "此账号已被屏蔽，内容无法查看",
    "此帐号已被屏蔽": "此账号已被屏蔽，内容无法查看",
    "此账号已自主注销": "此账号已自主注销，内容无法查看",
    "此帐号已自主注销": "此账号已自主注销，内容无法查看",
    "该公众号已迁移": "该公众号已迁移",
    "链接已过期": "链接已过期",
}
_NOT_SHOWN = {
    "完成验证后即可继续访问": "保存到的是验证页，不是文章",
    "请在微信客户端打开链接": "保存到的是“请在微信客户端打开链接”的提示页，不是文章",
}
# The notice is all there is on such a page; a post may well speak of deleted posts.
_NOTICE_LENGTH = 400
_ESCAPE = re.compile(r"\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})|\\(.)", re.DOTALL)
_QUOTED = re.compile(r"'((?:[^'\\\n]|\\.)*)'|\"((?:[^\"\\\n]|\\.)*)\"")


@dataclass(frozen=True, slots=True)
class WeChatPage:
    """What a saved page says. `gone` is the platform's notice where the post is no longer shown, else empty.

    `biz`, `mid`, `idx`, `sn` are the platform's numbers of account and post; `link` is the address it gives itself.
    `text` are the words of the post.
    """

    title: str = ""
    account: str = ""
    published: date | None = None
    clock: time | None = None
    biz: str = ""
    mid: str = ""
    idx: str = ""
    sn: str = ""
    link: str = ""
    text: str = ""
    gone: str = ""


def read_wechat(page: Page) -> WeChatPage | None:
    """What a page of a 公众号 says; None when the page is none."""
    content = _text(page, "#js_content")
    scripts = "\n".join(node.text() or "" for node in page.tree.tags("script"))
    gone = _notice(page, content)
    if not gone and not _is_one(page, scripts):
        return None
    published = _published(page, scripts)
    link = _first(_link(page, scripts), page.url)
    query = parse_qs(urlsplit(_plain(link)).query) if link else {}

    def number(name: str, *others: str) -> str:
        stated = _script(scripts, name) or next((query[each][0] for each in (*others, name) if each in query), "")
        return stated if stated.isascii() else ""

    return WeChatPage(
        title=_first(
            _text(page, "#activity-name"),
            page.tag("og:title"),
            _script(scripts, "msg_title", "title"),
            page.tag("twitter:title"),
            _text(page, "#js_image_content h1"),
        ),
        account=_first(
            _text(page, "#js_name"), _script(scripts, "nickname", "nick_name"), _text(page, ".profile_nickname")
        ),
        published=published[0] if published else None,
        clock=published[1] if published else None,
        biz=number("biz", "__biz"),
        mid=number("mid", "mid", "appmsgid"),
        idx=number("idx", "idx", "itemidx"),
        sn=number("sn"),
        link=link,
        text=content,
        gone=gone,
    )


def _is_one(page: Page, scripts: str) -> bool:
    if any(page.tree.css_first(mark) is not None for mark in ("#js_content", "#activity-name", "#js_name")):
        return True
    return HOST in page.html and bool(_script(scripts, "msg_title", "title") and _script(scripts, "biz"))


def _notice(page: Page, content: str) -> str:
    if content:
        return ""
    if not (HOST in page.html or HOST in page.url or "weui" in page.html):
        return ""
    shown = _text(page, "body")
    if len(shown) > _NOTICE_LENGTH:
        return ""
    for words, said in (_GONE | _NOT_SHOWN).items():
        if words in shown or words in _text(page, "title"):
            return said
    return ""


def _published(page: Page, scripts: str) -> tuple[date, time | None] | None:
    """The moment of publication: the script's number, then its words, then what the page shows."""
    for words in (
        _script(scripts, "ct"),
        _script(scripts, "createTime", "create_time"),
        _text(page, "#publish_time"),
        _script(scripts, "publish_time"),
        _script(scripts, "oriCreateTime", "ori_create_time"),
    ):
        try:
            if words:
                return read_moment(words)
        except NotADate:
            continue
    return None


def _link(page: Page, scripts: str) -> str:
    return next((link for link in (page.tag("og:url"), _script(scripts, "msg_link")) if HOST in link), "")


def _script(source: str, *names: str) -> str:
    """The first text that is not empty the scripts give one of the names: var a = "" || "x"; a: JsDecode('x')."""
    for name in names:
        for form in (rf"(?:\b(?:var|let|const)\s+|\bwindow\.){name}\s*=(?!=)", rf"(?<![\w.$&?'\"-]){name}\s*:"):
            for match in re.finditer(form + r"\s*([^\n]{0,2000})", source):
                if value := next(filter(None, _values(match[1])), ""):
                    return value
    return ""


def _values(expression: str) -> Iterator[str]:
    """The texts of "" || "x" in their order, or a bare number."""
    for quoted in _QUOTED.finditer(expression):
        if ";" in expression[: quoted.start()].replace('""', ""):
            break  # it belongs to the next statement
        yield _plain(quoted[1] if quoted[1] is not None else quoted[2])
        if not expression[quoted.end() :].lstrip().startswith("||"):
            return
    if bare := re.match(r"[0-9]{5,20}", expression):
        yield bare[0]


def _plain(text: str) -> str:
    """A text of a script as people read it: its escapes, then its entities, undone."""
    if "\\" in text:
        text = _ESCAPE.sub(lambda match: _letter(*match.groups()), text)
    return one_line(unescape(text))


def _letter(two: str | None, four: str | None, other: str | None) -> str:
    if two or four:
        code = int(two or four or "", 16)
        return "" if 0xD800 <= code < 0xE000 else chr(code)
    return " " if other in {"n", "r", "t"} else other or ""


def _text(page: Page, selector: str) -> str:
    node = page.tree.css_first(selector)
    return one_line(node.text(separator=" ") or "") if node is not None else ""


def _first(*texts: str) -> str:
    return next((one_line(unescape(text)) for text in texts if text.strip()), "")
