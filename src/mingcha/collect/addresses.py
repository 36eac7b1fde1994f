"""Where a link leads: joined as browsers do, and None for what is no link at all."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote

from ada_url import URL, join_url

__all__ = ["file_ending", "folder_of", "host_of", "is_attachment", "join"]

# What templates leave behind when nobody filled them in: {{url}}, ${url}, <%=url%>, [url]. These are no links.
_BINDING = re.compile(r"\{\{|\$\{|<%|%>|\}\}|^\[")
_NOT_PAGES = re.compile(r"\s*(?:javascript|mailto|tel|data|about|void|vbscript|sms|weixin)\s*:", re.IGNORECASE)
# A session written into the path is another address at each visit of the same page.
_SESSION = re.compile(r";jsessionid=[^/?#;]*", re.IGNORECASE)
_ATTACHED = frozenset(
    "doc docx docm wps wpt dot rtf xls xlsx xlsm xlsb et csv ppt pptx pps dps pdf ofd ceb cebx gd sep tif tiff caj"
    " zip rar 7z gz tgz tar txt xml json odt ods dwg apk exe".split()
)
_PICTURES = frozenset("jpg jpeg png gif bmp webp svg ico".split())
_SOUND = frozenset("mp4 mp3 wmv wma avi flv mov mpg mpeg m4a rm rmvb swf".split())
_SERVES_FILES = re.compile(
    r"/(?:download|downfile|downloadfile|filedown|down|getfile|attachdown|downloadattach|attachment(?:s|download)?|"
    r"file_?download|showfile|openfile)(?:\.(?:jsp|do|aspx?|ashx|php|action|htm))?(?:[/?]|$)|[?&](?:filename|attname|attachname)=",
    re.IGNORECASE,
)
_LONGEST_ORIGIN = 300
_ENDING = re.compile(r"\.([A-Za-z0-9]{2,5})(?=$|[?#;&])")
# Where a reader came from is no part of what he reads. `from`, `ref` and `src` may carry a day, a number or a file as
# well, which then say what is asked for: only a bare word is an origin.
_ORIGIN = re.compile(
    r"(?:utm_\w+|spm|share(?:_?(?:from|uid|user|type|token|source|medium|tag))?)(?:=.*)?|"
    r"(?:from|ref|referer|referrer|src)=[a-z][a-z_-]{0,30}",
    re.IGNORECASE,
)


def join(base: str, href: str) -> str | None:
    """The address a link leads to, as a browser would ask for it; None when it leads to no page.

    Characters beyond ASCII are percent-encoded as UTF-8, dots resolved, host in lower case. A fragment is dropped
    unless it is itself a path (#/article/1, #!/a); so is a session id in the path and an empty query, and parameters
    that only say where the reader came from (from=hot, utm_source=…, spm=…, share=…).
    """
    href = href.strip()
    if not href or _NOT_PAGES.match(href) or _BINDING.search(href):
        return None
    if href[0] == "#" and not href.startswith(("#/", "#!/")):
        return None
    try:
        joined: str = join_url(base, href)
    except ValueError:
        return None
    if not joined.startswith(("http://", "https://")):
        return None
    if ";" in joined:
        joined = _SESSION.sub("", joined)
    if "?" in joined:
        joined = _without_origin(joined)
    address, mark, fragment = joined.partition("#")
    if address[-1] == "?":
        address = address[:-1]
    return f"{address}#{fragment}" if mark and fragment.startswith(("/", "!/")) else address


def _without_origin(url: str) -> str:
    address, hashed, fragment = url.partition("#")
    path, _, query = address.partition("?")
    asked = query.split("&")
    kept = [one for one in asked if not _ORIGIN.fullmatch(one)]
    if len(kept) == len(asked):
        return url
    return path + (f"?{'&'.join(kept)}" if kept else "") + hashed + fragment


def host_of(url: str) -> str:
    """Host and port (where it is not the usual one) of an absolute address; empty when it is none."""
    origin = origin_of(url)
    return _host(origin) if 8 < len(origin) < _LONGEST_ORIGIN else _host.__wrapped__(url)


@lru_cache(maxsize=1024)
def _host(url: str) -> str:
    try:
        return str(URL(url).host)
    except ValueError:
        return ""


def origin_of(url: str) -> str:
    """Scheme and host of an address, the part every root-relative link keeps."""
    return url[:end] if (end := url.find("/", 8)) > 0 else url


def folder_of(url: str) -> str:
    """The address up to its last slash, query aside."""
    path = url.partition("?")[0]
    return path[: path.rfind("/") + 1] if path.count("/") > 2 else path + "/"


def file_ending(url: str) -> str:
    """The ending of the file an address names, in lower case; empty when it names none."""
    path = url.partition("?")[0]
    match = _ENDING.search(path, path.rfind("/") + 1)
    return match[1].lower() if match else ""


def is_picture(url: str) -> bool:
    return file_ending(url) in _PICTURES


def is_heavy(url: str) -> bool:
    """Whether an address names a picture, a film or a sound."""
    return file_ending(url) in _PICTURES or file_ending(url) in _SOUND


def is_attachment(url: str, name: str = "") -> bool:
    """Whether a link leads to a file to be kept: by its ending, or by a page that hands out files.

    `name` are the words of the link: 附件1：名单.xlsx says what download.jsp?id=3 does not.
    """
    ending = file_ending(url)
    if ending in _ATTACHED:
        return True
    if ending in _PICTURES or ending in _SOUND:
        return False
    if _SERVES_FILES.search(url):
        query = unquote(url.partition("?")[2])
        return (
            any(match[1].lower() in _ATTACHED for match in _ENDING.finditer(query))
            or ending_of_name(name) in _ATTACHED
            or ("附件" in name)
            or "download.jsp" in url.lower()
        )
    return ending not in ("html", "htm", "shtml") and ending_of_name(name) in _ATTACHED


def ending_of_name(name: str) -> str:
    match = re.search(r"\.([A-Za-z0-9]{2,5})\s*(?:[)）\]】]|\(\d|（\d|\[\d|$)", name)
    return match[1].lower() if match else ""
