"""How fast does a file become a document whose every character has a place?

HTML beside trafilatura and beside BeautifulSoup on lxml, Word beside python-docx, workbooks beside openpyxl's reader,
PDF beside pdfminer — each in the same process, on the same files. Ours gives tables, hidden parts, comments and places
besides the text; what a peer leaves out is said. Then the memory of a workbook of 200 MB, unpacked, in its child
process, and whether two processes read twice as much as one.
"""

from __future__ import annotations

import io
import resource
import zipfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from random import Random

import docx
import openpyxl
import typst

from benchmarks.county import folder
from benchmarks.measure import Measured, hand_in, seconds
from mingcha import extract
from mingcha.bulletin.forms import faces
from mingcha.extract import ocr
from mingcha.text.id_number import check_character

SEED = 20240112
PAGES, ROWS, WORD_ROWS, PDF_ROWS = 200, 20_000, 600, 700
# The issue asks for pages a second, rows a second, and how often the peers' time.
PAGES_A_SECOND, ROWS_A_SECOND, WORD_TIMES, PDF_TIMES = 4_000, 100_000, 5, 20
LARGE = 200_000_000
SCANNED_ROWS = 32
FONTS = Path(faces.__file__).with_name("fonts")
LETTERS = "县政府办公室关于印发工作方案的通知各乡镇人民政府单位要高度重视抓好落实"


def main() -> None:
    random = Random(SEED)
    _pages(random)
    _word(random)
    _workbook(random)
    _pdf(random)
    _large_workbook()
    _scanned_page(random)
    _two_workers(random)


def _pages(random: Random) -> None:
    pages = [page(random) for _ in range(PAGES)]
    size = f"{PAGES} 页，每页 {sum(map(len, pages)) // PAGES // 1000} KB"
    # Other pages in every run, as on a portal: only what stands in the template of all may be known from before.
    runs = iter([[page(random) for _ in range(PAGES)] for _ in range(5)] + [pages])
    ours = seconds(lambda: [extract.read_here(one, name="a.html") for one in next(runs)], runs=5, warm=True)
    peers: dict[str, Callable[[str], object]] = {}
    if find_spec("trafilatura"):
        import trafilatura

        peers["trafilatura（只有正文）"] = trafilatura.extract
    if find_spec("bs4"):
        import bs4

        peers["BeautifulSoup + lxml（只有文字）"] = lambda text: bs4.BeautifulSoup(text, "lxml").get_text("\n")
    _hand_in("网页", size, ours, peers, [one.decode() for one in pages], goal=PAGES / PAGES_A_SECOND, count=PAGES)


