"""Tables come in every shape offices send; what cannot be read says what it is and what to do."""

from __future__ import annotations

import base64
import io
import subprocess
import sys
import threading
import zipfile
import zlib
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import numbers

from mingcha.extract.readers.delimited import read_delimited
from mingcha.extract.readers.spreadsheet import MEGABYTE, Limits, read
from mingcha.model.ledger import FileFault, Sheet

HEADER = ["责任单位", "标题", "发布日期"]
ROW = ["县财政局", "2024年部门预算", "2024-1-9"]


@pytest.fixture
def file(tmp_path: Path) -> Callable[[bytes], Path]:
    def written(content: bytes, name: str = "upload.bin") -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return written


def book(*rows: list[object], change: Callable[[Workbook], None] | None = None) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "台账"
    for row in rows:
        sheet.append(row)
    if change:
        change(workbook)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def replaced(package: bytes, **parts: bytes) -> bytes:
    """The package with some members' bytes changed; names are given with _ for / and . alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            key = member.filename.replace("/", "_").replace(".", "_")
            new.writestr(member.filename, parts.get(key, old.read(member)))
    return out.getvalue()


def fault(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(FileFault) as refused:
        read(path, limits=limits)
    return str(refused.value)


# What is read


def test_cells_come_as_text_numbers_and_dates(file) -> None:
    moment = datetime(2024, 1, 9, 10, 30)
    (sheet,) = read(file(book(HEADER, ["县财政局", 2024, date(2024, 1, 9)], ["县司法局", True, moment])))
    assert sheet.name == "台账"
    assert sheet.rows == (tuple(HEADER), ("县财政局", 2024.0, date(2024, 1, 9)), ("县司法局", True, moment))


def test_a_date_in_chinese_format_is_a_date(file) -> None:
    def chinese(workbook: Workbook) -> None:
        workbook.active["A1"] = date(2024, 1, 9)
        workbook.active["A1"].number_format = 'yyyy"年"m"月"d"日"'
        workbook.active["A2"] = 45300
        workbook.active["A2"].number_format = numbers.FORMAT_GENERAL

    (sheet,) = read(file(book(change=chinese)))
    assert sheet.rows == ((date(2024, 1, 9),), (45300.0,))


def test_lines_are_counted_from_the_top_of_the_sheet(file) -> None:
    def lower(workbook: Workbook) -> None:
        workbook.active["C4"] = "标题"

    (sheet,) = read(file(book(change=lower)))
    assert sheet.first_line == 1
    assert sheet.rows == (("", "", ""), ("", "", ""), ("", "", ""), ("", "", "标题"))


def test_merged_cells_are_filled(file) -> None:
    def merge(workbook: Workbook) -> None:
        workbook.active.merge_cells("A2:A4")
        workbook.active.merge_cells("B1:C1")

    (sheet,) = read(
        file(book(["责任单位", "信息"], ["县财政局", "一", "甲"], [None, "二"], [None, "三"], change=merge))
    )
    assert [row[0] for row in sheet.rows] == ["责任单位", "县财政局", "县财政局", "县财政局"]
    assert sheet.rows[0] == ("责任单位", "信息", "信息")


def test_every_sheet_is_read_and_empty_lines_at_the_end_are_not(file) -> None:
    def more(workbook: Workbook) -> None:
        second = workbook.create_sheet("二月")
        second["A1"] = "标题"
        second["A9"] = ""
        workbook.create_sheet("空表")

    sheets = read(file(book(HEADER, change=more)))
    assert [(sheet.name, len(sheet.rows)) for sheet in sheets] == [("台账", 1), ("二月", 1), ("空表", 0)]


def test_computed_formulas_give_their_value_and_others_are_marked(file) -> None:
    plain = book(["甲", 2, "丙"], ["丁", "戊", "己"])
    with zipfile.ZipFile(io.BytesIO(plain)) as package:
        xml = package.read("xl/worksheets/sheet1.xml")
    cells = (
        b'<row r="3"><c r="A3"><f>1+1</f><v>2</v></c><c r="B3"><f>1+1</f><v></v></c>'
        b'<c r="C3" t="str"><f>""</f><v></v></c><c r="D3" t="e"><f>A9/0</f><v>#DIV/0!</v></c>'
        b'<c r="AB3"><f>NOW()</f></c></row></sheetData>'
    )
    (sheet,) = read(file(replaced(plain, xl_worksheets_sheet1_xml=xml.replace(b"</sheetData>", cells))))
    assert sheet.rows[2][0] == 2.0
    assert sheet.broken == {(3, 2), (3, 4), (3, 28)}


def test_formulas_written_by_a_program_are_marked_on_their_sheet(file) -> None:
    def second(workbook: Workbook) -> None:
        workbook.create_sheet("公式")["B2"] = "=VLOOKUP(A2,Sheet1!A:B,2,0)"

    plain, formulas = read(file(book(HEADER, change=second)))
    assert (plain.broken, formulas.broken) == (frozenset(), {(2, 2)})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_text_tables_come_in_many_encodings_and_separators(file, encoding: str, separator: str) -> None:
    lines = [HEADER, ["县财政局", f'"预算{separator}决算"', "2024-1-9"], [], ["县司法局", "普法", "2024-1-10"]]
    text = "\r\n".join(separator.join(line) for line in lines)
    (sheet,) = read(file(text.encode(encoding), "台账.csv"))
    assert sheet.rows == (
        tuple(HEADER),
        ("县财政局", f"预算{separator}决算", "2024-1-9"),
        (),
        ("县司法局", "普法", "2024-1-10"),
    )


def test_the_bytes_decide_and_not_the_name(file) -> None:
    assert read(file(book(HEADER), "台账.xls"))[0].rows == (tuple(HEADER),)
    assert read(file("责任单位,标题\n".encode(), "台账.xlsx"))[0].rows == (("责任单位", "标题"),)


def test_an_untidy_quote_does_not_lose_the_table(file) -> None:
    text = '责任单位,标题\n县财政局,"十四五"规划\n县司法局,普法\n'
    (sheet,) = read(file(text.encode()))
    assert [row[0] for row in sheet.rows] == ["责任单位", "县财政局", "县司法局"]


def test_an_old_xls_is_read_with_its_dates_and_merged_cells(file) -> None:
    (sheet,) = read(file(zlib.decompress(base64.b85decode(OLD_XLS)), "台账.et"))
    assert sheet.name == "台账"
    assert sheet.rows == (
        ("2024年1月信息公开台账",) * 4,
        ("责任单位", "标题", "网址", "发布日期"),
        ("县财政局", "2024年部门预算公开", "http://www.yangli.example/1.html", date(2024, 1, 9)),
        ("县财政局", "县级“三公”经费预算", "", date(2024, 1, 10)),
    )


# What is refused


def test_an_empty_file_is_refused(file) -> None:
    assert fault(file(b"")) == "文件是空的（0 字节）。请确认选对了文件，保存后再上传。"
    assert fault(file(book())) == "文件里没有任何内容。请确认选对了文件，填好后再上传。"


def test_a_file_of_300_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.xlsx"
    with path.open("wb") as stream:
        stream.truncate(300 * MEGABYTE)  # a hole: no byte of it is on the disk
    assert fault(path) == (
        "文件有 300 MB，超过 50 MB 的上限，没有读取。请确认选对了文件，或按月份拆成几个文件分别导入。"
    )


def test_a_package_that_declares_too_much_is_refused(file) -> None:
    bomb = replaced(book(HEADER), xl_worksheets_sheet1_xml=b"<worksheet/>" + b" " * (30 * MEGABYTE))
    assert len(bomb) < MEGABYTE
    assert fault(file(bomb), Limits(unpacked=20 * MEGABYTE)).startswith(
        "文件解压后超过 20 MB，远大于正常的台账，没有读取。"
    )


def test_a_package_that_hides_its_size_is_found_out(file) -> None:
    size = 30 * MEGABYTE
    bomb = replaced(book(HEADER), xl_worksheets_sheet1_xml=b" " * size)
    lying = bomb.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != bomb
    assert fault(file(lying), Limits(unpacked=20 * MEGABYTE)).startswith("文件解压后超过 20 MB")
    assert fault(file(lying)).startswith("文件不完整或已损坏")


def test_packages_in_a_package_are_never_opened(file) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("bomb", b"\0" * (60 * MEGABYTE))
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as package:
        for number in range(10):
            package.writestr(f"{number}.zip", inner.getvalue())
    assert fault(file(outer.getvalue()), Limits(unpacked=10 * MEGABYTE)) == (
        "这是压缩包，不是表格。请解压后上传其中的表格。"
    )


def test_a_cell_at_the_far_end_cannot_take_the_server_along(file) -> None:
    def far(workbook: Workbook) -> None:
        workbook.active["XFD1048576"] = "x"

    message = fault(file(book(HEADER, change=far)))
    assert "范围" in message
    assert message.endswith("再上传。")


def test_entities_that_grow_are_refused(file) -> None:
    xml = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>'
    assert fault(file(replaced(book(HEADER), xl_workbook_xml=xml))).startswith("文件不完整或已损坏")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("标题,日期\r甲,1\r乙,2\r", [("标题", "日期"), ("甲", "1"), ("乙", "2")]),
        ("标题,日期\r\n甲\r续,1\r\n乙,2\r\n", [("标题", "日期"), ("甲 续", "1"), ("乙", "2")]),
        ('标题,日期\n"甲\r续",1\n', [("标题", "日期"), ("甲 续", "1")]),
        ('"标题,日期"\n"甲,1"\n', [("标题,日期",), ("甲,1",)]),
        ('标题,日期\n甲"乙,1\n', [("标题", "日期"), ('甲"乙', "1")]),
    ],
)
def test_text_tables_of_untidy_programs_are_read(file, text: str, rows: list[tuple[str, ...]]) -> None:
    (sheet,) = read(file(text.encode(), "台账.csv"))
    assert list(sheet.rows) == rows


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9, 0.99])
def test_a_truncated_file_is_refused(file, part: float) -> None:
    whole = book(HEADER, *([[f"县{n}局", f"标题{zlib.crc32(bytes([n]))}", "2024-1-9"] for n in range(250)]))
    assert fault(file(whole[: int(len(whole) * part)])) == (
        "文件不完整或已损坏，可能没有传完。请重新上传；若仍不行，请用 WPS 表格或 Excel 打开后另存为 .xlsx，再上传。"
    )


def test_a_flipped_byte_never_crashes_the_reader(file) -> None:
    whole = bytearray(book(HEADER, ROW))
    for place in range(0, len(whole), len(whole) // 12):
        spoiled = bytearray(whole)
        spoiled[place] ^= 0xFF
        try:
            sheets = read(file(bytes(spoiled)))
        except FileFault as refused:
            assert str(refused).endswith("。")
        else:
            assert all(isinstance(sheet, Sheet) for sheet in sheets)


@pytest.mark.parametrize(
    "content",
    [
        b"<html><body><table><tr><td>1</td></tr></table></body></html>",
        "\ufeff<!DOCTYPE HTML><meta charset=utf-8><table>".encode(),
        "<table><tr><td>责任单位</td></tr></table>".encode("gb18030"),
        "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table>".encode("utf-16"),
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related",
    ],
)
def test_a_web_page_named_xls_is_told_apart(file, content: bytes) -> None:
    assert fault(file(content, "导出.xls")) == (
        "这个文件虽以表格命名，内容其实是网页（HTML），无法直接读取。请用 WPS 表格或 Excel 打开后另存为 .xlsx，再上传。"
    )


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


@pytest.mark.parametrize(
    ("content", "beginning"),
    [
        (b"%PDF-1.7\n", "这是 PDF 文件，不是表格。"),
        (b"Rar!\x1a\x07\x01", "这是压缩包，不是表格。请解压后上传其中的表格。"),
        (b"\x89PNG\r\n\x1a\n", "这是图片，不是表格。"),
        (b"{\\rtf1", "这是 RTF 文档，不是表格。"),
        (COMPOUND + "WordDocument".encode("utf-16-le"), "这是 Word 文档，不是表格。"),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "文件设有打开密码，无法读取。"),
        (COMPOUND + "Workbook".encode("utf-16-le"), "文件已损坏或不完整，可能没有传完。"),
        (COMPOUND, "文件不完整或不是表格，没有找到工作簿。"),
        (
            b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>",
            "这是 XML 格式的表格",
        ),
        (b"\x00\x01\x02\x03", "无法识别的文件，可能已损坏或不是表格。"),
        ('责任单位,标题\n县财政局,"没有收尾\n县司法局,普法\n'.encode(), "有一处英文双引号没有成对"),
        (f'责任单位,标题\n县财政局,"预"算\n县司法局,"{"长" * 140_000}"\n'.encode(), "有一处英文双引号没有成对"),
        ("责任单位,标题\n县财政局,预算\r县司法局,普法\n".encode(), "各行的换行符不一致（如第 2 行）"),
    ],
)
def test_other_files_are_told_what_they_are(file, content: bytes, beginning: str) -> None:
    assert fault(file(content)).startswith(beginning)


@pytest.mark.parametrize(
    ("member", "beginning"),
    [
        ("word/document.xml", "这是 Word 文档，不是表格。"),
        ("ppt/presentation.xml", "这是演示文稿，不是表格。"),
        ("OFD.xml", "这是 OFD 版式文件，不是表格。"),
        ("xl/workbook.bin", "这种格式的表格无法直接读取。"),
        ("合同.txt", "这是压缩包，不是表格。"),
    ],
)
def test_other_packages_are_told_what_they_are(file, member: str, beginning: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(member, b"<x/>")
    assert fault(file(out.getvalue())).startswith(beginning)


def test_a_reader_that_takes_too_long_is_stopped(file) -> None:
    slow = file(book(HEADER, *([ROW] * 20_000)))
    assert fault(slow, Limits(seconds=0.05)).startswith("读了 0 秒仍未读完，已停止。")


# From where it is called


def test_it_reads_from_a_thread_of_a_server(file) -> None:
    path, found = file(book(HEADER, ROW)), []
    threads = [threading.Thread(target=lambda: found.append(read(path))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [sheets[0].rows for sheets in found] == [(tuple(HEADER), tuple(ROW))] * 3


def test_it_reads_when_the_folder_holds_a_module_named_like_ours(file, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('the wrong json')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert read(file(book(HEADER)))[0].rows == (tuple(HEADER),)


def test_the_child_needs_neither_django_nor_the_forms() -> None:
    """It starts on every upload, so it must start at once."""
    asked = "import sys, mingcha.extract.child_main, mingcha.extract.readers.typed_workbook; print([m for m in sys.modules if m in sys.argv])"
    heavy = ["django", "docx", "typst", "openpyxl", "numpy", "python_calamine", "lxml"]
    source = str(Path(__file__).parents[3] / "src")
    child = subprocess.run(
        [sys.executable, "-c", asked, *heavy], env={"PYTHONPATH": source}, capture_output=True, text=True, check=True
    )
    assert child.stdout.strip() == "[]"


# A BIFF8 workbook of four rows, deflated: a title merged over the columns, the header, a unit merged over two rows,
# a date in numbers and one in Chinese.
OLD_XLS = (
    b"c-rk)T}V_x6#nMk-F4UeS^okpZCT06{7LJf0$mHrC;yT#Lj21`#a)$U!7NZqeOwSCvgk#yq!+7~ekiQyrH8;WC<p>A4562Tf*^G}"
    b"bMD<*%|M}~<bJbrX3jZt&YU|lcV_lJn~0klzL_$OB`Ac7g`f?VFqxoi3o&+(J{XkMP-&$cH1J=+W~GU=m~k)qX@s0ZIp5PzaKrS7"
    b"DDakYH9An*-sX0!Ar5j3^+Lu_Kvdu|Nn()9QN=So!8C#Cb#8f|X%R~TObe*(lsJwFS83*6eH9;5oUDt1^n06aUb7?*Nq8bxanGR8"
    b"+M02|*HZ6UFN!o%6h=TZUF>di`y?NWD~JTT2-#k5c4K3jDIHf43(*BFIpMEy!b_#K$%#fPXWULqA(0l#2)+azz~|7e@X%q%*H$h-"
    b"@~?~K5x<dJX|9)(+i1d<%Fih#pclb9e)$Fvh4&_@QN+i}jKCa5`6!S%8X_ONkdHmIQ1WPzOqaFSc`8sV8=4@}1K&!IR+f~JpNQt6"
    b"Au1|*imFKQyi%>1ac^m&>VryWz~wHg-Vp9<c5wE5|Imfg(ia8S?Du!<&&}=Z?9Az^Z)@_j<hW1PdpkVt+`OD-zt<Bf-Hdi`cGyZi"
    b"6{(Ji?tKAi9Vx@)UCzE}my71NKZ<B0t#(<D<2}Gm!!&p8(_~3QxvQ2Xy?nB1=igR2EC}L^v>@Xc)|i<}O(t9HWO|mpZsK|h(?n`X"
    b"Wkz|DUOC*yZTeZ8LH+Dzyl`y`t8b_Jz=w)EX#?+EJE%TZJbfy0?3HVnUPT*4FF5rfOJs>l7bWhxLZ#66$~R1tf7v&!id~OAs2}pN"
    b"n3o#@A&%)djS+ZsWK!8eEMp<qLQ;(jji<&bY#ZWK;!Jw)$}+wb_GQ-FYjb1y!AW0o8oL$Asq}=Cj}`W%F7Y)^qowLkB5hUnWYuj|"
    b"N(p$W+sb&9Fk1^!Nhb8T<;_M@MIcScpE|=stLSPCDhic&+>-IrG4vCWFkrxd0RsjM82CpZ_|^mc=A_+ZEqu$-zU$0WUNAnBtXmvG"
    b"J0(B;`8$L*Dt+{ae>K<$vk3VTE3^rHFO;aF-hF6A1IN+2>h()ka1s7ID>k(MxmRel{V%L0&cEFMcZfM0sQ"
)


@given(st.text('",;\t\r\n甲1\x00', max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read_delimited(text.encode())
    except FileFault as told:
        assert "请用 WPS 表格打开后另存为 .xlsx" in str(told)
