"""A masked workbook: charts, drawings, formats and values stay, and no part of the file still holds the number.

Over three hundred lines because each part of a workbook can hold the number, and all need the same list to hold it.
"""

from __future__ import annotations

import contextlib
import io
import zipfile
from random import Random

import openpyxl
import pytest
from extract.readers.test_picture import png
from rectify.mask.copies import (
    MASKED,
    MASKED_MOBILE,
    MASKED_OTHER,
    MOBILE,
    OTHER,
    SAMPLE,
    copy_of,
    receipt_of,
    refusal,
)
from rectify.mask.workbooks import CHART, DRAWN, MAIN, OFFICE, Workbook, anchored, cell, copied, row, text_box

from mingcha import extract
from mingcha.model.masking import MaskedFile, NotMasked
from mingcha.text.id_number import is_id_number
from mingcha.text.mask_pattern import MaskPattern, ShownName

HEAD = row(1, cell("A1", "姓名"), cell("B1", "身份证号"), cell("C1", "补贴金额"), cell("D1", "联系电话"))
ZHANG = row(2, cell("A2", "张三"), cell("B2", SAMPLE), cell("C2", 300), cell("D2", int(MOBILE)))
LI = row(3, cell("A3", "李四"), cell("B3", OTHER), cell("C3", 200.5, formula="C2-99.5"), cell("D3", "88888888"))
ROWS = HEAD + ZHANG + LI


def parts(copy: MaskedFile) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(copy.data)) as package:
        return {name: package.read(name).decode("utf-8", errors="replace") for name in package.namelist()}


def everything(copy: MaskedFile) -> str:
    return "".join(parts(copy).values())


def opened(copy: MaskedFile) -> openpyxl.Workbook:
    assert extract.read(copy.data, name=copy.name).not_examined == ()
    return openpyxl.load_workbook(io.BytesIO(copy.data))


def with_chart(*, beside: str = "", state: str = "visible") -> Workbook:
    """A list with a chart of who got how much, whose points are named by identity number."""
    book = Workbook()
    sheet = book.sheet("名单", ROWS, more='<drawing r:id="rId1"/>')
    series = (
        f"<c:ser><c:tx>{copied('str', '名单!$B$1', '身份证号')}</c:tx><c:cat>{copied('str', '名单!$B$2:$B$3', SAMPLE, OTHER)}"
        f"</c:cat><c:val>{copied('num', '名单!$C$2:$C$3', '300', '200.5')}</c:val></c:ser>"
        f"<c:ser><c:val>{copied('num', '名单!$D$2:$D$3', MOBILE, '88888888')}</c:val></c:ser>"
    )
    book.chart(series, sheet=sheet, beside=beside)
    return book


def test_a_chart_stays_and_its_copies_of_masked_cells_are_masked() -> None:
    copy = copy_of(with_chart().packed(), "名单.xlsx")
    chart = parts(copy)["xl/charts/chart1.xml"]
    assert f"<c:v>{MASKED}</c:v>" in chart and f"<c:v>{MASKED_OTHER}</c:v>" in chart
    assert "<c:v>300</c:v>" in chart and "<c:v>200.5</c:v>" in chart and "名单!$B$2:$B$3" in chart
    # A masked number is a text, and texts cannot be drawn; the other point stays.
    assert MOBILE not in chart and "<c:v>88888888</c:v>" in chart
    sheet = opened(copy)["名单"]
    assert len(sheet._charts) == 1
    assert (sheet["B2"].value, sheet["D2"].value, sheet["C3"].value) == (MASKED, MASKED_MOBILE, 200.5)
    for number in (SAMPLE, OTHER, MOBILE):
        assert number not in everything(copy)


