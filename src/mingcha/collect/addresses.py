"""Where a link leads: joined as browsers do, and None for what is no link at all."""

from __future__ import annotations

import re

from ada_url import URL, join_url

# What templates leave behind when nobody filled them in: {{url}}, ${url}, <%=url%>, [url]. These are no links.
_BINDING = re.compile(r"\{\{|\$\{|<%|%>|\}\}|^\[")
_NOT_PAGES = re.compile(r"\s*(?:javascript|mailto|tel|data|about|void|vbscript|sms|weixin)\s*:", re.IGNORECASE)


def join(base: str, href: str) -> str | None:
    """The address a link leads to, as a browser would ask for it; None when it leads to no page.

    Characters beyond ASCII are percent-encoded as UTF-8, dots resolved, host in lower case. A fragment is dropped
    unless it is itself a path (#/article/1, #!/a).
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
    address, mark, fragment = joined.partition("#")
    return joined if mark and fragment.startswith(("/", "!/")) else address


def host_of(url: str) -> str:
    """Host and port (where it is not the usual one) of an absolute address; empty when it is none."""
    try:
        return str(URL(url).host)
    except ValueError:
        return ""
