"""One address for one page, however it was copied."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

from mingcha.text.width import fold_all, without_space

# Most addresses need nothing done to them, and there are a hundred thousand of them in a file.
_CANONICAL = re.compile(r"https?://[a-z0-9][a-z0-9.-]*/[!$&'()*+,\-./0-9:;=@A-Z_a-z~%]*")
_DEFAULT_PORTS = {"http": 80, "https": 443}


class NotAnAddress(ValueError):
    """Text that is no web address; the message says why, in Chinese."""


def canonical_url(text: str) -> str:
    """The address with host in lower case, without default port, fragment, and spaces. Raises NotAnAddress.

    A fragment that is itself a path (#/article/1, #!/a) is what some portals tell their pages by, and stays.

    The query stays as it is, tracking parameters included: on many portals a parameter is what tells one page from
    another, and a false difference is seen in the ledger, a false sameness is not. http and https are kept apart
    for the same reason. An empty path becomes `/`.
    """
    if _CANONICAL.fullmatch(text):
        return text
    address = without_space(fold_all(text))
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise NotAnAddress(f"“{shown(text)}”不是有效的网址，请从浏览器地址栏复制") from None
    if parts.scheme not in _DEFAULT_PORTS:
        raise NotAnAddress(f"“{shown(text)}”不是网址，应以 http:// 或 https:// 开头；没有网址请留空")
    if not host:
        raise NotAnAddress(f"“{shown(text)}”缺少网站域名，请从浏览器地址栏复制")
    if ":" in host:
        host = f"[{host}]"
    if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
        host = f"{host}:{port}"
    route = parts.fragment if parts.fragment.startswith(("/", "!/")) else ""
    return urlunsplit((parts.scheme, host, parts.path or "/", parts.query, route))


def shown(text: str) -> str:
    return text if len(text) <= 60 else text[:60] + "…"
