"""The list of published posts an account's owner took through WeChat's own interface, saved as JSON.

The answers of `freepublish/batchget`: one, several in a list, or one after another in the file. Only the saved answer
is read; the interface itself is the owner's to ask.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from mingcha.model.ledger import Cell, FileFault
from mingcha.model.media import Stated, StatedPosts, Way
from mingcha.text.encodings import decode
from mingcha.text.printable import printable

MOST_POSTS = 100_000


def read_owner_list(data: bytes, *, file: str) -> StatedPosts:
    """Every post of the saved answers. Raises FileFault when the file is no such list."""
    posts: list[Stated] = []
    notes: list[str] = []
    deleted = sendings = total = 0
    for answer in _answers(decode(data)[0]):
        if answer.get("errcode"):
            told = printable(f"{answer.get('errcode')} {answer.get('errmsg', '')}")[:200]
            raise FileFault(f"文件里是接口的出错信息（{told}），不是文章列表。请由账号的管理员重新导出。")
        items = answer.get("item")
        if not isinstance(items, list):
            raise FileFault("文件不是公众号“已发布文章列表”的导出结果：缺少 item。请由账号的管理员重新导出。")
        stated = answer.get("total_count")
        total = max(total, stated if isinstance(stated, int) else 0)
        for item in items:
            sendings += 1
            for news, moment in _news(item):
                if news.get("is_deleted"):
                    deleted += 1
                    continue
                line = len(posts) + deleted + 1
                posts.append(
                    Stated(
                        Way.API,
                        file=file,
                        line=line,
                        title=_words(news.get("title")),
                        url=_words(news.get("url")),
                        published=moment,
                        platform="微信公众号",
                        summary=_words(news.get("digest")),
                        text=_words(news.get("content")),
                    )
                )
                if len(posts) > MOST_POSTS:
                    raise FileFault(f"文件里超过 {MOST_POSTS} 条信息，没有读取。请分几个文件导入。")
    if deleted:
        notes.append(f"接口标明已删除的 {deleted} 条没有读取")
    if total > sendings:
        notes.append(f"接口称共发布 {total} 次，文件里只有 {sendings} 次，其余请接着导出")
    if not posts and not deleted:
        raise FileFault("文件里没有一条文章。请确认导出的是“已发布文章列表”，且列表不为空。")
    return StatedPosts(tuple(posts), tuple(notes))


def _answers(text: str) -> Iterator[dict[str, Any]]:
    """The answers of a file: one object, a list of them, or objects one after another."""
    decoder, place, found = json.JSONDecoder(), 0, False
    while place < len(text):
        if text[place] in " \t\r\n,\ufeff":
            place += 1
            continue
        try:
            value, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError) as error:
            raise FileFault("文件不是完整的 JSON，可能没有保存完。请由账号的管理员重新导出。") from error
        for answer in value if isinstance(value, list) else [value]:
            if not isinstance(answer, dict):
                raise FileFault("文件不是公众号“已发布文章列表”的导出结果。请由账号的管理员重新导出。")
            found = True
            yield answer
    if not found:
        raise FileFault("文件里没有任何内容。请由账号的管理员重新导出。")


def _news(item: Any) -> Iterator[tuple[dict[str, Any], Cell]]:
    """The posts of one sending, each with the moment it was published."""
    content = item.get("content") if isinstance(item, dict) else None
    if not isinstance(content, dict):
        return
    # The list gives when the sending was made; when it was last touched only stands in for that.
    moment = next(
        (
            value
            for value in (content.get("create_time"), item.get("create_time"), item.get("update_time"))
            if isinstance(value, int) and not isinstance(value, bool) and value > 0
        ),
        "",
    )
    found = content.get("news_item")
    for news in found if isinstance(found, list) else []:
        if isinstance(news, dict):
            yield news, moment


def _words(value: Any) -> str:
    return value if isinstance(value, str) else ""
