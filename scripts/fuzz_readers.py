"""Gives every reader of files spoilt bytes for a while: it may raise its own error and nothing else.

Usage: python scripts/fuzz_readers.py [--seconds 60] [--only pdf,docx] [--out FOLDER]
(needs atheris, which only this script uses: `pip install atheris`)

Each reader runs in a process of its own, guided by which of our lines an input reaches. What it should not have raised is
kept in the folder, one file for each place in our code, and told at the end; the exit code is then 1.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import subprocess
import sys
import tempfile
import traceback
import zipfile
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent.parent
# What each reader is fuzzed with: the ending its seeds bear, and the name of its module.
READERS = {
    "html": "html", "txt": "text", "csv": "text", "rtf": "rtf", "docx": "docx", "doc": "doc", "xlsx": "workbook",
    "xls": "old_workbook", "pdf": "pdf", "ofd": "ofd", "png": "picture", "jpg": "picture", "zip": "archive",
    "gz": "archive", "7z": "seven_zip", "mht": "letter_page", "eml": "letter_page", "pptx": "slides",
    "odt": "open_document", "ods": "open_document", "ole": "compound",
}  # fmt: skip
_SLOWEST, _MEGABYTES = 25, 3000
_LARGEST_INPUT = 200_000


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--only", default=",".join(READERS))
    parser.add_argument("--out", type=Path)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    out = asked.out or Path(tempfile.mkdtemp(prefix="fuzzed-"))
    if asked.one:
        fuzz(asked.one, asked.seconds, out)
    faults = 0
    for form in asked.only.split(","):
        faults += told(form, asked.seconds, out / form)
    print(f"{faults} faults, kept in {out}" if faults else "no fault")
    return 1 if faults else 0


def told(form: str, seconds: int, out: Path) -> int:
    """Fuzz one reader in a process of its own; how many faults it showed."""
    out.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, __file__, "--one", form, "--seconds", str(seconds), "--out", str(out)]
    run = subprocess.run(command, cwd=HERE, capture_output=True, text=True, errors="replace", check=False)
    said = json.loads((out / "count.json").read_text()) if (out / "count.json").exists() else {}
    runs = next((line.split()[-1] for line in run.stderr.splitlines() if "number_of_executed_units" in line), "?")
    faults = sorted(path.name for path in out.glob("fault-*.txt"))
    ended = sorted(path.name for path in out.glob("*-*") if path.name.startswith(("crash-", "timeout-", "oom-")))
    print(f"{form:5} {runs:>8} inputs, answers {said}, faults {faults + ended}", flush=True)
    if not said and not ended:
        print(run.stderr[-2000:])
        return 1
    return len(faults) + len(ended)


def fuzz(form: str, seconds: int, out: Path) -> None:
    """Does not return: the fuzzer ends the process."""
    import atheris

    sys.path[:0] = [str(HERE / "src"), str(HERE / "tests"), str(HERE)]
    with atheris.instrument_imports(include=["mingcha.extract", "mingcha.pages", "mingcha.text.encodings"]):
        from mingcha.extract import ocr
        from mingcha.extract.contents import Unreadable
        from mingcha.extract.limits import Limits

        module = import_module(f"mingcha.extract.readers.{READERS[form]}")
    read = module.read_csv if form == "csv" else module.read
    ocr.is_installed = lambda: False  # to read a picture for its letters takes a second
    limits = Limits(unpacked=8 << 20, characters=300_000, members=30, depth=3, memory=64 << 20, seconds=20)
    counts: dict[str, int] = {}

    def one(data: bytes) -> None:
        try:
            contents = read(data, limits)
            if contents.assembly is not None:
                document = contents.assembly.document("a")
                for some in (*document.passages[:20], *document.tables[:20]):
                    str(document.place_at(some.start))
            for _ in contents.inside:
                pass
            answer = "read"
        except Unreadable as fault:
            answer = fault.outcome.name
        except Exception as error:
            answer = "FAULT"
            _keep(out, data, error)
        counts[answer] = counts.get(answer, 0) + 1
        if sum(counts.values()) % 200 == 0:
            (out / "count.json").write_text(json.dumps(counts))

    seeds = out / "seeds"
    seeds.mkdir(exist_ok=True)
    for index, data in enumerate(seeds_of(form)):
        (seeds / f"{index}").write_bytes(data)
        one(data)
    (out / "count.json").write_text(json.dumps(counts))
    flags = [f"-max_total_time={seconds}", f"-timeout={_SLOWEST}", f"-rss_limit_mb={_MEGABYTES}"]
    flags += [f"-artifact_prefix={out}{os.sep}", "-print_final_stats=1", f"-max_len={_LARGEST_INPUT}", str(seeds)]
    mutator = {"custom_mutator": _spoilt} if seeds_of(form)[0].startswith(b"PK") else {}
    atheris.Setup([sys.argv[0], *flags], one, **mutator)
    atheris.Fuzz()


def _keep(out: Path, data: bytes, error: Exception) -> None:
    """One file for each place in our code where an error came from."""
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if f"{os.sep}mingcha{os.sep}" in frame.filename
    ]
    place = f"{Path(frames[-1].filename).stem}-{frames[-1].lineno}" if frames else "elsewhere"
    name = f"{type(error).__name__}-{place}"
    if not (out / f"fault-{name}.txt").exists():
        (out / f"fault-{name}.txt").write_text("".join(traceback.format_exception(error))[-4000:])
        (out / f"input-{name}").write_bytes(data)


def _spoilt(data: bytes, most: int, seed: int) -> bytes:
    """Spoils one part of a package and packs it again: a spoilt package itself hardly ever opens."""
    chance = random.Random(seed)  # noqa: S311
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old:
            parts = {name: old.read(name) for name in old.namelist()}
    except Exception:
        return _changed(data, chance)[:most]
    if not parts or chance.random() < 0.05:
        return _changed(data, chance)[:most]
    victim = chance.choice(sorted(parts))
    parts[victim] = _changed(parts[victim], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue() if len(out.getvalue()) <= most else data


def _changed(data: bytes, chance: random.Random) -> bytes:
    found = bytearray(data or b"<")
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(found) + 1)
        end = min(len(found), at + chance.choice((1, 2, 4, 30, 200)))
        way = chance.randrange(6)
        if way == 0 and at < len(found):
            found[at] ^= 1 << chance.randrange(8)
        elif way == 1:
            found[at:end] = chance.choice(
                (b"\xff\xff\xff\xff", bytes(4), b"\x7f\xff\xff\xff", b"-1", b"999999999", b"")
            )
        elif way == 2:
            del found[at:end]
        elif way == 3:
            found[at:at] = found[at:end]
        elif way == 4:  # a tag or a piece from elsewhere
            other = chance.randrange(len(found) + 1)
            found[at:at] = found[other : other + chance.choice((4, 40, 400))]
        elif chance.random() < 0.1:
            del found[at:]
    return bytes(found)


def seeds_of(form: str) -> list[bytes]:
    """Small good files to begin with: those of the tests and of the labelled cases."""
    import gzip

    import py7zr
    from extract.samples import samples

    from quality import files, old_files
    from quality.lists import Listing

    listing = Listing(
        "样例补贴名单", ["序号", "姓名", "证件号"], [["1", "张三", "110105194912310021"]], (2,), frozenset()
    )
    notice = "关于公示的通知\n姓名：张三，公示期七天。"
    archive = io.BytesIO()
    with py7zr.SevenZipFile(archive, "w") as packed:
        packed.writestr(notice, "名单.txt")
    letter = b"MIME-Version: 1.0\r\nSubject: a\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
    letter += b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+YTwvcD4=\r\n--b--\r\n"
    known = samples()
    more: dict[str, list[bytes]] = {
        "csv": [files.list_as_csv(listing)],
        "html": [files.list_as_html(listing), files.notice_as_html(notice)],
        "xlsx": [files.list_as_xlsx(listing, comment="批注")],
        "docx": [files.list_as_docx(listing), files.notice_in_footer(notice)],
        "xls": [old_files.list_as_xls(listing)],
        "doc": [old_files.notice_as_doc(notice)],
        "rtf": [old_files.list_as_rtf(listing)],
        "ofd": [old_files.list_as_ofd(listing)],
        "pdf": [files.list_as_pdf(listing), files.notice_as_pdf(notice)],
        "gz": [gzip.compress(notice.encode())],
        "7z": [archive.getvalue()],
        "eml": [letter],
        "ods": [known["odt"]],
        "ole": [old_files.notice_as_doc(notice)],
    }
    return [*([known[form]] if form in known else []), *more.get(form, [])]


if __name__ == "__main__":
    sys.exit(main())