def test_names_that_the_county_masks_are_masked_in_the_chart_too() -> None:
    book = Workbook()
    sheet = book.sheet("名单", ROWS, more='<drawing r:id="rId1"/>')
    series = f"<c:ser><c:cat>{copied('str', '名单!$A$2:$A$3', '张三', '李四')}</c:cat></c:ser>"
    book.chart(series, sheet=sheet, beside=text_box("张三", link="名单!$A$2") + text_box("张三丰"))
    copy = copy_of(book.packed(), "名单.xlsx", pattern=MaskPattern(name=ShownName(1, 0, masked=True)))
    said = parts(copy)
    assert "张三" not in said["xl/charts/chart1.xml"] and "李四" not in said["xl/charts/chart1.xml"]
    assert said["xl/drawings/drawing1.xml"].count("张三") == 1  # 张三丰, who is somebody else


def test_text_boxes_stay_and_are_masked_over_their_runs() -> None:
    box = text_box(f"咨询张三，身份证号{SAMPLE[:5]}|{SAMPLE[5:]}，经办完毕")
    copy = copy_of(with_chart(beside=box).packed(), "名单.xlsx")
    drawing = parts(copy)["xl/drawings/drawing1.xml"]
    assert MASKED in drawing and "，经办完毕" in drawing and "咨询张三" in drawing


def test_a_sheet_that_is_a_chart_stays() -> None:
    book = with_chart()
    number = book.relate("xl/workbook.xml", "chartsheet", "chartsheets/sheet1.xml")
    book.sheets.append(f'<sheet name="图" sheetId="9" r:id="{number}"/>')
    drawn = book.relate("xl/chartsheets/sheet1.xml", "drawing", "../drawings/drawing1.xml")
    book.add(
        "xl/chartsheets/sheet1.xml",
        f'<chartsheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheetViews><sheetView workbookViewId="0"/></sheetViews>'
        f'<drawing r:id="{drawn}"/></chartsheet>',
        "application/vnd.openxmlformats-officedocument.spreadsheetml.chartsheet+xml",
    )
    copy = copy_of(book.packed(), "名单.xlsx")
    assert opened(copy).sheetnames == ["名单", "图"]


def test_a_chart_of_a_hidden_sheet_keeps_what_it_shows_as_values_of_its_own() -> None:
    book = Workbook()
    sheet = book.sheet("公示", row(1, cell("A1", f"身份证号{SAMPLE}")), more='<drawing r:id="rId1"/>')
    book.sheet("底册", ROWS, state="hidden")
    series = (
        f"<c:ser><c:tx>{copied('str', '底册!$C$1', '补贴金额')}</c:tx><c:cat>{copied('str', '底册!$A$2:$A$3', '甲村', '乙村')}</c:cat>"
        f"<c:val>{copied('num', '底册!$C$2:$C$3', '300', '200.5')}</c:val></c:ser>"
    )
    title = f"<c:title><c:tx>{copied('str', '底册!$D$1', '各村补贴')}</c:tx></c:title>"
    book.chart(series, sheet=sheet, more=title)
    copy = copy_of(book.packed(), "公示.xlsx")
    chart = parts(copy)["xl/charts/chart1.xml"]
    assert "底册" not in everything(copy)
    assert "<c:tx><c:v>补贴金额</c:v></c:tx>" in chart and "<a:t>各村补贴</a:t>" in chart
    assert "<c:strLit><c:ptCount" in chart and "<c:numLit><c:formatCode>" in chart and "甲村" in chart
    assert "隐藏工作表“底册”" in receipt_of(copy)


