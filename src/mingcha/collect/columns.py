"""The columns a page names: in its menus, its site map, its path line, its tree of 信息公开目录, the 更多 of its boxes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from mingcha.collect.adapters import generic
from mingcha.collect.addresses import is_attachment, join, origin_of
from mingcha.collect.links import base_of
from mingcha.collect.patterns import titles
from mingcha.collect.patterns.choice import is_post_address
from mingcha.collect.patterns.crumbs import crumb_span
from mingcha.collect.patterns.days import day_in_address, day_of_words
from mingcha.collect.patterns.head_days import shown_days
from mingcha.collect.patterns.page_address import page_beside
from mingcha.collect.patterns.pager_words import MORE
from mingcha.collect.patterns.rows import LinkPlace, link_places
from mingcha.collect.posts import look_at
from mingcha.model.site import Column
from mingcha.pages.flow import BLOCKS, Flow, flow
from mingcha.pages.page import Page
from mingcha.text.width import comparable

__all__ = ["discover"]

# Names longer than this are titles of posts.
_LONGEST, _SHORT = 18, 12
# Shorter names may be those of columns, though their addresses look like posts'; a head this sure is a post's.
_A_TITLE, _SURE = 10, 4
_DIGITS = re.compile(r"\d+")
_MENU = re.compile(
    r"(?:^|[\W_])(?:main|top|sub|left|head|m)?-?_?(?:nav|menu|daohang|dh|lanmu|lm)(?:bar|list|box)?(?:$|[\W_\d])"
)
_SURELY_COLUMN = re.compile(
    r"/col/col\d+|treetempurl|/columns?/\d+|/list|/node_\d+|/c\d{5,}/?(?:\w+\.s?html?)?$|/$|index|category|class|"
    r"(?:column|cat|class|type|node|lm)\w*=",
    re.IGNORECASE,
)
_SERVICE = re.compile(
    r"(?:返回|网站)?首页|设为首页|加入收藏|收藏本站|登录|注册|退出|用户中心|个人中心|无障碍.*|长者.*|关怀版|适老.*|繁體.*|繁体.*|简体.*|english|en|手机版|移动版|"
    r"(?:高级)?(?:搜索|检索|查询)|站内搜索|联系我们|关于我们|关于本站|网站声明|版权.*|免责声明|隐私.*|使用帮助|帮助|rss.*|订阅|打印|关闭|返回.*|上一[页篇条].*|下一[页篇条].*|"
    r"尾页|末页|首页|第?\d+页?|[\d\W_]+|微信|微博|抖音|客户端|app下载|二维码|分享.*|.*备\d{5,}号.*|我为政府网站找错|进入|查看|详情|点击.*|正文|全文",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"[\[【(（<\s]*(?:更\s*多|more|查看更多|全部|>>|\+更多|更多信息|查看全部)[\s>»›＞+…\])】）.]*", re.IGNORECASE
)
_HOME = re.compile(r"/?(?:index|default|main)?(?:\.(?:s?html?|aspx?|jsp|php))?", re.IGNORECASE)
_COLUMN_ADDRESS = re.compile(
    r"/$|/(?:index|list|default|main|column|more)(?:_?\d+)?\.(?:s?html?|aspx?|jsp|php)$|/col/col\d+|/col\d+|/c\d{5,}|/columns?/|/list|/category|/class|/node|/gkml|/xxgk|"
    r"treetempurl|wbtreeid=|(?:column|catalog|category|class|type|node|chan\w*|lm|cid|tid|sort)_?(?:id|no|code)?=|^/[\w-]+(?:/[\w-]+)*/?$|^/[\w-]+\.s?html?$",
    re.IGNORECASE,
)
_TREE_NODE = re.compile(r"\{[^{}]{0,600}\}")
_FIELD = r"""["']?(?:{0})["']?\s*:\s*["']?([^"',}}]*)"""
_TREE_NAME, _TREE_URL = (
    re.compile(_FIELD.format("name|title|text|label")),
    re.compile(_FIELD.format("url|href|link|file")),
)
_TREE_ID, _TREE_ABOVE = re.compile(_FIELD.format("id")), re.compile(_FIELD.format("pId|pid|parentId|parent|parent_id"))
_DTREE = re.compile(
    r"""\.add\(\s*["']?([\w-]+)["']?\s*,\s*["']?(-?[\w-]+)["']?\s*,\s*["']([^"']+)["']\s*,\s*["']([^"']*)["']"""
)


def discover(page: Page, *, hosts: Collection[str] = ()) -> tuple[Column, ...]:
    """The columns of the page's own site it leads to, each address once, with the names of the columns above it.

    A list page that tells its own name is one of them. `hosts` are further hosts of the same site. Posts, files,
    services such as 登录 and other sites are left out.
    """
    shown = flow(page)
    found: dict[str, Column] = {}
    for column in (*_itself(page), *_trees(page), *_linked(page, shown)):
        origin = origin_of(column.url)
        if origin != origin_of(page.url) and urlsplit(origin).netloc not in hosts:
            continue
        before = found.get(column.url)
        if before is None:
            found[column.url] = column
        elif len(column.path) > len(before.path):
            found[column.url] = Column(column.url, before.name, category=before.category, path=column.path)
    return tuple(found.values())


def _itself(page: Page) -> Iterator[Column]:
    name = page.tag("ColumnName").split(",")[0].strip()
    kind = page.tag("ColumnType").split(",")[0].strip()
    if name and not page.tag("ArticleTitle") and kind != "首页" and not _is_home(page.url):
        yield Column(page.url, name, category=kind)


def _linked(page: Page, shown: Flow) -> Iterator[Column]:
    path_line = crumb_span(shown)
    above: tuple[str, ...] = ()
    posts, shapes = _posts(page)
    for link in link_places(page, shown, with_marks=True):
        if MORE.fullmatch(link.words) and page_beside(page.url, link.url) is not None:
            continue  # more of this very list
        in_path = path_line is not None and link.place in path_line
        name = titles.cleaned(link.bubble if titles.is_cut(link.words) and link.bubble else link.words or link.bubble)
        if _MORE.fullmatch(name):
            name = _heading_of_box(shown, link.place) or titles.cleaned(link.bubble)
            if not name or _MORE.fullmatch(name):
                continue
        name = name.strip(" >»›＞:：|[]【】")
        if not _could_be(link.url, name, in_menu=in_path or _in_menu(shown, link.place)) or (
            not in_path and _is_dated(shown, link)
        ):
            continue
        if not in_path and (link.url in posts or (len(name) >= _A_TITLE and _shape(link.url) in shapes)):
            continue
        if in_path:
            yield Column(link.url, name, path=above)
            above = (*above, name)
        else:
            yield Column(link.url, name, path=_names_above(shown, link.place, name))


def _posts(page: Page) -> tuple[Collection[str], Collection[str]]:
    """The links that stand in rows with days, and how the addresses of posts look: as theirs, as a post's page's own."""
    posts = {
        row.link.url
        for one in generic.sight(page).found
        if one.dated >= 0.5 and one.count > 1
        for row, day in zip(one.run.rows, one.days, strict=True)
        if day is not None
    }
    shapes = {shape for url in posts if "#" in (shape := _shape(url))}
    look = look_at(page)
    if look.head is not None and look.head.sure >= _SURE and shown_days(look.lines, look.box):
        shapes |= {shape} if "#" in (shape := _shape(page.url)) else set()
    return posts, shapes


def _shape(url: str) -> str:
    """An address with every number as #: posts of one make look alike."""
    return _DIGITS.sub("#", url)


def _could_be(url: str, name: str, *, in_menu: bool) -> bool:
    """Whether address and name could be a column's. In a menu an address that could be either is a column's."""
    if not 2 <= len(name) <= _LONGEST or _SERVICE.fullmatch(name) or _is_home(url):
        return False
    if is_attachment(url) or day_in_address(url) is not None:
        return False
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    if not is_post_address(url):
        return _COLUMN_ADDRESS.search(target) is not None or len(name) <= _SHORT
    return _SURELY_COLUMN.search(target) is not None or (in_menu and len(name) <= _SHORT)


def _in_menu(shown: Flow, place: int) -> bool:
    return any(
        shown.tags[above] == "nav" or ((hint := shown.hint(above)) and _MENU.search(hint))
        for above in list(shown.above(place))[:6]
    )


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    return not parts.query and _HOME.fullmatch(parts.path) is not None


def _is_dated(shown: Flow, link: LinkPlace) -> bool:
    """Whether a day stands beside the link in its row: then it is a post, however short its title."""
    row = next((above for above in shown.above(link.place) if shown.tags[above] in ("li", "tr", "dd", "p")), None)
    if row is None:
        after = shown.texts[shown.ends[link.place] : shown.ends[link.place] + 3]
        return any(day_of_words(words) is not None for words in after if words)
    if shown.ends[row] - row > 20:
        return False
    return any(day_of_words(words) is not None for _, words in shown.pieces(row, shown.ends[row]))


def _names_above(shown: Flow, place: int, name: str) -> tuple[str, ...]:
    """The names a menu or a site map puts above a link: of the items its list hangs in, of the heading of its list."""
    names: list[str] = []
    for above in shown.above(place):
        tag = shown.tags[above]
        if tag in ("ul", "ol", "dd"):
            heading = _own_words(shown, above)
            if heading and comparable(heading) != comparable(name) and heading not in names:
                names.append(heading)
        if tag == "body":
            break
    return tuple(reversed(names))


def _own_words(shown: Flow, box: int) -> str:
    """What stands right before a list inside the item it hangs in, or as the term or heading before it."""
    parent = shown.parents[box]
    if parent < 0 or (shown.tags[parent] not in ("li", "dl", "dd") and shown.tags[box] != "dd"):
        return ""
    words = [text for _, text in shown.pieces(parent + 1, box)]
    if shown.tags[box] == "dd":
        term = next((at for at in range(box - 1, parent, -1) if shown.tags[at] == "dt"), None)
        words = [shown.text(term)] if term is not None else []
    text = titles.cleaned("".join(words)).strip(" >»›+-:：")
    return text if 2 <= len(text) <= _LONGEST and not _SERVICE.fullmatch(text) else ""


def _heading_of_box(shown: Flow, place: int) -> str:
    """The words right before a link 更多, or right behind it where the heading follows: the name of the box."""
    block = next((above for above in shown.above(place) if shown.tags[above] in BLOCKS), 0)
    for scope in (block, shown.parents[block] if block else 0):
        for at in range(place - 1, scope, -1):
            words = titles.cleaned(shown.texts[at])
            if words and not _MORE.fullmatch(words) and 2 <= len(words) <= _LONGEST and day_of_words(words) is None:
                return words
    for at in range(shown.ends[place], min(shown.ends[place] + 4, len(shown))):
        words = titles.cleaned(shown.texts[at])
        if 2 <= len(words) <= 10:
            return words
    return ""


def _trees(page: Page) -> Iterator[Column]:
    """Columns of a tree that a script draws from records: id, the id above, name, address."""
    base = base_of(page)
    for node in page.tree.tags("script"):
        text = node.text()
        if not 40 < len(text) < 500_000:
            continue
        told: dict[str, tuple[str, str, str]] = {}
        for record in _TREE_NODE.finditer(text) if re.search(r"p[Ii]d|parent", text) else ():
            name, url = _TREE_NAME.search(record[0]), _TREE_URL.search(record[0])
            key, above = _TREE_ID.search(record[0]), _TREE_ABOVE.search(record[0])
            if name and key:
                told[key[1].strip()] = (
                    above[1].strip() if above else "",
                    name[1].strip(),
                    url[1].strip() if url else "",
                )
        for match in _DTREE.finditer(text):
            told[match[1]] = (match[2], match[3].strip(), match[4].strip())
        for above_id, name_, address in told.values():
            target = join(base, address.replace("\\/", "/")) if address else None
            if target and 2 <= len(name_) <= _LONGEST and not _is_home(target):
                yield Column(target, name_, path=_path_in(told, above_id))


def _path_in(told: dict[str, tuple[str, str, str]], above: str) -> tuple[str, ...]:
    names: list[str] = []
    while above in told and len(names) < 8:
        names.append(told[above][1])
        above = told[above][0]
    return tuple(reversed(names))
