"""A second opinion asked of a small service that really answers, late, wrongly, with an error, or not at all."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from mingcha.examine.card import read_card
from mingcha.examine.example import document_of
from mingcha.examine.runner import examine
from mingcha.model.finding import Finding, Verdict
from mingcha.model.plain import NotPlain
from mingcha.second_opinion.asking import ask, with_opinions
from mingcha.second_opinion.endpoint import FILE, Endpoint, NotInside, endpoint_in, inside_address
from mingcha.second_opinion.kept import Kept, Opinion
from mingcha.second_opinion.question import Question, hidden, questions

CARD = """
title = "例"
severity = "low"
clauses = ["OGI-15"]
message = "用词存疑：{quote}"
advice = "改。"
looks_for = "例"
matters = "例"
to_fix = "例"
cannot_see = "例"
verdict = "doubt"
phrases = ["启用干部", "截止目前"]
bad = ["启用干部。"]
good = ["起用干部。"]
"""
TEXT = "大胆启用干部，联系电话13812345678，编号20240112001。\n申请人：张三反映，截止目前没有办结。"


class Service:
    """What answers, and what it was asked."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.headers: list[str | None] = []
        self.answer: Callable[[Any], tuple[int, bytes]] = lambda items: (200, b"")
        self.pause = 0.0

    def items(self) -> list[dict[str, Any]]:
        return [item for one in self.asked for item in json.loads(one["messages"][1]["content"])]


def said(content: str) -> bytes:
    return json.dumps({"choices": [{"message": {"content": content}}]}).encode()


def all_wrong(items: Any) -> tuple[int, bytes]:
    answers = [{"n": item["n"], "wrong": True, "why": "应为起用"} for item in items]
    return 200, said(json.dumps({"answers": answers}))


@pytest.fixture
def service() -> Iterator[tuple[Service, Endpoint]]:
    known = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            known.asked.append(asked)
            known.headers.append(self.headers["Authorization"])
            assert self.path == "/v1/chat/completions"
            status, body = known.answer(json.loads(asked["messages"][1]["content"]))
            self.send_response(status)
            self.end_headers()
            try:
                for at in range(0, len(body), 16) if known.pause else [0]:
                    time.sleep(known.pause)
                    self.wfile.write(body[at : at + 16] if known.pause else body)
                    self.wfile.flush()
            except OSError:
                return

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield known, Endpoint(f"http://127.0.0.1:{server.server_port}/v1", "qwen", seconds=1.0, seconds_in_all=2.0)
    server.shutdown()
    server.server_close()
    thread.join()


def doubts() -> tuple[list[Finding], list[Question]]:
    check = read_card(CARD, name="example", family="wording", where="例.toml")
    document = document_of(TEXT)
    findings = list(examine([document], [check], key=b"k").findings)
    return findings, list(questions(findings, [document]))


def test_a_doubt_is_told_with_what_the_service_thinks_and_stays_a_doubt(service: tuple[Service, Endpoint]) -> None:
    known, endpoint = service
    known.answer = lambda items: (
        200,
        said(
            '<think>{"n":1}</think>好的：```json\n{"answers":[{"n":1,"wrong":true,"why":"应为起用"},{"n":2,"wrong":false}]}```'
        ),
    )
    findings, asked = doubts()
    result = ask(asked, endpoint, kept=Kept(None))
    assert result.fault == "" and result.asked == 2
    first, second = with_opinions(findings, result.opinions)
    assert first.message == "用词存疑：启用干部（内网模型看法，仅供参考：像是用错：应为起用）"
    assert second.message.endswith("像是正确用法）") and second.confidence == 0.2
    assert {first.verdict, second.verdict} == {Verdict.DOUBT}


def test_only_a_little_is_sent_and_no_number_or_name(service: tuple[Service, Endpoint]) -> None:
    known, endpoint = service
    known.answer = all_wrong
    ask(doubts()[1], endpoint, kept=Kept(None))
    sent = json.dumps(known.asked, ensure_ascii=False)
    assert "13812345678" not in sent and "20240112001" not in sent and "张三" not in sent
    assert known.items()[0]["text"].startswith("大胆【启用干部】，联系电话")
    assert len(known.asked) == 1, "several doubts go together"


def test_the_same_words_are_asked_about_once(service: tuple[Service, Endpoint], tmp_path: Path) -> None:
    known, endpoint = service
    known.answer = all_wrong
    kept = Kept(tmp_path / "opinions.sqlite3")
    first = ask(doubts()[1], endpoint, kept=kept)
    again = ask(doubts()[1], endpoint, kept=kept)
    assert first.opinions == again.opinions and len(first.opinions) == 2
    assert (first.asked, again.asked, len(known.asked)) == (2, 0, 1)


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ((500, b"oops"), "应答状态是 500"),
        ((302, b""), "应答状态是 302"),
        ((200, b""), "应答不是约定的格式"),
        ((200, b"<html>"), "应答不是约定的格式"),
        ((200, b'{"choices":[]}'), "应答不是约定的格式"),
        ((200, b'{"choices":[{"message":{"content":null}}]}'), "应答里没有文字"),
        ((200, said("我觉得都对")), "应答里没有可用的意见"),
        ((200, said('{"answers":[{"n":9,"wrong":true},{"n":true},{"n":"1"}]}')), "应答里没有可用的意见"),
        ((200, said("[" * 100_000)), "应答里没有可用的意见"),
        ((200, b"x" * 2_000_000), "应答过长"),
    ],
)
def test_an_answer_that_is_none_leaves_the_doubts_as_they_are(
    service: tuple[Service, Endpoint], answer: tuple[int, bytes], fault: str
) -> None:
    known, endpoint = service
    known.answer = lambda items: answer
    findings, asked = doubts()
    result = ask(asked, endpoint, kept=Kept(None))
    assert fault in result.fault and result.opinions == {}
    assert with_opinions(findings, result.opinions) == findings