def test_a_shared_text_keeps_the_looks_of_its_runs_and_its_other_cells() -> None:
    book = Workbook()
    run = "<r><rPr><b/></rPr><t>{}</t></r><r><t>{}</t></r><r><rPr><i/></rPr><t>{}</t></r>"
    book.strings(
        "姓名", f"<si>{run.format('张三，身份证号' + SAMPLE[:8], SAMPLE[8:], '，属实')}</si>", f"旧稿{OTHER}", "备注"
    )
    rows = row(1, cell("A1", 0, shared=True), cell("B1", 3, shared=True)) + row(
        2, cell("A2", 1, shared=True, style=1), cell("B2", 3, shared=True)
    )
    book.sheet("名单", rows, head='<cols><col min="1" max="1" width="40" customWidth="1"/></cols>')
    copy = copy_of(book.packed(), "名单.xlsx")
    strings = parts(copy)["xl/sharedStrings.xml"]
    assert "<rPr><b/></rPr>" in strings and "，属实" in strings and "备注" in strings
    # Nothing refers to the old words any more, nor to those that no cell ever showed.
    assert SAMPLE[:8] not in strings and OTHER not in strings
    rich = openpyxl.load_workbook(io.BytesIO(copy.data), rich_text=True)["名单"]
    assert str(rich["A2"].value) == f"张三，身份证号{MASKED}，属实"
    assert rich["A2"].value[0].font.b
    assert rich["A2"].font.b and rich["A2"].font.sz == 20 and rich["A2"].number_format == "@"
    assert rich.column_dimensions["A"].width == 40


