"""Files that leave the house: their names, their headers, and the entry in the log that each of them leaves behind."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.test import RequestFactory

import mingcha.web
from mingcha.web.audit.models import LogEntry
from mingcha.web.downloads import XLSX, download, handed_over, safe_name

WEB = Path(mingcha.web.__file__).parent
# Blank forms hold nothing of anybody; the others are logged by the service that makes the file.
NEED_NO_ENTRY = {
    "import_template",
    "media_import_template",
    "masking_copy",  # masking.services.take_copy
    "own_copy",  # answers.masked_copies.masked_copy
    "dossier_export",  # escalation's bundle
    "masked",  # no answer: asks the archive what a file is called
}


def calls(function: ast.AST) -> set[str]:
    names = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            names.add(node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", ""))
    return names


def test_no_file_leaves_without_an_entry():
    """Every view that answers with a file writes the log in the same function, or is one of the few named above."""
    silent, seen = [], 0
    for path in WEB.rglob("*.py"):
        if path.name == "downloads.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and calls(node) & {"download", "handed_over", "FileResponse"}:
                seen += 1
                if not calls(node) & {"record", "handed_over"} and node.name not in NEED_NO_ENTRY:
                    silent.append(f"{path.relative_to(WEB)}: {node.name}")
    assert seen > 10
    assert silent == []


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("信息台账.xlsx", "信息台账.xlsx"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ('a"; filename=evil.exe', "a_; filename=evil.exe"),
        ("a\r\nSet-Cookie: x=1", "a__Set-Cookie_ x=1"),
        ("名单\u202egnp.exe", "名单_gnp.exe"),
        ("C:\\窗\\a.doc", "C__窗_a.doc"),
        ("a%0d%0a.csv", "a_0d_0a.csv"),
        ("...", "文件"),
        ("", "文件"),
    ],
)
def test_a_name_is_a_name_and_nothing_else(name, safe):
    assert safe_name(name) == safe
    told = download(b"x", name=name, kind="text/plain")["Content-Disposition"]
    assert told.startswith('attachment; filename="')
    assert told.count('"') == 2
    assert "\r" not in told and "\n" not in told


@pytest.mark.parametrize("kind", ["text/html", "image/svg+xml", "application/pdf", "text/xml"])
def test_no_file_is_opened_in_the_browser_and_nothing_in_it_would_run(kind):
    answer = download(b"<script>alert(1)</script>", name="a.html", kind=kind)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_the_policy_of_a_file_is_not_replaced_by_that_of_pages(as_role, county):
    answer = as_role("operator").get("/units/export/")
    assert "sandbox" in answer["Content-Security-Policy"]


def test_handing_over_writes_who_took_what(county):
    request = RequestFactory().get("/")
    request.user = county.people["operator"]
    handed_over(request, b"x", name="台账.xlsx", kind=XLSX, action="导出台账", detail="3 条")
    entry = LogEntry.objects.get()
    assert (entry.actor, entry.action, entry.target, entry.detail) == (
        "经办人员甲（operator）", "导出台账", "台账.xlsx", "3 条",
    )  # fmt: skip
