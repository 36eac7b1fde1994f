"""Answering with a file that is saved under a Chinese name; what leaves the house is written down."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse

from mingcha.web.audit.services import record

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Should a browser open the file all the same, nothing in it runs, loads or sends.
POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"


def handed_over(
    request: HttpRequest, content: bytes, *, name: str, kind: str, action: str, target: str = "", detail: str = ""
) -> HttpResponse:
    """`download`, with its entry in the operation log: who took what, from where."""
    record(actor=request.user, action=action, target=target or name, detail=detail)
    return download(content, name=name, kind=kind)


def download(content: bytes, *, name: str, kind: str) -> HttpResponse:
    """The bytes as an attachment; old browsers take the plain name, all others the one in UTF-8 (RFC 6266).

    For blank forms, and where the entry in the log has been made with the file; else `handed_over`.
    """
    name = safe_name(name)
    plain = "".join(letter if letter.isascii() and letter.isprintable() else "_" for letter in name)
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    return response


def safe_name(name: str) -> str:
    """The name without what file systems, headers or eyes would take for something else."""
    kept = "".join(letter if letter.isprintable() and letter not in '<>:"/\\|?*%' else "_" for letter in name)
    return kept.strip(". ")[-200:] or "文件"
