"""Where an address leads is told as the library tells it, only sooner for addresses with nothing odd about them."""

from __future__ import annotations

from urllib.parse import urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from mingcha.examine.hidden_links.outside import host_of

PIECES = (
    "http:",
    "https:",
    "HTTP:",
    "//",
    "/",
    "\\",
    "a.example",
    "B.test",
    ":8080",
    "x@",
    "?q=",
    "#",
    " ",
    "\t",
    "-",
    "县",
    "[",
    "_",
)


def slowly(address: str) -> str:
    address = address.strip().replace("\\", "/")
    if not address.startswith(("http:", "https:", "//", "HTTP")):
        return ""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=7).map("".join))
def test_a_host_is_the_same_whichever_way_it_is_told(address: str) -> None:
    assert host_of(address) == slowly(address)


def test_a_plain_address_has_its_host_in_small_letters() -> None:
    assert host_of("https://WWW.Example.test/a?b#c") == "www.example.test"
    assert host_of("/zwgk/index.html") == ""
