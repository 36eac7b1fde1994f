"""What a page that was broken into says is found by a sealed pack, and a pack that was changed is never a clean page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from mingcha.examine.catalogue import catalogue
from mingcha.examine.example import document_of
from mingcha.examine.runner import Result, examine
from mingcha.examine.wording import phrasebook, sealed
from mingcha.model.document import Outcome
from mingcha.model.finding import Verdict
from mingcha.standards.sealed_pack import PackFault, SealedPack, opened
from mingcha.standards.sealed_pack import sealed as pack_of

KEY = Ed25519PrivateKey.generate()
TABLE = "wording,note\n某某娱乐城,一\n某某彩票网,一\n某神降临,二\n"


@pytest.fixture(autouse=True)
def a_pack_of_our_own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    data = pack_of(TABLE, name="hacked_pages", issued=date(2024, 1, 1), until=date(2034, 1, 1), sign=KEY.sign)
    pack = opened(data, signers={"test": KEY.public_key().public_bytes_raw()})
    monkeypatch.setattr(sealed, "packaged_packs", lambda: (pack,))
    phrasebook.use()
    yield
    phrasebook.use()


def said(text: str) -> Result:
    return examine([document_of(text)], [catalogue()["hacked_page_wording"]], key=b"key")


@pytest.mark.parametrize("text", ["某某娱乐城，某某彩票网", "某*某*娱*乐*城", "标题：某某娱乐城\n欢迎"])
def test_two_entries_one_in_disguise_or_one_in_the_title_are_believed(text: str) -> None:
    (finding,) = said(text).findings
    assert finding.verdict is Verdict.FOUND
    assert "娱乐" not in finding.quote


def test_a_single_entry_in_running_text_is_a_doubt() -> None:
    (finding,) = said("某某娱乐城今天开业。").findings
    assert finding.verdict is Verdict.DOUBT


def test_an_office_may_speak_of_what_it_fights() -> None:
    assert said("公安机关打掉某某娱乐城和某某彩票网。").findings == ()


def renewed(issued: date, table: str = TABLE) -> bytes:
    return pack_of(table, name="hacked_pages", issued=issued, until=date(2034, 1, 1), sign=KEY.sign)


@pytest.fixture
def known_key(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(sealed, "signers", lambda: {"test": KEY.public_key().public_bytes_raw()})
    yield
    sealed.use_newer(None)


def test_a_newer_pack_is_used_from_then_on(tmp_path: Path, known_key: None) -> None:
    data = renewed(date(2025, 1, 1), "wording\n新词甲乙\n新词丙丁\n")
    sealed.install(tmp_path, data, today=date(2025, 2, 1))
    assert said("新词甲乙，新词丙丁").findings == ()
    phrasebook.use_packs(tmp_path)
    (finding,) = said("新词甲乙，新词丙丁").findings
    assert finding.verdict is Verdict.FOUND


def test_an_older_pack_an_unsigned_one_or_one_of_the_future_is_never_taken(tmp_path: Path, known_key: None) -> None:
    for data, says in (
        (renewed(date(2023, 1, 1)), "不早于这一份"),
        (renewed(date(2024, 1, 1)), "不早于这一份"),
        (renewed(date(2026, 1, 1)), "还没有到"),
        (renewed(date(2025, 1, 1))[:-1] + b"x", "签名不对"),
    ):
        with pytest.raises(PackFault, match=says):
            sealed.install(tmp_path, data, today=date(2025, 2, 1))
    assert list(tmp_path.iterdir()) == []


def test_without_a_right_signature_no_page_is_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> tuple[SealedPack, ...]:
        raise PackFault("用词包的签名不对")

    monkeypatch.setattr(sealed, "packaged_packs", refuse)
    phrasebook.use()
    result = said("某某娱乐城，某某彩票网")
    assert result.findings == ()
    (missed,) = result.not_examined
    assert missed.outcome is Outcome.CHECK_FAILED and "hacked_page_wording" in missed.reason
