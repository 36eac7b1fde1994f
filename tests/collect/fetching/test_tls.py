"""Old and faulty encryption is opened all the same, and what is wrong with it is told."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from pathlib import Path

import pytest
from collect.fetching.ancient_tls import Ancient
from collect.fetching.asking import fetch, fetch_all
from collect.fetching.certificates import OPENSSL, PAGE, Certificates, context, dh_parameters, serving, speaking

from mingcha.model.fetch import FetchOutcome, Remark, Request, Response
from mingcha.model.site import Politeness

pytestmark = pytest.mark.skipif(OPENSSL is None, reason="makes its certificates with openssl, which is not installed")

NO_ROBOTS = Politeness(rate=0, parallel=2, obey_robots=False)
RSA = ("rsa:2048",)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(autouse=True)
def _the_test_authority_is_trusted(certificates: Certificates, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.authority))


def answer_of(server: Callable[[socket.socket], None], name: str = "127.0.0.1", retries: int = 0) -> Response:
    with serving(server) as port:
        host = f"{name}:{port}"
        return fetch(
            Request(f"https://{host}/", retries=retries),
            private=[host],
            politeness=NO_ROBOTS,
            resolve=lambda _: ["127.0.0.1"],
        )


def assert_opened(response: Response, *remarks: Remark) -> None:
    assert (response.outcome, response.body) == (FetchOutcome.OK, PAGE), response.detail
    assert set(response.remarks) == set(remarks)


def test_sound_encryption_leaves_nothing_to_remark(certificates: Certificates) -> None:
    assert_opened(answer_of(speaking(context(certificates.issue("sound")))))


def test_a_certificate_of_ones_own(certificates: Certificates) -> None:
    assert_opened(answer_of(speaking(context(certificates.self_signed("own")))), Remark.SELF_SIGNED)


def test_a_certificate_of_an_unknown_issuer(certificates: Certificates) -> None:
    pair = certificates.issue("unknown", issuer="somebody")
    assert_opened(answer_of(speaking(context(pair))), Remark.UNTRUSTED)


def test_an_expired_certificate(certificates: Certificates) -> None:
    pair = certificates.issue("expired", end="20210101000000Z")
    assert_opened(answer_of(speaking(context(pair))), Remark.EXPIRED_CERTIFICATE)


def test_a_certificate_for_another_host(certificates: Certificates) -> None:
    pair = certificates.issue("other", alternative="DNS:www.example.com")
    assert_opened(answer_of(speaking(context(pair))), Remark.WRONG_HOST)


def test_every_fault_of_a_certificate_is_told_not_only_the_first(certificates: Certificates) -> None:
    pair = certificates.issue("several", end="20210101000000Z", alternative="DNS:www.example.com")
    assert_opened(answer_of(speaking(context(pair))), Remark.EXPIRED_CERTIFICATE, Remark.WRONG_HOST)


def test_a_wildcard_stands_for_one_level(certificates: Certificates) -> None:
    pair = certificates.issue("wildcard", end="20210101000000Z", alternative="DNS:*.county.example")
    server = speaking(context(pair))
    assert_opened(answer_of(server, "www.county.example"), Remark.EXPIRED_CERTIFICATE)
    assert_opened(answer_of(server, "a.www.county.example"), Remark.EXPIRED_CERTIFICATE, Remark.WRONG_HOST)


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_tls_1_0(certificates: Certificates) -> None:
    try:
        made = context(certificates.issue("old", key=RSA), newest=ssl.TLSVersion.TLSv1, ciphers="ALL:@SECLEVEL=0")
    except (ssl.SSLError, ValueError) as error:
        pytest.skip(f"the local OpenSSL does not serve TLS 1.0: {error}")
    assert_opened(answer_of(speaking(made)), Remark.OLD_TLS)


def test_a_short_key_and_an_old_signature(certificates: Certificates) -> None:
    pair = certificates.issue("short", key=("rsa:1024",), digest="sha1")
    made = context(pair, newest=ssl.TLSVersion.TLSv1_2, ciphers="ALL:@SECLEVEL=0")
    assert_opened(answer_of(speaking(made)), Remark.WEAK_TLS)


def test_small_diffie_hellman(certificates: Certificates, tmp_path: Path) -> None:
    made = context(
        certificates.issue("small", key=RSA),
        newest=ssl.TLSVersion.TLSv1_2,
        ciphers="DHE-RSA-AES128-SHA:@SECLEVEL=0",
        dh=dh_parameters(tmp_path, 1024),
    )
    assert_opened(answer_of(speaking(made)), Remark.WEAK_TLS)


def test_a_server_without_secure_renegotiation(certificates: Certificates) -> None:
    response = answer_of(Ancient(*certificates.issue("ancient", key=RSA)))
    assert_opened(response, Remark.LEGACY_RENEGOTIATION)
    assert response.address == "127.0.0.1"


def test_what_was_learned_of_a_host_is_not_learned_again(certificates: Certificates) -> None:
    handshakes: list[bool] = []
    speak = speaking(context(certificates.self_signed("again")))

    def counting(connection: socket.socket) -> None:
        handshakes.append(True)
        speak(connection)

    with serving(counting) as port:
        host = f"127.0.0.1:{port}"
        requests = [Request(f"https://{host}/{number}") for number in range(10)]
        responses = fetch_all(requests, private=[host], politeness=Politeness(rate=0, parallel=1, obey_robots=False))
    assert [response.outcome for response in responses] == [FetchOutcome.OK] * 10
    assert all(response.remarks == (Remark.SELF_SIGNED,) for response in responses)
    assert len(handshakes) == 2


def test_plain_http_where_encryption_should_be_is_unusable() -> None:
    def plain(connection: socket.socket) -> None:
        connection.recv(1000)
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    response = answer_of(plain)
    assert response.outcome is FetchOutcome.TLS_UNUSABLE
    assert response.remarks == ()


def test_a_host_with_unusable_encryption_is_not_tried_for_every_page() -> None:
    tried: list[bool] = []

    def plain(connection: socket.socket) -> None:
        tried.append(True)
        connection.recv(1000)
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with serving(plain) as port:
        host = f"127.0.0.1:{port}"
        requests = [Request(f"https://{host}/{number}") for number in range(10)]
        responses = fetch_all(requests, private=[host], politeness=Politeness(rate=0, parallel=1, obey_robots=False))
    assert [response.outcome for response in responses] == [FetchOutcome.TLS_UNUSABLE] * 10
    assert len(tried) == 3


def test_a_connection_cut_while_encryption_is_agreed_may_be_a_bad_moment() -> None:
    response = answer_of(lambda connection: connection.recv(1000) and None, retries=1)
    assert (response.outcome, response.tries) == (FetchOutcome.RESET, 2)


def test_a_server_that_never_agrees_is_given_up_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        host = f"127.0.0.1:{listener.getsockname()[1]}"
        response = fetch(Request(f"https://{host}/", retries=0), private=[host], politeness=NO_ROBOTS)
    assert response.outcome is FetchOutcome.CONNECT_TIMEOUT
