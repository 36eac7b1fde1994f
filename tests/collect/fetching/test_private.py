"""Nothing inside an office's network is reached unless its host is registered, whatever links and names say."""

from __future__ import annotations

import pytest
from collect.fetching.asking import UNLIMITED, fetch
from collect.fetching.recording import FINE, RecordingServer
from hypothesis import given
from hypothesis import strategies as st

from mingcha.collect.fetching.private import allowed, is_public
from mingcha.model.fetch import FetchOutcome, Remark

INSIDE = [
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.100.100.200",
    "168.63.129.16",
    "224.0.0.1",
    "255.255.255.255",
    "240.0.0.1",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::7f00:1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "2001:0:4136:e378:8000:63bf:f5ff:fffe",
    "nonsense",
    "",
]


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_inside_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "172.32.0.1", "2400:3200::1", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_addresses_outside_are_public(address: str) -> None:
    assert is_public(address)


@given(st.text(max_size=40) | st.ip_addresses().map(str))
def test_no_address_is_too_odd_to_judge(address: str) -> None:
    assert is_public(address) in (True, False)


def test_registering_a_host_registers_its_port_and_no_other() -> None:
    assert allowed(["10.0.0.1"], host="inner.example:8080", private=["inner.example:8080"]) == ("10.0.0.1",)
    assert allowed(["10.0.0.1"], host="inner.example", private=["inner.example:8080"]) == ()
    assert allowed(["10.0.0.1", "8.8.8.8"], host="example.com", private=[]) == ("8.8.8.8",)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "127.1", "0x7f.0.0.1", "0177.0.0.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "0"],
)
def test_this_machine_is_recognised_however_it_is_written(host: str) -> None:
    with RecordingServer() as server:
        response = fetch(f"http://{host}:{server.port}/secret")
    assert response.outcome is FetchOutcome.PRIVATE_ADDRESS
    assert server.asked == []
    assert server.most == 0


def test_a_name_that_leads_inside_is_refused() -> None:
    with RecordingServer() as server:
        url = f"http://portal.example:{server.port}/"
        response = fetch(url, resolve=lambda name: ["10.9.8.7", "127.0.0.1"])
    assert response.outcome is FetchOutcome.PRIVATE_ADDRESS
    assert server.most == 0


def test_the_address_that_was_checked_is_the_one_connected_to() -> None:
    """The name server says another thing each time it is asked; only the first answer was checked, and it counts."""
    told: list[str] = []

    def resolve(name: str) -> list[str]:
        told.append(name)
        return ["127.0.0.1"] if len(told) == 1 else ["10.0.0.1"]

    with RecordingServer() as server:
        host = f"portal.example:{server.port}"
        response = fetch(f"http://{host}/a", private=[host], resolve=resolve)
    assert (response.outcome, response.address) == (FetchOutcome.OK, "127.0.0.1")
    assert server.asked[0].headers["host"] == host
    assert told == ["portal.example"]


def test_a_redirect_is_checked_like_a_link() -> None:
    with RecordingServer() as inner, RecordingServer(lambda *_: (302, {"Location": inner.url("/x")}, b"")) as outer:
        response = fetch(outer.url("/"), private=[outer.host])
    assert response.outcome is FetchOutcome.PRIVATE_ADDRESS
    assert response.url == inner.url("/x")
    assert [hop.url for hop in response.hops] == [outer.url("/")]
    assert inner.most == 0


def test_a_head_that_must_be_mended_opens_no_back_door() -> None:
    def broken(path: str, _: int) -> tuple[int, dict[str, str], bytes]:
        return 200, {"Broken\r\nno header": "x"}, b"<html>"

    with RecordingServer(broken) as server:
        response = fetch(server.url("/"), private=[server.host])
        assert response.outcome is FetchOutcome.OK
        assert Remark.BAD_HEADERS in response.remarks
        host = f"portal.example:{server.port}"
        assert fetch(f"http://{host}/", resolve=lambda _: ["127.0.0.1"]).outcome is FetchOutcome.PRIVATE_ADDRESS


def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with RecordingServer(lambda *_: FINE) as proxy, RecordingServer(lambda *_: FINE) as server:
        monkeypatch.setenv("http_proxy", proxy.url())
        monkeypatch.setenv("ALL_PROXY", proxy.url())
        assert fetch(server.url("/"), private=[server.host], politeness=UNLIMITED).outcome is FetchOutcome.OK
    assert proxy.most == 0
