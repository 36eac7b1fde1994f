"""One message is posted to a registered host, and to no other place by any trick."""

from __future__ import annotations

import pytest
from web.notices.receiver import listening

from mingcha.collect.posting import NotPosted, PostLimits, host_of, post


@pytest.fixture
def receiver():
    with listening() as one:
        yield one


def sent(receiver, *, url="", private=True, limits=PostLimits(), hosts=None):  # noqa: B008
    url = url or f"http://{receiver.host}/in"
    return post(url, b"{}", headers={"X-A": "b\r\nX-C: d"}, hosts=hosts or {receiver.host: private}, limits=limits)


def test_a_message_arrives_with_its_headers_and_the_answer_names_it(receiver):
    assert sent(receiver) == "OA-77"
    ((headers, body),) = receiver.got
    assert body == b"{}"
    assert headers["X-A"] == "bX-C: d"
    assert headers["X-C"] is None


def test_an_inner_address_is_not_asked_unless_it_is_registered_as_one(receiver):
    with pytest.raises(NotPosted, match="内网地址") as fault:
        sent(receiver, private=False)
    assert fault.value.lasting
    assert receiver.got == []


@pytest.mark.parametrize(
    "url", ["ftp://a.example/", "http://user:pass@a.example/", "http://other.example/", "file:///etc/passwd", "x"]
)
def test_no_other_address_is_asked(receiver, url):
    with pytest.raises(NotPosted) as fault:
        sent(receiver, url=url)
    assert fault.value.lasting


def test_the_port_belongs_to_the_host(receiver):
    with pytest.raises(NotPosted, match="没有登记"):
        sent(receiver, hosts={"127.0.0.1": True})


def test_a_redirect_is_not_followed(receiver):
    receiver.status, receiver.headers = 302, {"Location": f"http://{receiver.host}/other"}
    with pytest.raises(NotPosted, match="没有跟随"):
        sent(receiver)
    assert len(receiver.got) == 1


@pytest.mark.parametrize(("status", "lasting"), [(500, False), (503, False), (429, False), (403, True), (404, True)])
def test_a_fault_that_may_pass_is_told_from_one_that_stays(receiver, status, lasting):
    receiver.status = status
    with pytest.raises(NotPosted, match=str(status)) as fault:
        sent(receiver)
    assert fault.value.lasting is lasting


def test_of_a_long_answer_only_the_status_counts(receiver):
    receiver.answer = b"x" * 500_000
    assert sent(receiver, limits=PostLimits(answer=1024)) == ""
    receiver.status = 500
    with pytest.raises(NotPosted, match="500"):
        sent(receiver, limits=PostLimits(answer=1024))


def test_a_long_message_is_not_sent(receiver):
    with pytest.raises(NotPosted, match="上限"):
        sent(receiver, limits=PostLimits(message=1))


def test_nobody_listening_is_told_in_words(receiver):
    with pytest.raises(NotPosted, match="连不上"):
        sent(receiver, url="http://127.0.0.1:9/", hosts={"127.0.0.1:9": True})


@pytest.mark.parametrize("answer", [b"", b"ok", b"[1]", b'{"id": {"a": 1}}', b"\xff\xfe"])
def test_an_answer_without_a_name_is_an_answer(receiver, answer):
    receiver.answer = answer
    assert sent(receiver) == ""


def test_the_host_of_an_address_is_as_it_is_registered():
    assert host_of("https://OA.example:443/in") == "oa.example"
    assert host_of("http://oa.example:8080/in") == "oa.example:8080"
    assert host_of("mailto:a@b.example") == ""