def test_pivot_tables_become_their_values_and_slicers_go() -> None:
    book = with_chart(
        beside=anchored(
            '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="a14" '
            'xmlns:a14="urn:a14"><xdr:graphicFrame><a:graphic><a:graphicData uri="urn:slicer"><sle:slicer xmlns:sle="urn:sle" '
            'name="姓名"/></a:graphicData></a:graphic></xdr:graphicFrame></mc:Choice></mc:AlternateContent>'
        )
    )
    cache = book.relate("xl/workbook.xml", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml")
    book.of_book = f'<pivotCaches><pivotCache cacheId="1" r:id="{cache}"/></pivotCaches>'
    fields = f'<cacheField name="身份证号"><sharedItems><s v="{OTHER}"/></sharedItems></cacheField>'
    book.add(
        "xl/pivotCache/pivotCacheDefinition1.xml",
        f'<pivotCacheDefinition xmlns="{MAIN}"><cacheFields>{fields}</cacheFields></pivotCacheDefinition>',
    )
    book.relate("xl/worksheets/sheet1.xml", "pivotTable", "../pivotTables/pivotTable1.xml")
    book.add("xl/pivotTables/pivotTable1.xml", f'<pivotTableDefinition xmlns="{MAIN}" name="透视"/>')
    book.relate(
        "xl/worksheets/sheet1.xml", "http://schemas.microsoft.com/office/2007/relationships/slicer", "../slicers/s.xml"
    )
    book.add("xl/slicers/s.xml", f'<slicers caption="{SAMPLE}"/>')
    book.parts["xl/charts/chart1.xml"] = str(book.parts["xl/charts/chart1.xml"]).replace(
        "<c:chart>", "<c:pivotSource><c:name>[名单.xlsx]名单!透视</c:name><c:fmtId val='0'/></c:pivotSource><c:chart>"
    )
    copy = copy_of(book.packed(), "名单.xlsx")
    said = receipt_of(copy)
    assert "数据透视表的缓存" in said and "切片器" in said
    assert not [name for name in parts(copy) if "pivot" in name or "slicer" in name]
    assert "pivot" not in everything(copy) and "slicer" not in everything(copy)
    assert len(opened(copy)["名单"]._charts) == 1
    assert opened(copy)["名单"]["C2"].value == 300


def test_macros_go_and_the_copy_is_called_a_workbook_without_them() -> None:
    book = Workbook()
    book.sheet("名单", ROWS)
    book.relate(
        "xl/workbook.xml", "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin"
    )
    book.add("xl/vbaProject.bin", SAMPLE.encode(), "application/vnd.ms-office.vbaProject")
    book.kinds["xl/workbook.xml"] = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    copy = copy_of(book.packed(), "名单.xlsm")
    assert copy.name == "名单.xlsx"
    assert "宏" in receipt_of(copy) and "macro" not in everything(copy) and SAMPLE not in everything(copy)
    assert opened(copy)["名单"]["B2"].value == MASKED


def test_embedded_files_go_and_are_told() -> None:
    book = Workbook()
    sheet = book.sheet(
        "名单", ROWS, more='<oleObjects><oleObject progId="Word.Document" shapeId="1" r:id="rId1"/></oleObjects>'
    )
    book.relate(sheet, "package", "../embeddings/a.docx")
    book.add("xl/embeddings/a.docx", SAMPLE.encode())
    copy = copy_of(book.packed(), "名单.xlsx")
    assert "嵌入对象" in receipt_of(copy) and "oleObject" not in everything(copy)
    assert opened(copy)["名单"]["A3"].value == "李四"


def test_filters_rules_and_names_keep_no_copy_and_links_are_masked() -> None:
    book = Workbook()
    more = (
        f'<autoFilter ref="A1:D3"><filterColumn colId="1"><filters><filter val="{SAMPLE}"/></filters></filterColumn></autoFilter>'
        f'<conditionalFormatting sqref="B2"><cfRule type="containsText" text="{SAMPLE}" priority="1">'
        f'<formula>SEARCH("{SAMPLE}",B2)</formula></cfRule></conditionalFormatting>'
        f'<hyperlinks><hyperlink ref="A2" r:id="rId1" tooltip="{SAMPLE}"/></hyperlinks>'
        f"<headerFooter><oddHeader>&amp;C经办 {SAMPLE}</oddHeader></headerFooter>"
    )
    sheet = book.sheet("名单", ROWS, more=more)
    book.relate(sheet, "hyperlink", f"http://a.example/?id={SAMPLE}", mode="External")
    book.of_book = (
        f'<definedNames><definedName name="号">"{SAMPLE}"</definedName><definedName name="范围">名单!$A$1:$C$3</definedName>'
        '<definedName name="_xlnm.Print_Titles" localSheetId="0">名单!$1:$1</definedName></definedNames>'
    )
    copy = copy_of(book.packed(), "名单.xlsx")
    assert SAMPLE not in everything(copy)
    said = parts(copy)["xl/worksheets/sheet1.xml"]
    assert "<autoFilter ref" in said and "filterColumn" not in said and "cfRule" not in said
    assert f'tooltip="{MASKED}"' in said and f"经办 {MASKED}" in said
    book_again = opened(copy)
    assert list(book_again.defined_names) == ["范围"]
    assert book_again["名单"].print_title_rows == "$1:$1"
    for words in ("公式（留下算出的值）", "带内容的名称", "筛选条件"):
        assert words in receipt_of(copy)


def test_hidden_rows_are_emptied_with_the_words_they_shared() -> None:
    book = Workbook()
    book.strings("姓名", "身份证号", "张三", SAMPLE)
    rows = row(1, cell("A1", 0, shared=True), cell("B1", 1, shared=True)) + row(
        2, cell("A2", 2, shared=True), cell("B2", 3, shared=True), more=' hidden="1"'
    )
    book.sheet("名单", rows)
    copy = copy_of(book.packed(), "名单.xlsx")
    assert SAMPLE not in everything(copy) and "隐藏行列中的 2 个单元格" in receipt_of(copy)
    assert opened(copy)["名单"].row_dimensions[2].hidden


def test_pictures_of_wps_in_cells_keep_their_formula() -> None:
    book = Workbook()
    picture = row(4, cell("A4", '=DISPIMG("ID_1",1)', formula='_xlfn.DISPIMG("ID_1",1)'))
    book.sheet("名单", ROWS + picture)
    copy = copy_of(book.packed(), "名单.xlsx")
    assert '_xlfn.DISPIMG("ID_1",1)' in parts(copy)["xl/worksheets/sheet1.xml"]


def test_a_picture_that_cannot_be_read_is_a_reason_to_refuse() -> None:
    from mingcha.extract import ocr

    if ocr.is_installed():
        pytest.skip("recognition is installed")
    book = with_chart()
    book.relate("xl/drawings/drawing1.xml", "image", "../media/image1.png")
    drawing = str(book.parts["xl/drawings/drawing1.xml"])
    shown = anchored('<xdr:pic><xdr:blipFill><a:blip r:embed="rId2"/></xdr:blipFill></xdr:pic>')
    book.parts["xl/drawings/drawing1.xml"] = drawing.replace("</xdr:wsDr>", f"{shown}</xdr:wsDr>")
    book.add("xl/media/image1.png", png(400, 300))
    assert "文字识别" in refusal(book.packed(), "名单.xlsx")


def test_vector_pictures_are_refused() -> None:
    book = with_chart()
    book.add("xl/media/image1.emf", b"\1\0\0\0")
    assert "矢量图片" in refusal(book.packed(), "名单.xlsx")


def test_the_same_number_written_as_a_power_of_ten_is_masked() -> None:
    book = Workbook()
    book.sheet(
        "名单",
        row(1, cell("A1", "姓名"), cell("B1", "联系电话"))
        + row(2, cell("A2", "张三"), '<c r="B2"><v>1.3812345678E10</v></c>'),
    )
    assert opened(copy_of(book.packed(), "名单.xlsx"))["名单"]["B2"].value == MASKED_MOBILE


def test_rows_and_cells_that_do_not_say_their_place_are_placed() -> None:
    book = Workbook()
    text = '<c t="inlineStr"><is><t>{}</t></is></c>'
    book.sheet(
        "名单",
        f"<row>{text.format('姓名')}{text.format('身份证号')}</row><row/><row>{text.format('张三')}{text.format(SAMPLE)}</row>",
    )
    sheet = opened(copy_of(book.packed(), "名单.xlsx"))["名单"]
    assert (sheet["A3"].value, sheet["B3"].value) == ("张三", MASKED)


def test_the_workbooks_of_these_tests_are_workbooks() -> None:
    assert CHART.endswith("chart") and DRAWN.endswith("main")
    book = openpyxl.load_workbook(io.BytesIO(with_chart().packed()))
    assert len(book["名单"]._charts) == 1


def test_a_sheet_that_no_tab_leads_to_goes() -> None:
    book = Workbook()
    book.sheet("名单", ROWS)
    book.sheet("旧表", row(1, cell("A1", f"身份证号{SAMPLE}")))
    del book.sheets[1]
    copy = copy_of(book.packed(), "名单.xlsx")
    assert "xl/worksheets/sheet2.xml" not in parts(copy)


def test_a_damaged_workbook_with_a_chart_is_masked_or_refused() -> None:
    random, whole = Random("chart"), with_chart(beside=text_box(SAMPLE)).packed()
    for _ in range(25):
        data = bytearray(whole)
        for _ in range(random.choice((1, 3, 20))):
            data[random.randrange(len(data))] = random.randrange(256)
        with contextlib.suppress(NotMasked):
            copy_of(bytes(data), "名单.xlsx")


def test_a_sheet_named_by_a_number_gets_a_name_that_excel_allows() -> None:
    book = Workbook()
    sheet = book.sheet(f"张三{SAMPLE}", ROWS, more='<drawing r:id="rId1"/>')
    twin = f"张三{SAMPLE[:6]}19500101{SAMPLE[-4:]}"
    book.sheet(twin, row(1, cell("A1", "身份证号")) + row(2, cell("A2", SAMPLE)))
    series = f"<c:ser><c:val>{copied('num', f'张三{SAMPLE}!$C$2:$C$3', '300', '200.5')}</c:val></c:ser>"
    book.chart(series, sheet=sheet)
    book.of_book = f"<definedNames><definedName name=\"范围\">'张三{SAMPLE}'!$A$1:$C$3</definedName></definedNames>"
    copy = copy_of(book.packed(), "名单.xlsx")
    hidden = MASKED.replace("*", "＊")
    assert opened(copy).sheetnames == [f"张三{hidden}", twin]
    assert f"'张三{hidden}'!$C$2:$C$3" in parts(copy)["xl/charts/chart1.xml"]
    assert f"'张三{hidden}'!$A$1:$C$3" in parts(copy)["xl/workbook.xml"]
    assert SAMPLE not in everything(copy)


def test_two_sheets_whose_masked_names_are_alike_are_told_apart() -> None:
    twin = next(f"1101051950{month:02}01002X" for month in range(1, 13) if is_id_number(f"1101051950{month:02}01002X"))
    book = Workbook()
    for number in (SAMPLE, twin):
        book.sheet(number, row(1, cell("A1", "身份证号")) + row(2, cell("A2", number)))
    copy = copy_of(book.packed(), "名单.xlsx")
    hidden = MASKED.replace("*", "＊")
    assert opened(copy).sheetnames == [hidden, f"{hidden}（2）"]


def test_a_number_that_stands_in_the_name_of_a_sheet_alone_is_masked() -> None:
    book = Workbook()
    book.sheet(f"张三{SAMPLE}", row(1, cell("A1", "工资")) + row(2, cell("A2", 300)))
    copy = copy_of(book.packed(), "名单.xlsx")
    assert opened(copy).sheetnames == [f"张三{MASKED.replace('*', '＊')}"]
    assert "leaked_id_number" in receipt_of(copy)


def test_the_receipt_tells_of_nothing_that_was_not_there() -> None:
    book = Workbook()
    book.sheet("名单", row(1, cell("A1", "身份证号")) + row(2, cell("A2", SAMPLE)))
    assert copy_of(book.packed(), "名单.xlsx").receipt.taken_out == ()


def test_a_number_in_names_links_styles_and_remarks_is_masked_and_names_stay_names() -> None:
    book = Workbook()
    links = f'<hyperlinks><hyperlink ref="A2" r:id="rId1" display="{SAMPLE}"/></hyperlinks><!-- {SAMPLE} -->'
    sheet = book.sheet(f"张三{SAMPLE}", ROWS, more=links)
    book.relate(sheet, "hyperlink", f"http://a.example/?id={OTHER[:-1]}9", mode="External")
    book.of_book = f"<definedNames><definedName name='n{SAMPLE}'>'张三{SAMPLE}'!$A$1</definedName></definedNames>"
    book.parts["xl/styles.xml"] = str(book.parts["xl/styles.xml"]).replace("Normal", SAMPLE)
    copy = copy_of(book.packed(), "名单.xlsx")
    assert SAMPLE not in everything(copy)
    wide = MASKED.replace("*", "＊")
    # No program opens a workbook with an asterisk in the name of a sheet or of a range.
    assert opened(copy).sheetnames == [f"张三{wide}"]
    (name,) = opened(copy).defined_names.values()
    assert name.name == f"n{MASKED.replace('*', '_').replace(wide, '')}" or "*" not in name.name
    assert name.attr_text == f"'张三{wide}'!$A$1"


def test_a_number_that_only_the_address_of_a_link_holds_is_masked() -> None:
    book = Workbook()
    sheet = book.sheet(
        "名单", ROWS.replace(SAMPLE, "无"), more='<hyperlinks><hyperlink ref="A2" r:id="rId1"/></hyperlinks>'
    )
    book.relate(sheet, "hyperlink", f"http://a.example/?id={SAMPLE}", mode="External")
    copy = copy_of(book.packed(), "名单.xlsx")
    assert SAMPLE not in everything(copy)
    assert f"http://a.example/?id={MASKED}" in everything(copy)


def test_a_number_that_its_format_makes_whole_is_masked_with_it() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["姓名", "身份证号"])
    sheet.append(["李四", int(OTHER[6:])])
    sheet["B2"].number_format = f'"{OTHER[:6]}"000000000000'
    out = io.BytesIO()
    book.save(out)
    copy = copy_of(out.getvalue(), "名单.xlsx")
    assert opened(copy).active["B2"].value == MASKED_OTHER
    assert OTHER[6:] not in everything(copy)
