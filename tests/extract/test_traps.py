"""Files that brought other readers down or misled them, each made up once more: every one is read or refused."""

from __future__ import annotations

import hashlib
import io
import random
import resource
import threading
import zipfile
from datetime import date

import openpyxl
import pytest
from extract.readers.test_pdf import CATALOGUE, FONT, PAGES, objects, pdf
from extract.samples import samples
from rectify.mask.copies import MASKED, SAMPLE, copy_of, refusal

from mingcha import extract
from mingcha.cli import main
from mingcha.examine.catalogue import that_mask
from mingcha.examine.runner import examine, replacements
from mingcha.model.document import Document, Outcome
from mingcha.text.bank_card import is_bank_card
from mingcha.text.id_number import check_character

MEGABYTE = 1 << 20
MOBILE, CARD = "13812345678", "6222020000000000000"
PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def found(text: str, *, kind: str = "txt") -> dict[str, int]:
    """What each check finds in a text, by the number of places."""
    document = Document("a", text, kind=kind)
    counts: dict[str, int] = {}
    for one in replacements(document, list(that_mask())):
        counts[one.check] = counts.get(one.check, 0) + 1
    return counts


def far_corner() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["XFD1048576"] = f"身份证号{SAMPLE}", "角"
    book.save(out)
    return out.getvalue()


def bomb(*, megabytes: int) -> bytes:
    """A workbook of two megabytes, whose sheet is some hundred times as large."""
    row = b'<row r="1"><c r="A1"><v>1</v></c></row>' * 1000
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(samples()["xlsx"])) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != "xl/worksheets/sheet1.xml":
                new.writestr(name, old.read(name))
        with new.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
            for _ in range(megabytes * MEGABYTE // len(row)):
                sheet.write(row)
            sheet.write(b"</sheetData></worksheet>")
    return out.getvalue()


def rc4(key: bytes, data: bytes) -> bytes:
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def locked_pdf(password: bytes, words: str) -> bytes:
    """A PDF locked the oldest way; with the empty password everybody may open it."""
    owner, number = bytes(range(32)), b"AA"
    padded = (password + PADDING)[:32]
    key = hashlib.md5(padded + owner + (-4).to_bytes(4, "little", signed=True) + number).digest()[:5]
    of_stream = hashlib.md5(key + bytes((4, 0, 0, 0, 0))).digest()[:10]
    content = rc4(of_stream, f"BT /F 12 Tf 50 700 Td ({words}) Tj ET".encode())
    page = "<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>> >>"
    sealed = b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content)
    lock = f"<</Filter /Standard /V 1 /R 2 /P -4 /O <{owner.hex()}> /U <{rc4(key, PADDING).hex()}>>>"
    return objects(CATALOGUE, PAGES, page, sealed, FONT, lock, extra="/Encrypt 6 0 R /ID [<4141><4141>]")


def test_a_sparse_sheet_neither_ends_the_process_nor_keeps_its_number() -> None:
    """Cells in the first and the last corner: nine kilobytes, for which a dense table wants sixteen thousand million cells."""
    data = far_corner()
    reading = extract.read(data, name="a.xlsx")
    assert reading.not_examined == () and "角" in reading.documents[0].text
    copy = openpyxl.load_workbook(io.BytesIO(copy_of(data, "a.xlsx").data), read_only=True)
    assert next(copy.worksheets[0].iter_rows(max_row=1, max_col=1, values_only=True)) == (f"身份证号{MASKED}",)


def test_two_megabytes_that_unpack_to_six_hundred_are_refused_in_little_memory() -> None:
    data = bomb(megabytes=600)
    assert len(data) < 4 * MEGABYTE
    extract.close()
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    reading = extract.read(data, name="a.xlsx")
    words = refusal(data, "a.xlsx")
    extract.close()
    assert [gap.outcome for gap in reading.not_examined] == [Outcome.EXPANDS]
    assert "展开" in words and "没有处理" in words
    assert max(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss - before, 0) < 300 * 1024


