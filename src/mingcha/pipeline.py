"""The only file that knows the order of the stages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from mingcha.assess.reconciliation import reconcile
from mingcha.assess.statistics import month_statistics
from mingcha.bulletin.compose import compose
from mingcha.bulletin.forms import docx, evidence, html, pdf, xlsx
from mingcha.collect.ledger import understand
from mingcha.extract.readers import spreadsheet
from mingcha.model.bulletin import Bulletin
from mingcha.model.ledger import LedgerReading
from mingcha.model.post import Post
from mingcha.model.unit import Unit
from mingcha.text.unit_names import UnitNames

__all__ = ["FORMS", "compose", "evidence_file", "month_statistics", "read_ledger", "reconcile", "write_forms"]

# The four forms a bulletin is issued in, each from the same value.
FORMS: Mapping[str, Callable[[Bulletin], bytes]] = {
    "docx": docx.write,
    "pdf": pdf.write,
    "html": html.write,
    "xlsx": xlsx.write,
}


def read_ledger(
    path: Path, *, units: Sequence[Unit], today: date, only_unit: str | None = None, county: str = ""
) -> LedgerReading:
    """A ledger file understood row by row; raises model.ledger.FileFault when it cannot be read at all.

    `county` is the county's own name, which units may stand under (样例县财政局).
    """
    names = UnitNames(units, county=county)
    return understand(spreadsheet.read(path), names=names, today=today, only_unit=only_unit)


def write_forms(bulletin: Bulletin, folder: Path, *, name: str = "") -> tuple[Path, ...]:
    """Write the four forms into the folder; the file name is the bulletin's title unless given."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for form, write in FORMS.items():
        file = folder / f"{name or bulletin.title}.{form}"
        file.write_bytes(write(bulletin))
        files.append(file)
    return tuple(files)


def evidence_file(bulletin: Bulletin, posts: Iterable[Post], unit_names: Mapping[str, str]) -> bytes:
    """evidence.xlsx: every figure with the rows it counts."""
    return evidence.write(bulletin, posts, unit_names)
