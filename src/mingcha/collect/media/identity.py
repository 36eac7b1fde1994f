"""Which post a link means, however it was copied: the platform, and the platform's own number of the post."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from mingcha.collect.media.weibo import number_of, word_of
from mingcha.model.account import MediaRules
from mingcha.text.canonical_url import canonical_url
from mingcha.text.entities import unescape

_BID = re.compile(r"[0-9A-Za-z]{9}")
_WEIBO_NUMBER = re.compile(r"[1-9][0-9]{14,17}")
# What share buttons add to any address.
_ADDED = re.compile(r"(?:^|(?<=&))(?:utm_\w+|share_\w+|spm|isappinstalled|tt_from|wxshare_count)=[^&]*(?:&|$)")
# Addresses made anew at each sharing: they lead to the post and do not tell which.
_SHORT = re.compile(
    r"(?:v\.douyin\.com|v\.kuaishou\.com|t\.cn|url\.cn|dwz\.cn|b23\.tv|xhslink\.com|weixin\.qq\.com/sph|m\.toutiao\.com/is)/"
)
# Where a platform writes the number of a post into an address, and the shortest address that opens it.
_NUMBERED = {
    "douyin": (re.compile(r"/(?:share/)?(?:video|note|slides)/([0-9]{6,})"), "https://www.douyin.com/video/{}"),
    "kuaishou": (
        re.compile(r"/(?:short-video|fw/photo|fw/long-video|photo)/(?:[\w-]+/)?([\w-]{6,})"),
        "https://www.kuaishou.com/short-video/{}",
    ),
    "toutiao": (
        re.compile(r"/(?:article/|video/|w/|item/|group/|a|i)([0-9]{6,})"),
        "https://www.toutiao.com/article/{}/",
    ),
}


class NoPost(ValueError):
    """A link that can mean no published post; the message says why and what to copy instead, in Chinese."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a link means. `url` is the shortest form that opens the post, `identity` equal for all its copies.

    `firm` is whether the identity holds the platform's number of the post. `key` is the platform's number of the
    account, where the link names it. `platform` is empty when the host is none of the known ones.
    """

    url: str
    identity: str
    firm: bool
    platform: str = ""
    key: str = ""


def meaning_of(link: str, rules: MediaRules) -> Meaning:
    """Raises NotAnAddress, NoPost."""
    url = canonical_url(unescape(link.strip()))
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    platform, query = platform_of(host, rules), _fields(parts.query)
    found = None
    if platform == "weixin":
        found = _weixin(parts.path, query)
    elif platform == "weibo":
        found = _weibo(host, parts.path, query)
    elif platform in _NUMBERED:
        found = _numbered(platform, parts.path, query)
    return found or _by_address(url, platform)


def platform_of(host: str, rules: MediaRules) -> str:
    """The code of the platform a host belongs to; the longest known host decides, empty when none is known."""
    best, code = 0, ""
    for platform in rules.platforms:
        for known in platform.hosts:
            if (host == known or host.endswith(f".{known}")) and len(known) > best:
                best, code = len(known), platform.code
    return code


def weixin_key(biz: str) -> str:
    """The `__biz` of an account without the padding that some copies lose."""
    return unquote(biz).strip().rstrip("=")


def weixin_post(*, biz: str, number: str, place: str, sn: str = "") -> Meaning:
    """The post of a 公众号 by the account's `__biz`, the number of the sending (mid) and the place in it (idx)."""
    key, check = weixin_key(biz), f"&sn={sn}" if sn.isascii() and sn.isalnum() else ""
    padded = key + "=" * (-len(key) % 4)
    url = f"https://mp.weixin.qq.com/s?__biz={padded}&mid={number}&idx={place}{check}"
    return Meaning(url, f"weixin:{key}:{number}:{place}", True, "weixin", key)


def _weixin(path: str, query: Mapping[str, str]) -> Meaning | None:
    biz, number = query.get("__biz", ""), query.get("mid") or query.get("appmsgid", "")
    place = query.get("idx") or query.get("itemidx") or "1"
    if re.fullmatch(r"[\w+/=%-]{8,40}", biz) and _digits(number) and _digits(place):
        return weixin_post(biz=biz, number=number, place=place, sn=query.get("sn", ""))
    if "tempkey" in query:
        raise NoPost("是公众号的临时预览链接，过期就打不开。请在正式发布的文章里点“复制链接”")
    if "signature" in query and "timestamp" in query:
        raise NoPost("是搜索结果里的临时链接，过期就打不开。请在微信里打开文章，点“复制链接”")
    if match := re.fullmatch(r"/s/([\w-]{8,60})", path, re.ASCII):
        # One for each post, the same at every copying; it does not tell the number.
        return Meaning(f"https://mp.weixin.qq.com/s/{match[1]}", f"weixin:/s/{match[1]}", False, "weixin")
    return None


def _weibo(host: str, path: str, query: Mapping[str, str]) -> Meaning | None:
    pieces = [piece for piece in path.split("/") if piece]
    number = query.get("mid", "") or (query.get("id", "") if host.startswith("m.") else "")
    if not number and len(pieces) >= 2:
        number = pieces[-1]
    if _BID.fullmatch(number) and not number.isdecimal():
        number = number_of(number)
    if not _WEIBO_NUMBER.fullmatch(number):
        return None
    owner = pieces[0] if len(pieces) == 2 and _digits(pieces[0]) else ""
    url = f"https://weibo.com/{owner}/{word_of(number)}" if owner else f"https://weibo.com/detail/{number}"
    return Meaning(url, f"weibo:{number}", True, "weibo", owner)


def _numbered(platform: str, path: str, query: Mapping[str, str]) -> Meaning | None:
    form, url = _NUMBERED[platform]
    match = form.match(path)
    number = match[1] if match else query.get("modal_id", "")
    if not number.isascii() or not number:
        return None
    return Meaning(url.format(number), f"{platform}:{number}", True, platform)


def _by_address(url: str, platform: str) -> Meaning:
    parts = urlsplit(url)
    plain = parts._replace(query=_ADDED.sub("", parts.query).rstrip("&")).geturl()
    bare = plain.partition("://")[2]
    return Meaning(plain, f"url:{bare}", _SHORT.match(bare) is None, platform)


def _digits(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def _fields(query: str) -> dict[str, str]:
    try:
        return {name: values[0] for name, values in parse_qs(query, max_num_fields=200).items()}
    except ValueError:
        return {}
