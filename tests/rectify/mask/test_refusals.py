"""A file that cannot be masked is refused with one sentence: what it is, why not, and what to do instead."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from extract.samples import samples
from rectify.mask.copies import refusal
from rectify.mask.workbooks import Workbook, cell, row

from mingcha.cli import main
from mingcha.extract.kinds import COMPOUND_MARK, Kind
from mingcha.rectify import mask


def compound(stream: str) -> bytes:
    return COMPOUND_MARK + bytes(600) + stream.encode("utf-16-le")


def binary_workbook() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("xl/workbook.bin", b"\0")
    return out.getvalue()


# By the name offices give such a file: its content, and what the sentence must say to do.
REFUSED = {
    "公示.ofd": (samples()["ofd"], "回到生成它的原文件"),
    "汇报.pptx": (samples()["pptx"], "另存为 docx 或 PDF"),
    "汇报.dps": (compound("PowerPoint Document"), "另存为 docx 或 PDF"),
    "通知.odt": (samples()["odt"], "文字另存为 docx、表格另存为 xlsx"),
    "网页.mht": (samples()["mht"], "另存为 html"),
    "通知.doc": (compound("WordDocument"), "另存为 docx"),
    "通知.wps": (compound("WordDocument"), "另存为 docx"),
    "通知.rtf": (b"{\\rtf1 a}", "另存为 docx"),
    "名单.et": (compound("Workbook"), "另存为 xlsx"),
    "名单.xlsb": (binary_workbook(), "另存为 xlsx"),
    "名单.gz": (gzip.compress(b"a,b"), "重新打包为 zip"),
    "名单.7z": (b"7z\xbc\xaf\x27\x1c" + bytes(100), "重新打包为 zip"),
    "名单.rar": (b"Rar!\x1a\x07\0" + bytes(100), "重新打包为 zip"),
    "加密.docx": (compound("EncryptedPackage"), "取消密码"),
    "空.docx": (b"", "确认选对了文件"),
    "不明.bin": (bytes(range(256)) * 20, "另存为 docx、xlsx 或 PDF"),
    "不明.dat": (compound("Contents"), "另存为 docx、xlsx 或 PDF"),
}


pytestmark = pytest.mark.usefixtures("without_programs")


@pytest.mark.parametrize("name", REFUSED)
def test_the_command_says_in_one_sentence_what_to_do_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    data, instead = REFUSED[name]
    file = tmp_path / name
    file.write_bytes(data)
    assert main(["mask", str(file)]) == 2
    said = capsys.readouterr().err.strip()
    assert instead in said and said.count("。") == 1 and said.endswith("。") and "请" in said
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_every_kind_of_file_is_masked_renewed_or_refused_with_what_to_do() -> None:
    from mingcha.extract.renewed import NEWER
    from mingcha.rectify.mask.refusals import refusal as sentence

    told = {kind for kind in Kind if kind not in mask.MASKABLE and kind not in NEWER and kind is not Kind.ZIP}
    assert told
    for kind in told:
        words = sentence(kind)
        assert "请" in words and words.count("。") == 1
        assert f"（{kind}）" not in words, "a clerk does not know our names of formats"


def test_an_old_file_cut_short_is_said_to_be_damaged() -> None:
    assert "已损坏" in refusal(samples()["xls"][:700], "名单.xls")


def test_a_workbook_of_a_shape_nobody_foresaw_is_refused_with_what_to_do() -> None:
    book = Workbook()
    book.sheet("名单", row(2, cell("A2", "张三")).replace('r="2"', 'r="第二行"'))
    told = refusal(book.packed(), "名单.xlsx")
    assert "内部结构异常" in told and told.endswith("没有处理。请在原软件中打开后另存，再试。")
