"""What is asked of a server, and what came of it: every fetch ends in one named outcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum


class Lasting(Enum):
    """Whether asking again may help: the answer is there, will stay as it is, or may change by itself."""

    ANSWERED = "answered"
    PERMANENT = "permanent"
    PASSING = "passing"


class FetchOutcome(StrEnum):
    """How a fetch ended; `sentence` tells people, `lasting` whether to ask again. The name is what is stored."""

    def __new__(cls, name: str, lasting: Lasting = Lasting.PASSING, sentence: str = "") -> FetchOutcome:
        member = str.__new__(cls, name)
        member._value_ = name
        member.lasting = lasting
        member.sentence = sentence
        return member

    lasting: Lasting
    sentence: str

    OK = "ok", Lasting.ANSWERED, "正常打开"
    NOT_MODIFIED = "not_modified", Lasting.ANSWERED, "内容与上次相同"
    BAD_ADDRESS = "bad_address", Lasting.PERMANENT, "网址写错了，不能访问"
    NOT_HTTP = "not_http", Lasting.PERMANENT, "不是网页地址（如邮件、下载工具、本机文件）"
    PRIVATE_ADDRESS = "private_address", Lasting.PERMANENT, "指向内网或本机地址，未登记，没有访问"
    ROBOTS = "robots", Lasting.PERMANENT, "网站的 robots.txt 不允许采集"
    ROBOTS_UNKNOWN = "robots_unknown", Lasting.PASSING, "网站的 robots.txt 暂时取不到，是否允许采集不明，本轮没有访问"
    NO_SUCH_HOST = "no_such_host", Lasting.PERMANENT, "域名不存在"
    GONE = "gone", Lasting.PERMANENT, "网页不存在（404、410）"
    FORBIDDEN = "forbidden", Lasting.PERMANENT, "网站拒绝访问（401、403、451）"
    CLIENT_ERROR = "client_error", Lasting.PERMANENT, "网站不接受这个请求（其他 4xx）"
    REDIRECT_LOOP = "redirect_loop", Lasting.PERMANENT, "跳转成圈，打不开"
    TOO_MANY_REDIRECTS = "too_many_redirects", Lasting.PERMANENT, "跳转次数过多"
    BAD_REDIRECT = "bad_redirect", Lasting.PERMANENT, "跳转的目标不是有效网址"
    TLS_UNUSABLE = "tls_unusable", Lasting.PERMANENT, "加密连接无法建立（网站的加密方式过旧或有误）"
    TOO_LARGE = "too_large", Lasting.PERMANENT, "内容超过允许的大小，没有取完"
    NEEDS_BROWSER = "needs_browser", Lasting.PERMANENT, "网站要求浏览器执行脚本才能打开"
    BLOCKED_PAGE = "blocked_page", Lasting.PASSING, "网站的防护系统拦截了访问"
    UNREADABLE = "unreadable", Lasting.PERMANENT, "内容已取得并保存，但程序没能读懂"
    SOFT_GONE = "soft_gone", Lasting.PERMANENT, "打开的是“页面不存在”的提示页"
    EMPTY = "empty", Lasting.PASSING, "返回的内容是空的"
    DNS_FAILED = "dns_failed", Lasting.PASSING, "域名暂时无法解析"
    REFUSED = "refused", Lasting.PASSING, "服务器拒绝连接"
    RESET = "reset", Lasting.PASSING, "连接中途断开"
    CONNECT_TIMEOUT = "connect_timeout", Lasting.PASSING, "连接超时"
    TIMEOUT = "timeout", Lasting.PASSING, "在限定时间内没有取完"
    BAD_ANSWER = "bad_answer", Lasting.PASSING, "服务器的回答不合规范，读不懂"
    TOO_MANY_REQUESTS = "too_many_requests", Lasting.PASSING, "网站要求放慢访问（429）"
    UNAVAILABLE = "unavailable", Lasting.PASSING, "网站暂停服务（503）"
    SERVER_ERROR = "server_error", Lasting.PASSING, "网站出错（5xx）"
    HOST_RESTING = "host_resting", Lasting.PASSING, "该网站连续出错，本轮暂不再访问"

    @property
    def is_answered(self) -> bool:
        return self.lasting is Lasting.ANSWERED


class Remark(StrEnum):
    """What was odd on the way though the answer came: each a fault of the site, and none a reason to lose a page."""

    SELF_SIGNED = "证书由网站自己签发"
    EXPIRED_CERTIFICATE = "证书已过期"
    WRONG_HOST = "证书与域名不符"
    UNTRUSTED = "证书的签发机构不受信任"
    OLD_TLS = "只支持过时的加密版本（TLS 1.1 及以下）"
    WEAK_TLS = "加密强度不足"
    LEGACY_RENEGOTIATION = "只支持不安全的重新协商"
    FALSE_COMPRESSION = "声称压缩，实际没有压缩"
    SHORT_BODY = "内容比声明的短"
    BAD_HEADERS = "响应头不合规范"
    TRAILING_DATA = "内容之后还有多余数据"


@dataclass(frozen=True, slots=True)
class Request:
    """One thing to ask. `etag` and `modified` make it conditional; `kind` and `tag` are the asker's own and come back.

    `retries` is how often a passing failure is asked again within this very fetch.
    """

    url: str
    method: str = "GET"
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    etag: str = ""
    modified: str = ""
    kind: str = ""
    tag: int = 0
    retries: int = 2


@dataclass(frozen=True, slots=True)
class Hop:
    """A redirect that was followed: from where, with which status, to where, and the headers it came with."""

    url: str
    status: int
    target: str
    headers: tuple[tuple[bytes, bytes], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Response:
    """What came of a request. `url` is the address that finally answered, `request.url` the one asked for.

    `status` is 0 when no answer came. `headers` are as sent, in order, undecoded. `body` is the decompressed payload,
    empty for HEAD. `detail` is for the log, never a sentence for clerks. `seconds` is the whole time with retries.
    """

    request: Request
    url: str
    outcome: FetchOutcome
    at: datetime
    status: int = 0
    reason: str = ""
    version: str = "HTTP/1.1"
    headers: tuple[tuple[bytes, bytes], ...] = ()
    body: bytes = b""
    hops: tuple[Hop, ...] = ()
    remarks: tuple[Remark, ...] = ()
    detail: str = ""
    tries: int = 1
    seconds: float = 0.0
    address: str = ""

    def header(self, name: str) -> str:
        """The last value of a header, folded to text; empty when it was not sent."""
        wanted = name.lower().encode()
        for stated, value in reversed(self.headers):
            if stated.lower() == wanted:
                try:
                    return value.decode("utf-8").strip()
                except UnicodeDecodeError:
                    return value.decode("gb18030", "replace").strip()
        return ""

    @property
    def media_type(self) -> str:
        """`text/html`, in lower case and without parameters; empty when not stated."""
        return self.header("content-type").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """The charset parameter of Content-Type; empty when not stated."""
        _, found, rest = self.header("content-type").lower().partition("charset=")
        return rest.split(";")[0].strip(" \"'") if found else ""
