"""From what curl says and what the status line says to the outcome that is told."""

from __future__ import annotations

import re

import pycurl

from mingcha.model.fetch import FetchOutcome

_STATUS = {
    304: FetchOutcome.NOT_MODIFIED,
    401: FetchOutcome.FORBIDDEN,
    403: FetchOutcome.FORBIDDEN,
    404: FetchOutcome.GONE,
    407: FetchOutcome.FORBIDDEN,
    408: FetchOutcome.TIMEOUT,
    410: FetchOutcome.GONE,
    425: FetchOutcome.UNAVAILABLE,
    429: FetchOutcome.TOO_MANY_REQUESTS,
    451: FetchOutcome.FORBIDDEN,
    503: FetchOutcome.UNAVAILABLE,
}

TLS_FAILURES = frozenset(
    {
        pycurl.E_SSL_CONNECT_ERROR,
        pycurl.E_PEER_FAILED_VERIFICATION,
        pycurl.E_SSL_CERTPROBLEM,
        pycurl.E_SSL_CIPHER,
        pycurl.E_SSL_CACERT_BADFILE,
        pycurl.E_SSL_ISSUER_ERROR,
        pycurl.E_SSL_INVALIDCERTSTATUS,
        pycurl.E_SSL_ENGINE_INITFAILED,
    }
)

_FAILURES = {
    pycurl.E_URL_MALFORMAT: FetchOutcome.BAD_ADDRESS,
    pycurl.E_COULDNT_RESOLVE_HOST: FetchOutcome.DNS_FAILED,
    pycurl.E_COULDNT_CONNECT: FetchOutcome.REFUSED,
    pycurl.E_PARTIAL_FILE: FetchOutcome.RESET,
    pycurl.E_OPERATION_TIMEDOUT: FetchOutcome.TIMEOUT,
    pycurl.E_GOT_NOTHING: FetchOutcome.RESET,
    pycurl.E_SEND_ERROR: FetchOutcome.RESET,
    pycurl.E_RECV_ERROR: FetchOutcome.RESET,
    pycurl.E_FILESIZE_EXCEEDED: FetchOutcome.TOO_LARGE,
}

# RECV_ERROR stands for a cut connection as well as for bytes that make no sense.
_NONSENSE = re.compile(r"chunk|hexadecimal|header|malformed|invalid|encoding", re.IGNORECASE)

# Words of the libraries for a connection that ended while its encryption was being agreed: old servers do so when they
# do not know a version, and any server in a bad moment.
CUT_OFF = re.compile(r"reset by peer|unexpected.eof|EOF occurred|SYSCALL|broken pipe", re.IGNORECASE)

# Failures of a server that may be a bad moment of its own: asking again at once may help.
WORTH_RETRYING = frozenset(
    {
        FetchOutcome.EMPTY,
        FetchOutcome.DNS_FAILED,
        FetchOutcome.REFUSED,
        FetchOutcome.RESET,
        FetchOutcome.CONNECT_TIMEOUT,
        FetchOutcome.TIMEOUT,
        FetchOutcome.BAD_ANSWER,
        FetchOutcome.TOO_MANY_REQUESTS,
        FetchOutcome.UNAVAILABLE,
        FetchOutcome.SERVER_ERROR,
    }
)
# Failures that say the host itself is ill or has had enough, not that a page of it is broken.
OF_THE_HOST = frozenset(
    {
        FetchOutcome.DNS_FAILED,
        FetchOutcome.REFUSED,
        FetchOutcome.RESET,
        FetchOutcome.CONNECT_TIMEOUT,
        FetchOutcome.TIMEOUT,
        FetchOutcome.TOO_MANY_REQUESTS,
        FetchOutcome.UNAVAILABLE,
        FetchOutcome.BLOCKED_PAGE,
    }
)
# The server says that it is too much.
OVERLOAD = frozenset({FetchOutcome.TOO_MANY_REQUESTS, FetchOutcome.UNAVAILABLE})
# It may be too much: one slow page says nothing of the host, several in a row do.
STRAIN = frozenset({FetchOutcome.CONNECT_TIMEOUT, FetchOutcome.TIMEOUT})


def of_status(status: int) -> FetchOutcome:
    """What a status says by itself; 2xx is OK, and so is no redirect that can be followed."""
    if 200 <= status < 300:
        return FetchOutcome.OK
    if (named := _STATUS.get(status)) is not None:
        return named
    if 300 <= status < 400:
        return FetchOutcome.BAD_REDIRECT
    if 400 <= status < 500:
        return FetchOutcome.CLIENT_ERROR
    if 500 <= status < 600:
        return FetchOutcome.SERVER_ERROR
    return FetchOutcome.BAD_ANSWER


def of_failure(code: int, message: str, *, connected: bool) -> FetchOutcome:
    """What one of curl's errors means; `connected`: there was a connection, encrypted where it should be."""
    if code in TLS_FAILURES:
        return FetchOutcome.RESET if CUT_OFF.search(message) else FetchOutcome.TLS_UNUSABLE
    if code == pycurl.E_OPERATION_TIMEDOUT and not connected:
        return FetchOutcome.CONNECT_TIMEOUT
    if code == pycurl.E_RECV_ERROR and _NONSENSE.search(message):
        return FetchOutcome.BAD_ANSWER
    return _FAILURES.get(code, FetchOutcome.BAD_ANSWER)