def _word(random: Random) -> None:
    document, out = docx.Document(), io.BytesIO()
    for _ in range(WORD_ROWS // 4):
        document.add_paragraph(sentence(random, 60))
    table = document.add_table(WORD_ROWS, 6)
    for number, row in enumerate(table._tbl.tr_lst):
        for cell, text in zip(row.tc_lst, line(random, number), strict=True):
            cell.p_lst[0].add_r().text = text
    document.save(out)
    data = out.getvalue()

    def peer(content: bytes) -> int:
        read = docx.Document(io.BytesIO(content))
        told = [one.text for one in read.paragraphs]
        return len(told) + sum(len(cell.text) for one in read.tables for row in one.rows for cell in row.cells)

    ours = seconds(lambda: extract.read_here(data, name="a.docx"), runs=3, warm=True)
    name = "python-docx（没有页眉、批注、文本框）"
    theirs = seconds(lambda: peer(data))
    hand_in([Measured("Word 文档", f"{WORD_ROWS} 行表格", ours, name, theirs, theirs / WORD_TIMES)])


def _workbook(random: Random) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("名单")
    for number in range(ROWS):
        sheet.append(line(random, number))
    out = io.BytesIO()
    book.save(out)
    data = out.getvalue()
    ours = seconds(lambda: extract.read_here(data, name="a.xlsx"), runs=3, warm=True)

    def peer() -> int:
        read = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        return sum(1 for row in read["名单"].iter_rows(values_only=True) if row)

    goal, told = ROWS / ROWS_A_SECOND, f"每秒 {ROWS / ours:,.0f} 行"
    hand_in([Measured("工作簿", f"{ROWS:,} 行 6 列", ours, "openpyxl 只读（只有值）", seconds(peer), goal, told)])


def _pdf(random: Random) -> None:
    cells = "".join(f'[#"{text}"],' for number in range(PDF_ROWS) for text in line(random, number))
    prose = "\n\n".join(f'#"{sentence(random, 300)}"' for _ in range(120))
    for called, source in (("PDF 正文", prose), ("PDF 表格（逐格）", f"#table(columns: 6, {cells})")):
        data = typst.compile(f"#set text(size: 9pt)\n{source}".encode(), format="pdf")
        assert isinstance(data, bytes)
        ours = seconds(lambda file=data: extract.read_here(file, name="a.pdf"), runs=3, warm=True)  # type: ignore[misc]
        peers: dict[str, Callable[[bytes], object]] = {}
        if find_spec("pdfminer"):
            from pdfminer.high_level import extract_text

            peers["pdfminer.six（没有表格）"] = lambda file: extract_text(io.BytesIO(file))
        theirs = {name: seconds(lambda f=work, file=data: f(file)) for name, work in peers.items()}  # type: ignore[misc]
        name, taken = next(iter(theirs.items()), ("", None))
        goal = taken / PDF_TIMES if taken is not None and called == "PDF 正文" else None
        hand_in([Measured(called, f"{len(data) // 1000} KB", ours, name, taken, goal)])


def _large_workbook() -> None:
    """One sheet of shared texts, 200 MB unpacked, read in the child as every upload is."""
    path = folder() / "large.xlsx"
    row = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>{1}</t></is></c><c r="B{0}"><v>{0}</v></c></row>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        book, out = openpyxl.Workbook(), io.BytesIO()
        book.save(out)
        with zipfile.ZipFile(out) as empty:
            for name in empty.namelist():
                if "sheet1" not in name:
                    package.writestr(name, empty.read(name))
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            sheet.write(head.encode())
            written = number = 0
            while written < LARGE:
                number += 1
                content = row.format(number, LETTERS[number % 20 :]).encode()
                written += len(content)
                sheet.write(content)
            sheet.write(b"</sheetData></worksheet>")

    def read() -> None:
        reading = extract.read(path, name=path.name)
        assert not reading.not_examined and len(reading.documents[0].tables[0].row_starts) == number

    taken = seconds(read)
    extract.close()
    held = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    hand_in(
        [Measured("大工作簿", f"展开 {LARGE // 1_000_000} MB，{number:,} 行", taken, remark=f"子进程峰值 {held} MB")]
    )


def _scanned_page(random: Random) -> None:
    """An A4 page of 200 dots an inch, a little askew, where the recognition of text is installed."""
    if not ocr.is_installed():
        return
    told = [line(random, number) for number in range(SCANNED_ROWS)]
    cells = "".join(f'[#"{text}"],' for row in told for text in row)
    source = f'#set page(paper: "a4")\n#set text(font: "Noto Sans SC")\n#rotate(0.4deg)[#table(columns: 6, {cells})]'
    fonts = [str(FONTS)]
    data = typst.compile(source.encode(), format="png", ppi=200, font_paths=fonts, ignore_system_fonts=True)
    assert isinstance(data, bytes)
    text = extract.read_here(data, name="a.png").documents[0].text
    found = sum(row[2] in text for row in told)
    taken = seconds(lambda: extract.read_here(data, name="a.png"), runs=3, warm=True)
    remark = f"每秒 {1 / taken:.2f} 页，{SCANNED_ROWS} 个身份证号认出 {found} 个"
    hand_in([Measured("扫描页文字识别", "A4，200 dpi", taken, remark=remark)])


def _two_workers(random: Random) -> None:
    pages = [page(random) for _ in range(PAGES * 4)]
    one = seconds(lambda: read_all(pages), runs=2, warm=True)
    with ProcessPoolExecutor(2) as pool:
        halves = [pages[::2], pages[1::2]]
        two = seconds(lambda: list(pool.map(read_all, halves)), runs=2, warm=True)
    hand_in([Measured("两个进程读网页", f"{len(pages)} 页", two, "一个进程", one)])


def read_all(pages: list[bytes]) -> int:
    return sum(len(extract.read_here(one, name="a.html").documents[0].text) for one in pages)


def _hand_in(
    question: str,
    size: str,
    ours: float,
    peers: dict[str, Callable[[str], object]],
    texts: list[str],
    *,
    goal: float,
    count: int,
) -> None:
    told = f"每秒 {count / ours:,.0f} 个"
    for name, work in peers.items():
        taken = seconds(lambda f=work: [f(text) for text in texts])  # type: ignore[misc]
        hand_in([Measured(question, size, ours, name, taken, goal, told)])
    if not peers:
        hand_in([Measured(question, size, ours, goal=goal, remark=told)])


def page(random: Random) -> bytes:
    """A portal's page of about 20 KB: tags, menu, text pasted from Word, a table, a list beside it."""
    style = "text-indent: 2em; line-height: 1.75; font-family: 宋体; font-size: 16px"
    text = "".join(f'<p style="{style}"><span style="{style}">{sentence(random, 70)}。</span></p>' for _ in range(18))
    menu = "".join(
        f'<li><a href="/col{i}/index.html" target="_blank" title="栏目名称{i}">栏目名称{i}</a></li>' for i in range(70)
    )
    beside = "".join(
        f'<li><a href="/art/{i}.html">{sentence(random, 20)}</a><span>2024-01-12</span></li>' for i in range(30)
    )
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line(random, i)) + "</tr>" for i in range(20))
    head = '<meta charset="utf-8"><meta name="ArticleTitle" content="公示"><meta name="PubDate" content="2024-01-12">'
    return (
        f"<!DOCTYPE html><html><head>{head}<title>公示</title><style>.a{{color:red}}</style></head><body><ul>{menu}</ul>"
        f'<div class="con"><h1>公示</h1><div class="TRS_Editor">{text}<table border="1">{rows}</table></div></div>'
        f"<ul>{beside}</ul><!-- foot --></body></html>"
    ).encode()


def sentence(random: Random, length: int) -> str:
    return "".join(random.choices(LETTERS, k=length))


def line(random: Random, number: int) -> list[str]:
    first = f"3699991990{1 + number % 12:02}{1 + number % 28:02}{random.randrange(1000):03}"
    phone = f"138{random.randrange(10**8):08}"
    return [str(number), sentence(random, 3), first + check_character(first), phone, sentence(random, 6), "2024"]


if __name__ == "__main__":
    main()
