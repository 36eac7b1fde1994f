"""The only file that knows the order of the stages."""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

from mingcha import extract
from mingcha.assess.reconciliation import reconcile
from mingcha.assess.statistics import month_statistics
from mingcha.bulletin.compose import compose
from mingcha.bulletin.forms import docx, evidence, html, pdf, xlsx
from mingcha.collect.ledger import understand
from mingcha.examine.candidates import candidates, prepare
from mingcha.examine.catalogue import named
from mingcha.examine.declaration import Check, Corpus
from mingcha.examine.listed import with_lists
from mingcha.examine.masked import may_be_masked
from mingcha.examine.runner import Result, examine, replacements
from mingcha.extract.readers import spreadsheet
from mingcha.extract.readers.delimited import separator_of
from mingcha.model.bulletin import Bulletin
from mingcha.model.document import Document, NotExamined, Passage
from mingcha.model.finding import Verdict
from mingcha.model.ledger import LedgerReading
from mingcha.model.masking import NotMasked, Receipt, Replacement
from mingcha.model.post import Post
from mingcha.model.unit import Unit
from mingcha.rectify.mask.plain import masked_lines, masked_table
from mingcha.rectify.mask.workbook import masked_workbook
from mingcha.text.encodings import decode
from mingcha.text.unit_names import UnitNames

__all__ = [
    "FORMS",
    "compose",
    "evidence_file",
    "examine_files",
    "mask_file",
    "month_statistics",
    "read_ledger",
    "reconcile",
    "write_forms",
]

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


# Where a file is, or what is in it, and what it is called.
Source = tuple[Path | bytes, str]
# Files a worker takes at a time: enough to scan short posts together, few enough to share the work evenly.
SHARD = 400


def examine_files(
    files: Sequence[Source],
    checks: Sequence[Check],
    *,
    key: bytes,
    today: date,
    processes: int = 1,
    advance: Callable[[int], None] = lambda steps: None,
) -> Iterator[Result]:
    """Read and examine files; results come in the order of the files, those that compare documents last.

    Each worker process reads its own files and gives back findings, and of the documents only those with numbers or
    masks in them, since comparing needs no others.
    """
    alone = [check.name for check in checks if check.looks_at is not Corpus]
    across = [check for check in checks if check.looks_at is Corpus]
    last_day = int(f"{today:%Y%m%d}")
    size = max(1, min(SHARD, -(-len(files) // processes)))
    shards = [files[start : start + size] for start in range(0, len(files), size)]
    kept: list[Document] = []
    for shard, (result, documents) in zip(
        shards, _examined_shards(shards, alone, bool(across), key, last_day, processes), strict=True
    ):
        kept += documents
        advance(len(shard))
        yield result
    if kept:
        yield examine(kept, across, key=key, last_day=last_day)


Shard = tuple[Result, list[Document]]


def _examined_shards(
    shards: Sequence[Sequence[Source]], names: Sequence[str], keep: bool, key: bytes, last_day: int, processes: int
) -> Iterator[Shard]:
    if processes == 1 or len(shards) == 1:
        for shard in shards:
            yield _examined_shard(shard, names, keep, key, last_day)
        return
    with ProcessPoolExecutor(max_workers=min(processes, len(shards))) as pool:
        rounds = [pool.submit(_examined_shard, shard, names, keep, key, last_day) for shard in shards]
        for one in rounds:
            yield one.result()


def _examined_shard(files: Sequence[Source], names: Sequence[str], keep: bool, key: bytes, last_day: int) -> Shard:
    missed: list[NotExamined] = []
    seen: list[Document] = []

    def documents() -> Iterator[Document]:
        for where, name in files:
            reading = extract.read(where, name=name)
            missed.extend(reading.not_examined)
            for document in (*reading.documents, *_name_of(name)):
                yield document
                if keep:
                    seen.append(document)

    result = examine(documents(), [named(name) for name in names], key=key, last_day=last_day)
    # Only now: the run has scanned the documents together, which is many times as fast as one by one.
    return result + Result(not_examined=tuple(missed)), [one for one in seen if _can_be_compared(one)]


def _name_of(name: str) -> tuple[Document, ...]:
    """A file's own name is published as well."""
    own = Path(name).name
    if sum(c.isdigit() for c in own) < 11:
        return ()
    return (Document(name, own, (Passage(0, len(own), "文件名"),), kind="name"),)


def _can_be_compared(document: Document) -> bool:
    seen = document.once(candidates)
    return may_be_masked(document) or any(map(len, (seen.eighteen, seen.split_id_numbers, seen.mobiles)))


def mask_file(
    data: bytes, checks: Sequence[Check], *, name: str, today: date, doubts: bool = False
) -> tuple[bytes, Receipt]:
    """A copy of a file in which every leak is masked, examined again before it is handed out. Raises NotMasked."""
    reading = extract.read(data, name=name)
    if reading.not_examined:
        raise NotMasked(f"文件没有读全，不能遮盖：{reading.not_examined[0]}。")
    if len(reading.documents) != 1 or reading.documents[0].kind not in MASKABLE:
        raise NotMasked(
            f"目前只能遮盖{'、'.join(MASKABLE)}文件，没有处理。请在原软件中遮盖后再用 mingcha examine 检查。"
        )
    document, last_day = with_lists(reading.documents[0]), int(f"{today:%Y%m%d}")
    prepare([document], last_day=last_day)
    places = replacements(document, checks, doubts=doubts)
    masked, taken = _masked_copy(data, document, places)
    again = extract.read(masked, name=name)
    result = examine(again.documents, checks, key=b"", last_day=last_day)
    found = [one for one in result.findings if one.verdict is Verdict.FOUND or doubts]
    if found or again.not_examined or result.not_examined:
        told = f"{found[0].locator}：{found[0].message}" if found else "遮盖后的文件没有读全"
        raise NotMasked(f"遮盖后复查没有通过，没有写出文件。{told}")
    counts = Counter(one.check for one in places)
    return masked, Receipt(tuple(sorted(counts.items())), tuple(taken), result.findings)


MASKABLE = ("txt", "csv", "xlsx")


def _masked_copy(data: bytes, document: Document, places: Sequence[Replacement]) -> tuple[bytes, list[str]]:
    if document.kind == "xlsx":
        return masked_workbook(data, document, places)
    text, encoding = decode(data)
    if document.kind == "csv" and document.tables:
        made = masked_table(document, places, separator=separator_of(text))
    else:
        made = masked_lines(document, places)
    mark = next((mark for mark in (BOM_UTF8, BOM_UTF16_LE, BOM_UTF16_BE) if data.startswith(mark)), b"")
    return mark + made.encode(encoding, errors="replace"), []
