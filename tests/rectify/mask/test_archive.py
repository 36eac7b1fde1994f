"""A masked archive: every member masked by itself, or nothing at all."""

from __future__ import annotations

import io
import zipfile

import pytest
from rectify.mask.copies import MASKED, MASKED_OTHER, OTHER, SAMPLE, copy_of, receipt_of, refusal


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(_named(name), content)
    return out.getvalue()


def _named(word: str) -> str:
    """A keyword as the name of a file."""
    return word.replace("__", "/").replace("_dot_", ".").replace("_MAC_", "__MACOSX")


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_member_is_masked_and_nested_ones_too() -> None:
    page = f"<html><body><p>张三，身份证号{SAMPLE}</p></body></html>".encode()
    table = f"姓名,身份证号\n李四,{OTHER}\n".encode()
    data = zipped(
        公示_dot_html=page, 附件__名单_dot_csv=table, 里_dot_zip=zipped(a_dot_txt=f"身份证号{SAMPLE}".encode())
    )
    copy = copy_of(data, "附件.zip")
    found = members(copy.data)
    assert found["公示.html"] == page.replace(SAMPLE.encode(), MASKED.encode())
    assert found["附件/名单.csv"] == table.replace(OTHER.encode(), MASKED_OTHER.encode())
    assert members(found["里.zip"]) == {"a.txt": f"身份证号{MASKED}".encode()}
    assert dict(copy.receipt.masked) == {"leaked_id_number": 3}


def test_names_hold_no_number_and_what_systems_leave_stays_behind() -> None:
    data = zipped(**{f"张三{SAMPLE}_dot_txt": b"a", "_MAC_/x": b"a", "b_dot_txt": b""})
    assert set(members(copy_of(data, "附件.zip").data)) == {f"张三{MASKED}.txt".replace("*", "＊"), "b.txt"}


def test_one_member_that_cannot_be_masked_stops_all() -> None:
    data = zipped(a_dot_txt=f"身份证号{SAMPLE}".encode(), b_dot_mht=b"MIME-Version: 1.0\r\n\r\nx")
    assert "压缩包里的“b.mht”不能遮盖，整个压缩包没有处理" in refusal(data, "附件.zip")
    assert "不能遮盖" in refusal(
        zipped(a=zipped(b=zipped(c=zipped(d=zipped(e=zipped(f=zipped(g=b"x")))))))[:-9], "a.zip"
    )


def test_two_members_masked_differently_before_are_not_handed_out() -> None:
    one = "姓名,身份证号\n张三,110105********002X\n".encode()
    two = "姓名,身份证号\n张三,11****194912******\n".encode()
    data = zipped(a_dot_csv=one, b_dot_csv=two)
    try:
        copy = copy_of(data, "附件.zip")
    except Exception as fault:
        assert "没有通过" in str(fault)
    else:
        assert "weak_mask" in receipt_of(copy)


@pytest.mark.parametrize("depth", [3, 7])
def test_archives_within_archives_end_somewhere(depth: int) -> None:
    data = b"x"
    for _ in range(depth):
        data = zipped(里_dot_zip=data) if data != b"x" else zipped(a_dot_txt=data)
    if depth == 3:
        assert copy_of(data, "a.zip").receipt.masked == ()
    else:
        assert "嵌套层数过多" in refusal(data, "a.zip")


def test_a_damaged_archive_is_refused_with_what_to_do() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("a.txt", "x" * 100)
    data = bytearray(out.getvalue())
    data[40] ^= 255
    told = refusal(bytes(data), "名单.zip")
    assert "已损坏" in told and told.endswith("。请解压后逐个脱敏。")