def test_pdfs_read_by_many_threads_at_once_keep_their_own_words() -> None:
    """The library under the reader must not be used by two threads; each has a process of its own."""
    files = {f"word{n}": pdf(f"word{n} " * 300) for n in range(4)}
    read: dict[str, list[str]] = {word: [] for word in files}

    def work(word: str) -> None:
        for _ in range(5):
            read[word] += [document.text for document in extract.read(files[word], name="a.pdf").documents]

    threads = [threading.Thread(target=work, args=(word,)) for word in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for word, texts in read.items():
        assert len(texts) == 5
        assert {one for text in texts for one in text.split() if one.startswith("word")} == {word}


def test_a_pdf_with_an_empty_password_is_read_and_one_with_a_password_is_never_clean() -> None:
    reading = extract.read(locked_pdf(b"", "open to all"), name="a.pdf")
    assert "open to all" in reading.documents[0].text
    reading = extract.read(locked_pdf(b"secret", "closed"), name="a.pdf")
    assert [gap.outcome for gap in reading.not_examined] == [Outcome.ENCRYPTED] and reading.documents == ()


def test_an_encrypted_workbook_in_its_ole_container_is_never_clean(
    tmp_path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "名单.xlsx"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"))
    assert main(["examine", str(file)]) != 0
    assert "密码" in "".join(capsys.readouterr())


def test_two_bank_cards_of_other_rows_are_not_joined_though_a_tenth_of_all_pairs_would_pass() -> None:
    chance = random.Random(7)
    pairs = [(f"{chance.randrange(10**8, 10**9)}", f"{chance.randrange(10**9)}"[:9].zfill(9)) for _ in range(60)]
    rows = "".join(f"[{above}], [{below}]," for pair in pairs for above, below in (pair,))
    passing = sum(is_bank_card(above + below) for above, below in pairs)
    document = extract.read(pdf(f"#table(columns: 1, stroke: none, {rows})"), name="a.pdf").documents[0]
    assert passing > 0
    assert not [one for one in pairs if "".join(one) in document.text and not "".join(one).startswith("62")]


@pytest.mark.parametrize("row", [f"{SAMPLE} {MOBILE} {CARD}", f"{MOBILE} {SAMPLE} {CARD}", f"{CARD} {SAMPLE} {MOBILE}"])
def test_numbers_one_space_apart_do_not_swallow_each_other(row: str) -> None:
    """Squeezing the spaces of such a row makes one number of three."""
    masked = found(f"姓名 身份证号 联系电话 银行卡号\n张三 {row}\n李四 {row}\n")
    assert masked["leaked_id_number"] == 2
    assert masked["leaked_mobile"] == 2


def test_digits_of_other_scripts_are_no_numbers_and_wide_ones_are() -> None:
    wide = SAMPLE.translate({ord("0") + n: chr(0xFF10 + n) for n in range(10)})
    arabic = SAMPLE.translate({ord("0") + n: chr(0x0660 + n) for n in range(10)})
    assert found(f"身份证号{wide}") == {"leaked_id_number": 1}
    assert found(f"身份证号{arabic}") == {}


def test_project_numbers_that_pass_the_check_digit_are_no_identity_numbers() -> None:
    """One number in eleven passes; none of these has a birth date in it."""
    chance = random.Random(11)
    numbers = []
    while len(numbers) < 200:
        first = f"3601{chance.randrange(10**2):02}20{chance.randrange(13, 99)}{chance.randrange(10**7):07}"[:17]
        if not "01" <= first[10:12] <= "12":
            numbers.append(first + check_character(first))
    assert found("".join(f"项目编号：{number}\n" for number in numbers)) == {}


def test_order_numbers_that_pass_luhn_are_no_bank_cards() -> None:
    chance = random.Random(13)
    numbers = [number for _ in range(3000) if is_bank_card(number := f"{chance.randrange(10**17, 10**18)}")]
    assert len(numbers) > 100
    text = "序号\t订单号\n" + "".join(f"{n}\t{number}\n" for n, number in enumerate(numbers))
    result = examine([Document("a", text)], list(that_mask()), key=b"key", last_day=int(f"{date(2024, 1, 12):%Y%m%d}"))
    assert [one.check for one in result.findings if "bank" in one.check] == []
