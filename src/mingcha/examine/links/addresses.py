"""What is wrong with an address as it is written on a page, before anybody asks for it.

A browser mends much by itself (backslashes, full-width letters in a host); what it mends is a doubt at most. Bindings
of templates, scripts, mail and telephone addresses lead to no page and are no links.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from ipaddress import ip_address
from typing import NamedTuple

__all__ = ["Wrong", "no_link", "wrong_address"]


class Wrong(NamedTuple):
    """The fact, what to do, what was probably meant (empty: nobody can tell), and whether it surely leads nowhere."""

    sentence: str
    fix: str
    meant: str = ""
    is_sure: bool = True


_NO_LINK = re.compile(
    r"(?:javascript|mailto|tel|data|about|void|vbscript|sms|weixin|wechat|alipays?|baidumap|geo|blob|callto|skype|tencent|mqqwpa"
    r"|mqqapi|wtai|whatsapp|fax|ftp|ftps|thunder|ed2k|magnet|rtsp|mms|market|itms-apps|itms-services|androidamap|qqmap|sinaweibo"
    r"|snssdk\d*|bytedance|intent|urn|cid|view-source|chrome|microsoft-edge)\s*:",
    re.IGNORECASE,
)
_BINDING = re.compile(
    r"\{\{|\}\}|\$\{|<%|%>|\{\$|\{:|\{#|#\{|\[\[|\]\]|^\[|@\{|%7B%7B|\$\w+\.|^\s*['\"+]|['\"]\s*\+|\{\w+[.\w]*\}"
)
_DRIVE = re.compile(r"/?[A-Za-z][:|]([\\/]|%5C)", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(?=:)")
# Letters of http left out, doubled or swapped.
_LIKE_HTTP = re.compile(
    r"(?:h{1,3}t{1,4}p{1,3}s{0,2}|htp+s?|ttps?|tps?|hhtps?|htt|https?s|hptts?|thtps?|htttps?|hptps?|htpt)",
    re.IGNORECASE,
)
_TWICE = re.compile(r"https?:(?://|/)?(?:https?(?:[:：]|//|/)|//https?)", re.IGNORECASE)
_MARK = re.compile(r"https?\s*(?:：|;|；|,|，|\.|。|'|\"|、)\s*/{1,2}|https?:\s*(?:／|、|\\{1}[^\\])", re.IGNORECASE)
_NO_COLON = re.compile(r"https?/{1,3}(?=\w)", re.IGNORECASE)
_SLASHES = re.compile(r"(https?):(?:/(?!/)|(?![/\\])|///+)", re.IGNORECASE)
_BARE_HOST = re.compile(
    r"(?:www\.(?:[\w-]+\.)+[a-z]{2,}|(?:[\w-]+\.)+(?:gov\.cn|com\.cn|org\.cn|edu\.cn))(?::\d+)?(?=[/?#]|$)",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
_UNFILLED = re.compile(
    r"(?:/?(?:undefined|null|nan|none)|\[object object\]|(?:请输入|填写)?(?:链接|网址|跳转)(?:地址)?|https?:/{0,2}#?|url|link)/?",
    re.IGNORECASE,
)
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_BEFORE = re.compile(
    r"(?:%20|%C2%A0|%E3%80%80|&nbsp;|[\u3000\u00a0\u200b-\u200f\ufeff\"'“”‘’《（(])+(?=https?:)", re.IGNORECASE
)
_LABEL = re.compile(r"[\w-]{1,63}")
_IN_HOUSE = (".local", ".lan", ".intranet", ".internal", ".home", ".corp", ".localdomain", ".localhost")
_RIGHT = "改成完整、正确的网址，改后点开核实。"
_TYPED = "网址写错了"


def no_link(address: str) -> bool:
    """Whether it is a script, a place within the page, a mail address, or a template's binding nobody filled in."""
    address = address.strip()
    return not address or address[0] == "#" or bool(_NO_LINK.match(address)) or _BINDING.search(address) is not None


def wrong_address(address: str, *, own: Collection[str] = ()) -> Wrong | None:
    """What is wrong with an address; None where nothing is. `own` are the site's hosts, which may lie anywhere."""
    # A browser takes these from the ends, and no other blanks.
    text = address.strip(" \t\r\n\f")
    if _UNFILLED.fullmatch(text):
        return Wrong("没有填写网址", "填上应链接的网址；不需要链接的，取消链接。")
    if no_link(text):
        return None
    low = text.lower()
    if low.startswith(("file:", "file：")):
        return Wrong("指向本机文件，别人打不开", "把文件上传到网站，再链接到上传后的网址。")
    if _DRIVE.match(text):
        return Wrong("指向电脑硬盘上的路径，别人打不开", "把文件上传到网站，再链接到上传后的网址。")
    if text.startswith("\\\\"):
        return Wrong("指向局域网共享文件夹，别人打不开", "把文件上传到网站，再链接到上传后的网址。")
    return _typed(text, low) or _scheme(text, low) or _host(text, own) or _backslash(text)