def test_a_service_that_trickles_is_cut_off(service: tuple[Service, Endpoint]) -> None:
    known, endpoint = service
    known.answer, known.pause = all_wrong, 0.3
    start = time.monotonic()
    result = ask(doubts()[1], endpoint, kept=Kept(None))
    assert "征询超时" in result.fault
    assert time.monotonic() - start < 3


def test_a_service_that_fails_twice_is_asked_no_more(service: tuple[Service, Endpoint]) -> None:
    known, endpoint = service
    known.answer = lambda items: (500, b"")
    many = [Question(str(number), "说", "词", f"【词{number}】") for number in range(100)]
    result = ask(many, endpoint, kept=Kept(None))
    assert len(known.asked) == 2 and "500" in result.fault


def test_a_service_that_is_not_there_costs_a_moment() -> None:
    result = ask(doubts()[1], Endpoint("http://127.0.0.1:9/v1", "qwen", seconds=1, seconds_in_all=1), kept=Kept(None))
    assert "征询未成" in result.fault and result.opinions == {}


def test_a_part_of_the_answers_is_better_than_none(service: tuple[Service, Endpoint]) -> None:
    known, endpoint = service
    known.answer = lambda items: (200, said('[{"n":2,"wrong":null}]'))
    findings, asked = doubts()
    result = ask(asked, endpoint, kept=Kept(None))
    assert result.opinions == {findings[1].fingerprint: Opinion(None)}
    assert with_opinions(findings, result.opinions) == findings


def test_the_key_comes_from_the_environment(service: tuple[Service, Endpoint], monkeypatch: pytest.MonkeyPatch) -> None:
    known, endpoint = service
    known.answer = all_wrong
    monkeypatch.setenv("OPINION_KEY", "k-1")
    with_key = Endpoint(endpoint.address, "qwen", key_variable="OPINION_KEY", seconds=1, seconds_in_all=2)
    ask(doubts()[1], with_key, kept=Kept(None))
    assert known.headers == ["Bearer k-1"]


def test_it_is_off_unless_the_offices_file_turns_it_on(tmp_path: Path) -> None:
    assert endpoint_in(tmp_path) is None
    (tmp_path / FILE).write_text('address = "http://10.0.0.8:8000/v1"\nmodel = "qwen"\n', encoding="utf-8")
    assert endpoint_in(tmp_path) is None
    (tmp_path / FILE).write_text(
        'enabled = true\naddress = "http://10.0.0.8:8000/v1"\nmodel = "qwen"\nseconds = 5\n', encoding="utf-8"
    )
    assert endpoint_in(tmp_path) == Endpoint("http://10.0.0.8:8000/v1", "qwen", enabled=True, seconds=5.0)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('adress = "http://10.0.0.8"\nmodel = "q"', "不认识的键“adress”，是否为“address”？"),
        ('address = "ftp://10.0.0.8"\nmodel = "q"', "应是 http:// 或 https:// 开头的网址"),
        ('address = "http://a:b@10.0.0.8"\nmodel = "q"', "不要写口令"),
        ('address = "http://10.0.0.8"\nmodel = "q"\ntogether = 0', "together 应为 1 到 50"),
        ("address = ", "不是有效的 TOML"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(NotPlain) as told:
        endpoint_in(tmp_path)
    assert says in str(told.value)


def test_nothing_is_sent_outside_the_intranet() -> None:
    outside = Endpoint("http://93.184.215.14/v1", "any")
    with pytest.raises(NotInside, match="不在内网，没有征询"):
        inside_address(outside)
    assert "不在内网" in ask(doubts()[1], outside, kept=Kept(None)).fault
    assert inside_address(Endpoint("http://10.1.2.3/v1", "any")) == "10.1.2.3"


def test_opinions_that_cannot_be_kept_are_no_matter(tmp_path: Path) -> None:
    file = tmp_path / "opinions.sqlite3"
    file.write_bytes(b"not a database" * 100)
    kept = Kept(file)
    kept.keep({"k": Opinion(True)}, model="m")
    assert kept.known(["k"], model="m") == {}


def test_what_could_name_a_person_is_hidden() -> None:
    assert hidden("户主张三丰，电话 138 1234 5678，金额300元") == "户主某某，电话 ＊＊＊＊＊＊＊＊＊＊＊＊＊，金额300元"
