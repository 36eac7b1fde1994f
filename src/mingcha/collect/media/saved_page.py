"""A page of a post saved from the browser or from WeChat: html, or mht with everything in one file."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace
from email.message import Message

from mingcha.collect.media.identity import weixin_post
from mingcha.collect.media.post_words import shown_words
from mingcha.collect.wechat import HOST, WeChatPage, read_wechat
from mingcha.model.ledger import FileFault
from mingcha.model.media import Stated, StatedPosts, Way
from mingcha.pages.page import Page, parse
from mingcha.text.width import one_line

# Browsers write where a page came from into its first lines.
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)\s*(\S+?)\s*-->", re.IGNORECASE)
_HEAD = 2000
_LETTER = re.compile(rb"\A\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}\s*\n", re.ASCII)


def is_letter(data: bytes) -> bool:
    """Whether the bytes begin with heads as those of a letter, one of which says multipart: a page saved as mht."""
    heads = _LETTER.match(data[:20_000].replace(b"\r\n", b"\n"))
    return bool(heads) and b"multipart/" in data[:20_000].lower()


def read_saved_page(data: bytes, *, file: str) -> StatedPosts:
    """The one post a saved page shows. Raises FileFault when the file holds no page, or one that shows no post."""
    page = _page_of(data)
    found = read_wechat(page)
    stated = _from_wechat(found, page) if found else _from_any(page)
    return StatedPosts((replace(stated, file=file, line=1),))


def _page_of(data: bytes) -> Page:
    url, declared = "", ""
    if is_letter(data):
        try:
            letter = email.message_from_bytes(data, policy=email.policy.compat32)
            part = next((part for part in letter.walk() if part.get_content_type() == "text/html"), None)
            content = part.get_payload(decode=True) if part is not None else None
        except (ValueError, LookupError) as error:
            raise FileFault("网页文件已损坏，读不出来。请在浏览器里重新保存后再上传。") from error
        if part is None or not isinstance(content, bytes):
            raise FileFault("文件里没有网页正文。请在浏览器里重新保存（网页，单个文件）后再上传。")
        url, declared, data = _place_of(letter, part), part.get_content_charset() or "", content
    if not data.strip():
        raise FileFault("网页文件是空的。请在浏览器里重新保存后再上传。")
    page = parse(data, url=url, declared=declared)
    if not url and (match := _SAVED_FROM.search(page.html, 0, _HEAD)):
        page.url = match[1]
    return page


def _place_of(letter: Message, part: Message) -> str:
    for place in (part.get("Content-Location"), letter.get("Snapshot-Content-Location")):
        words = str(place or "").strip()
        if words.startswith(("http://", "https://")):
            return words
    return ""


def _from_wechat(found: WeChatPage, page: Page) -> Stated:
    link = found.link or page.url
    if found.biz and found.mid.isdecimal():
        place = found.idx if found.idx.isdecimal() else "1"
        link = weixin_post(biz=found.biz, number=found.mid, place=place, sn=found.sn).url
    published = ""
    if found.published:
        published = found.published.isoformat() + (f" {found.clock:%H:%M:%S}" if found.clock else "")
    return Stated(
        Way.PAGE,
        title=found.title,
        url=link if HOST in link else "",
        published=published,
        account=found.account,
        platform="微信公众号",
        text="" if found.gone else shown_words(page.tree.css_first("#js_content")),
        fault=f"页面显示“{found.gone}”，没有可以登记的信息" if found.gone else "",
    )


def _from_any(page: Page) -> Stated:
    """A page of another platform: what every page says of itself. Its day is asked for."""
    node = page.tree.css_first("title")
    title = page.tag("og:title") or page.tag("ArticleTitle") or (one_line(node.text() or "") if node else "")
    url = next((url for url in (page.tag("og:url"), page.url) if url.startswith(("http://", "https://"))), "")
    if not title:
        raise FileFault("这个网页里找不到文章的标题。请确认保存的是文章页，而不是列表页或登录页；也可以改用手工录入。")
    return Stated(Way.PAGE, title=title, url=url, published=page.tag("PubDate") or page.tag("article:published_time"))