def _typed(text: str, low: str) -> Wrong | None:
    if match := _TWICE.match(low):
        meant = text[match.end() :].lstrip(":：/")
        return Wrong(f"{_TYPED}：http:// 写了两遍", _RIGHT, f"http://{meant}")
    if (match := _MARK.match(text)) or (match := _NO_COLON.match(text)):
        rest = text[match.end() :].lstrip("/／：:")
        scheme = "https" if low.startswith("https") else "http"
        return Wrong(f"{_TYPED}：http 后面应是英文冒号和两条斜线", _RIGHT, f"{scheme}://{rest}")
    if match := _SLASHES.match(text):
        rest = text[match.end() :].lstrip("/")
        if rest:
            return Wrong(f"{_TYPED}：http: 后面应是两条斜线", _RIGHT, f"{match[1]}://{rest}")
    if match := _BEFORE.match(text):
        return Wrong(f"{_TYPED}：网址前面多了空格或符号", _RIGHT, text[match.end() :])
    if text.startswith(("：//", ":/")):
        return Wrong(f"{_TYPED}：缺少 http", _RIGHT, f"http://{text.lstrip(':：/')}")
    if _LETTER.fullmatch(text):
        return Wrong("把邮箱地址当成了网址", "需要发邮件的，在前面加上 mailto:。", f"mailto:{text}")
    if (match := _BARE_HOST.match(text)) is not None:
        return Wrong(f"{_TYPED}：缺少 http://，会被当成本站的文件", _RIGHT, f"http://{text}")
    return None


def _scheme(text: str, low: str) -> Wrong | None:
    match = _SCHEME.match(text)
    if match is None or low.startswith(("http:", "https:")):
        return None
    if _LIKE_HTTP.fullmatch(match[0]):
        rest = text[match.end() :].lstrip(":/")
        return Wrong(f"{_TYPED}：“{match[0]}”应为 http 或 https", _RIGHT, f"http://{rest}")
    if re.fullmatch(r"j[avscript]{5,12}", match[0], re.IGNORECASE):
        return Wrong("链接里的脚本写错了，点击没有反应", "改正脚本；不需要链接的，取消链接。")
    rest = text[match.end() + 1 :]
    if "." in match[0] and re.match(r"\d{2,5}(?:/|$)", rest):
        return Wrong(f"{_TYPED}：缺少 http://", _RIGHT, f"http://{text}")
    return None  # a file whose name has a colon, or the address of some program


def _host(text: str, own: Collection[str]) -> Wrong | None:
    match = re.match(r"(?:https?:)?[/\\]{2}([^/\\?#]*)", text, re.IGNORECASE)
    if match is None:
        return None
    authority = match[1].rpartition("@")[2]
    if not authority.strip():
        return Wrong("网址里没有网站名", _RIGHT)
    name, _, port = authority.partition(":") if not authority.startswith("[") else (authority, "", "")
    if authority in own or name in own or authority.lower() in own:
        return None
    if _UNSEEN.search(authority):
        clean = _UNSEEN.sub("", text)
        return Wrong("网址里夹有看不见的字符", "删掉链接重新录入，不要从其他软件直接粘贴。", clean)
    if re.search(r"\s|%20|\u3000", authority.strip()):
        return Wrong(f"{_TYPED}：网站名中有空格", _RIGHT, re.sub(r"(?:\s|%20)+", "", text))
    if (port and not (port.isdigit() and 0 < int(port) < 65536)) or (authority.count(":") > 1 and "[" not in authority):
        return Wrong(f"{_TYPED}：网站名后面的端口不对", _RIGHT)
    if (kept := _in_house(name)) is not None:
        return Wrong(f"指向{kept}，外面的人打不开", "换成公众能访问的网址；只供内部使用的，删除链接。")
    folded = name.replace("。", ".").replace("．", ".")
    labels = folded.strip(".").split(".")
    if not all(_LABEL.fullmatch(label) for label in labels) or folded.startswith(".") or ".." in folded:
        return Wrong(f"{_TYPED}：网站名“{name[:40]}”不合规范", _RIGHT)
    if len(labels) == 1:
        return Wrong(f"网站名“{name[:40]}”不完整，外面的人打不开", "写出完整的域名；内部系统的链接应删除。")
    if folded != name or any("\uff00" <= letter <= "\uffef" for letter in name):
        return Wrong(f"{_TYPED}：网站名中有全角字符", _RIGHT, is_sure=False)
    return None


def _in_house(name: str) -> str | None:
    low = name.lower().strip("[]").rstrip(".")
    if low in ("localhost", "localhost.localdomain"):
        return "本机（localhost）"
    try:
        number = ip_address(low)
    except ValueError:
        return "内网" if low.endswith(_IN_HOUSE) else None
    if number.is_loopback or number.is_unspecified:
        return f"本机（{low}）"
    if number.is_private or number.is_link_local or not number.is_global:
        return f"内网地址（{low}）"
    return None


def _backslash(text: str) -> Wrong | None:
    path = text.partition("?")[0]
    if "\\" in path:
        return Wrong("网址中用了反斜线“\\”", "改成斜线“/”。", text.replace("\\", "/"), is_sure=False)
    return None
