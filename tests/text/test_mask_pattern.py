"""A county's masking pattern: never longer, never back to the number, and refused when it hides too little."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.examine.catalogue import named
from mingcha.examine.example import document_of
from mingcha.examine.runner import examine, replacements
from mingcha.model.plain import NotPlain
from mingcha.standards.load import WeakPattern, mask_pattern
from mingcha.text.id_number import check_character
from mingcha.text.mask_pattern import MaskPattern, Shown, ShownAddress, mask_faults

SAMPLE = "11010519491231002X"
shown = st.builds(Shown, st.integers(0, 19), st.integers(0, 19))


def masked(kind: str, written: str, pattern: MaskPattern | None = None) -> str:
    return (pattern or MaskPattern()).masked(kind, written, usual="?")


def test_the_packaged_pattern_is_the_usual_one() -> None:
    assert mask_pattern() == MaskPattern()
    assert masked("identity", SAMPLE) == "110105********002X"
    assert masked("identity", "110105491231002") == "110105******002"
    assert masked("mobile", "+86 138-1234-5678") == "138****5678"
    assert masked("bank", "6228 4804 0256 4890 018") == "***************0018"
    assert masked("certificate", f"G{SAMPLE}") == "G110105********002X"
    assert masked("address", "样例县嘉定镇阳明路12号") == "样例县嘉定镇****"


def county(tmp_path: Path, words: str) -> MaskPattern:
    file = tmp_path / "masking.toml"
    file.write_text(words, encoding="utf-8")
    return mask_pattern(file)


def test_a_county_changes_only_what_it_names(tmp_path: Path) -> None:
    pattern = county(tmp_path, '[identity]\nfirst = 2\nlast = 3\n[address]\ndown_to = "village"')
    assert masked("identity", SAMPLE, pattern) == "11*************02X"
    assert masked("mobile", "13812345678", pattern) == "138****5678"
    assert masked("address", "样例县嘉定镇长岗村5组12号", pattern) == "样例县嘉定镇长岗村****"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("[identity]\nfirst = 10", "没有盖住全部出生日期"),
        ("[identity]\nlast = 6", "结尾最多保留4位"),
        ("[mobile]\nfirst = 5", "只隐去2位"),
        ("[bank]\nfirst = 8", "最多保留10位"),
        ("[name]\nmasked = true\nfirst = 3", "等于没有遮盖"),
        ("[address]\ndown_to = 'door'", "住址写到“door”"),
        ("[mobile]\nlast = -1", "不能是负数"),
    ],
)
def test_a_pattern_that_hides_too_little_is_refused_with_the_reason(tmp_path: Path, words: str, why: str) -> None:
    with pytest.raises(WeakPattern, match=why):
        county(tmp_path, words)


def test_a_wrong_key_is_told_with_the_nearest_right_one(tmp_path: Path) -> None:
    with pytest.raises(NotPlain, match="不认识的键“identiy”，是否为“identity”"):
        county(tmp_path, "[identiy]\nfirst = 2")
    with pytest.raises(NotPlain, match="不是有效的 TOML"):
        county(tmp_path, "[[[")


@given(identity=shown, mobile=shown, bank=shown)
def test_what_an_adequate_pattern_yields_is_never_called_weak(identity: Shown, mobile: Shown, bank: Shown) -> None:
    pattern = MaskPattern(identity=identity, mobile=mobile, bank=bank)
    if [*mask_faults(pattern)]:
        return
    text = f"姓名\t身份证号\t联系电话\t银行卡号\n张三\t{SAMPLE}\t13812345678\t6228480402564890018"
    document = document_of(text)
    checks = [named(name) for name in ("leaked_id_number", "leaked_mobile", "leaked_bank_card")]
    places = replacements(document, checks, pattern=pattern)
    assert len(places) == 3
    for one in reversed(places):
        text = text[: one.start] + one.text + text[one.end :]
    assert examine([document_of(text)], [*checks, named("weak_mask")], key=b"k").findings == ()


@given(
    st.sampled_from(["identity", "mobile", "bank", "certificate", "weak"]),
    st.text(alphabet="0123456789X", min_size=9, max_size=24),
    shown,
)
def test_a_mask_is_never_longer_and_always_hides(kind: str, number: str, some: Shown) -> None:
    pattern = MaskPattern(identity=some, mobile=some, bank=some)
    usual = number[:2] + "*" * 5 + number[7:]
    mask = pattern.masked(kind, number, usual=usual)
    assert len(mask) <= len(number)
    assert "*" in mask
    assert len(mask) < len(number) or all(a in ("*", b) for a, b in zip(mask, number, strict=True))


def test_a_mask_the_pattern_would_show_more_of_stays_as_it_is() -> None:
    assert MaskPattern().masked("weak", "x", usual="11*************02X") == "11*************02X"
    assert MaskPattern(mobile=Shown(0, 4)).masked("weak", "x", usual="138****5678") == "*******5678"


def test_names_are_masked_where_the_county_wants_it(tmp_path: Path) -> None:
    pattern = county(tmp_path, "[name]\nmasked = true")
    first = "36999919900101001"
    text = f"姓名\t身份证号\n欧阳小明\t{first}{check_character(first)}\n张三\t无\n\n单位名称\t联系人\n某局\t李四"
    document = document_of(text)
    said = [one.text for one in replacements(document, [named("leaked_id_number")], pattern=pattern)]
    assert said == ["欧***", f"369999********001{check_character(first)}", "张*"]
    assert ShownAddress() == pattern.address
