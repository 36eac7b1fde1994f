"""A dossier is the same bytes for the same files, and tells when one of them was changed, lost or slipped in."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import pytest

from mingcha.bulletin.forms import dossier
from mingcha.bulletin.forms.dossier import Entry

STAMP = datetime(2023, 12, 8, 9, 30)
ENTRIES = [
    Entry("事项1/情况.txt", "事项情况", "逾期未整改".encode()),
    Entry("通知/第十一期.docx", "通知", b"PK-something"),
]


def made(entries=ENTRIES):
    return dossier.write("统调队卷宗", [("单位", "统调队"), ("说明", "<script>")], entries, stamp=STAMP)


def again(data, change):
    """The dossier with its files changed: a name becomes other content, or None."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            if (content := change.get(name, old.read(name))) is not None:
                new.writestr(name, content)
        for name in set(change) - set(old.namelist()):
            new.writestr(name, change[name])
    return out.getvalue()


def test_the_same_files_in_any_order_are_the_same_bytes():
    assert made() == made(ENTRIES[::-1])


def test_every_file_stands_in_the_index_which_runs_nothing():
    with ZipFile(BytesIO(made())) as file:
        index = file.read(dossier.INDEX).decode()
        assert file.namelist() == [dossier.INDEX, "事项1/情况.txt", "通知/第十一期.docx", dossier.DIGESTS]
    assert "事项1/情况.txt" in index
    assert "<script" not in index


def test_what_nobody_touched_is_whole():
    assert dossier.verify(made()) == dossier.Verified(3, ())


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"事项1/情况.txt": "已整改".encode()}, "内容已被改动：事项1/情况.txt"),
        ({"事项1/情况.txt": None}, "缺少文件：事项1/情况.txt"),
        ({"事项1/添加.txt": b"x"}, "多出文件：事项1/添加.txt"),
    ],
)
def test_what_was_changed_is_named(change, fault):
    assert dossier.verify(again(made(), change)).faults == (fault,)


def test_what_is_no_dossier_is_said_to_be_none():
    assert "不是完整的卷宗" in dossier.verify(b"nothing").faults[0]
    assert "没有摘要清单" in dossier.verify(again(made(), {dossier.DIGESTS: None})).faults[0]


def test_no_damaged_byte_goes_unseen():
    data = bytearray(made())
    for at in range(60, 400, 7):
        hurt = bytearray(data)
        hurt[at] ^= 0x55
        verified = dossier.verify(bytes(hurt))
        with ZipFile(BytesIO(data)) as file:
            whole = {name: file.read(name) for name in file.namelist()}
        if not verified.faults:
            with ZipFile(BytesIO(bytes(hurt))) as file:
                assert {name: file.read(name) for name in file.namelist()} == whole
