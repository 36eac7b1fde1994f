"""What one try's answer means: from its status, headers and bytes to an outcome with what is kept of it."""

from __future__ import annotations

import re
from typing import NamedTuple

import pycurl

from mingcha.collect.fetching.answer import Answer
from mingcha.collect.fetching.blocked import stands_in
from mingcha.collect.fetching.exchange import Exchange
from mingcha.collect.fetching.head import Head, header
from mingcha.collect.fetching.limits import FetchLimits
from mingcha.collect.fetching.outcomes import of_failure, of_status
from mingcha.collect.fetching.unpack import unpack
from mingcha.model.fetch import FetchOutcome, Remark

# A server that answers a HEAD like this may well have the page: it only knows GET.
_REPEATED = frozenset({400, 403, 404, 405, 406, 412})
_REPEATED_FAILURES = frozenset({FetchOutcome.RESET, FetchOutcome.BAD_ANSWER, FetchOutcome.TIMEOUT})

NO_HEAD = Head(0, "", "HTTP/1.1", (), odd=False)

# pycurl has no name for it.
_WEIRD_SERVER_REPLY = 8
_CUT = frozenset({pycurl.E_PARTIAL_FILE, pycurl.E_RECV_ERROR})
# The page itself says that this was all of it: only the length in the head was wrong.
_CLOSING = re.compile(rb"</html\s*>", re.IGNORECASE)
_TAIL = 256


class Verdict(NamedTuple):
    """`cut`: the connection ended before the answer did, and yet what came may do."""

    outcome: FetchOutcome
    head: Head = NO_HEAD
    body: bytes = b""
    remarks: tuple[Remark, ...] = ()
    detail: str = ""
    address: str = ""
    cut: bool = False


def judge(answer: Answer, exchange: Exchange, *, limits: FetchLimits) -> Verdict:
    """Pure judgement; whether to ask again is for others."""
    head = answer.head
    code, detail = answer.code, answer.message
    wants_body = exchange.method != "HEAD" and not exchange.probe
    remarks = [Remark.BAD_HEADERS] if (head.odd and head.status) or exchange.mend else []
    cut = code in _CUT and bool(head.status)
    if exchange.probe and code == pycurl.E_FILESIZE_EXCEEDED and head.status:
        code = 0  # only the head was wanted, and here it is
    if code and not cut:
        failed = of_failure(code, detail, connected=answer.connected)
        return Verdict(failed, head if head.status else NO_HEAD, answer.body, tuple(remarks), detail, answer.address)
    if not head.status:
        return Verdict(
            FetchOutcome.BAD_ANSWER, head, answer.body, (Remark.BAD_HEADERS,), "no status line", answer.address
        )
    unpacked = unpack(answer.body, coding=header(head.headers, b"content-encoding"), limit=limits.body)
    body = unpacked.body
    remarks += unpacked.remarks
    outcome = of_status(head.status)
    if outcome is FetchOutcome.NOT_MODIFIED and not exchange.is_conditional:
        outcome, detail = FetchOutcome.BAD_ANSWER, "304 though nothing was known"
    if not 300 <= head.status < 400:
        media_type = header(head.headers, b"content-type").partition(b";")[0].strip().lower()
        outcome = stands_in(head.status, media_type, body) or outcome
    if outcome is FetchOutcome.OK and not unpacked.whole:
        outcome = FetchOutcome.TOO_LARGE
    if outcome is FetchOutcome.OK and wants_body:
        if cut:
            return _of_cut(answer, body, remarks)
        if not body:
            outcome = FetchOutcome.EMPTY
    elif cut:
        remarks.append(Remark.SHORT_BODY)
    kept = body if wants_body else b""
    return Verdict(outcome, head, kept, tuple(dict.fromkeys(remarks)), detail, answer.address)


def _of_cut(answer: Answer, body: bytes, remarks: list[Remark]) -> Verdict:
    remarks = [*remarks, Remark.SHORT_BODY]
    if not body:
        failed = of_failure(answer.code, answer.message, connected=True)
        return Verdict(failed, answer.head, b"", tuple(remarks), answer.message, answer.address)
    whole = bool(_CLOSING.search(body, max(0, len(body) - _TAIL)))
    kept = tuple(dict.fromkeys(remarks))
    return Verdict(FetchOutcome.OK, answer.head, body, kept, answer.message, answer.address, cut=not whole)


def repeat_as_get(verdict: Verdict) -> bool:
    """Whether a HEAD that ended so says nothing of the page."""
    status = verdict.head.status
    return status in _REPEATED or 500 <= status < 600 or verdict.outcome in _REPEATED_FAILURES


def worth_mending(answer: Answer) -> bool:
    """Whether curl gave up over the head, which might be put right."""
    if answer.code in (_WEIRD_SERVER_REPLY, pycurl.E_UNSUPPORTED_PROTOCOL):
        return True
    return not answer.code and not answer.head.status and answer.body.lstrip()[:4] == b"HTTP"
