from __future__ import annotations

import pytest

from mingcha.text.file_signs import content_of, ending_of


@pytest.mark.parametrize(
    ("data", "content"),
    [
        (b"", "empty"),
        (b"%PDF-1.4", "pdf"),
        (b"\r\n%PDF-1.4", "pdf"),
        (b"PK\x03\x04rest", "zip"),
        (b"MZ\x90" + bytes(80), "program"),
        (b"MZ is how a list may begin", "text"),
        (b"\xef\xbb\xbf <!DOCTYPE html><html>", "html"),
        (b"<script>location='/'</script>", "html"),
        (b'<html xmlns:o="urn:schemas-microsoft-com:office:office">', "office-html"),
        ("姓名,金额\n张三,1".encode("gb18030"), "text"),
        (b"\x00\x01\x02\x03" * 400, ""),
    ],
)
def test_a_file_is_told_by_its_first_bytes(data: bytes, content: str) -> None:
    assert content_of(data) == content


@pytest.mark.parametrize(
    ("name", "ending"),
    [("名单.XLSX", "xlsx"), ("/a/b.doc?id=1.exe", "doc"), ("附件（名单.xls）", "xls"), ("2023.名单", ""), ("", "")],
)
def test_an_ending_is_the_last_part_of_a_name(name: str, ending: str) -> None:
    assert ending_of(name) == ending
