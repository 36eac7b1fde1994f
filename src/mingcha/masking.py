"""The order of masking: read, look, mask, look again, until nothing is left; only then is a copy handed out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mingcha import extract
from mingcha.examine.candidates import prepare
from mingcha.examine.declaration import Check
from mingcha.examine.listed import with_lists
from mingcha.examine.runner import examine, replacements
from mingcha.model.document import Document, Outcome
from mingcha.model.finding import Verdict
from mingcha.model.masking import Made, MaskedFile, NotMasked, Receipt
from mingcha.rectify import mask
from mingcha.rectify.mask.archive import packed_again
from mingcha.rectify.mask.refusals import not_renewed, refusal
from mingcha.text.mask_pattern import HIDDEN, WIDE_HIDDEN, MaskPattern
from mingcha.text.masking import scrubbed

# Masking tells more: a number masked beside a birth date is a weak mask, which the next look finds.
_LOOKS = 4
_DEEPEST = 4
_WITH_MACROS = (".xlsm", ".xltm")


def mask_file(
    data: bytes,
    checks: Sequence[Check],
    *,
    name: str,
    today: date,
    pattern: MaskPattern | None = None,
    doubts: bool = False,
) -> MaskedFile:
    """A copy of a file in which every leak is masked, examined again before it is handed out. Raises NotMasked.

    `pattern` is the county's; doubts are masked only when asked for, and else left for a person in the receipt.
    """
    kind = extract.kind(data, name=name)
    way = _Masking(tuple(checks), today, pattern, doubts)
    return way.archive(data, name) if kind == "zip" else way.file(data, name, kind)


@dataclass(frozen=True, slots=True)
class _Masking:
    """How files are masked in one run; members of an archive are masked like files."""

    checks: tuple[Check, ...]
    today: date
    pattern: MaskPattern | None
    doubts: bool

    @property
    def last_day(self) -> int:
        return int(f"{self.today:%Y%m%d}")

    def archive(self, data: bytes, name: str, depth: int = 0) -> MaskedFile:
        counts: Counter[str] = Counter()
        taken: dict[str, None] = {}
        members: list[tuple[str, bytes]] = []
        try:
            inside = extract.members(data)
        except extract.Unreadable as fault:
            why = "，".join(filter(None, (fault.outcome.value, fault.reason)))
            raise NotMasked(f"压缩包没有读全，不能遮盖：{why}。请解压后逐个脱敏。") from None
        except extract.Died as death:
            raise NotMasked(f"压缩包没有读全，不能遮盖：{death.outcome.value}。请解压后逐个脱敏。") from None
        if depth > _DEEPEST:
            raise NotMasked("压缩包嵌套层数过多，没有处理。请解压后逐个遮盖。")
        for member, content in inside:
            kind = extract.kind(content, name=member)
            try:
                if kind == "zip":
                    copy = self.archive(content, member, depth + 1)
                elif kind == "empty":
                    copy = MaskedFile(content, _called(member), Receipt((), (), ()))
                else:
                    copy = self.file(content, member, kind)
            except NotMasked as fault:
                raise NotMasked(f"压缩包里的“{scrubbed(member)}”不能遮盖，整个压缩包没有处理。{fault}") from None
            counts.update(dict(copy.receipt.masked))
            taken |= dict.fromkeys(f"{copy.name}：{one}" for one in copy.receipt.taken_out)
            members.append((copy.name, copy.data))
        made = packed_again(members)
        # Two members may give away together what neither does alone.
        return self._proved(extract.read(made, name=name).documents, Made(made, tuple(taken)), name, counts)

    def file(self, data: bytes, name: str, kind: str) -> MaskedFile:
        data, kind, notes = _newer(data, kind)
        if notes:
            name = f"{name.removesuffix(Path(name).suffix)}.{kind}"
        if kind not in mask.MASKABLE:
            raise NotMasked(refusal(kind))
        if kind == "xlsx" and name.lower().endswith(_WITH_MACROS):
            name = name[:-1] + "x"  # its macros are taken out, and a program believes the ending
        made = _apart(mask.stripped, kind, data)
        made = Made(made.data, (*notes, *made.taken_out))
        counts: Counter[str] = Counter()
        if kind in mask.ILLUSTRATED:
            made = self._illustrated(made, name, kind, counts)
        for _ in range(_LOOKS):
            document = _read_whole(made, name, kind)[0]
            seen = with_lists(document)
            prepare([seen], last_day=self.last_day)
            places = replacements(seen, self.checks, pattern=self.pattern, doubts=self.doubts)
            if not places:
                break
            counts.update(one.check for one in places)
            made = _joined(made, _apart(mask.masked, kind, made.data, document, places))
        return self._proved(_read_whole(made, name, kind), made, name, counts)

    def _illustrated(self, made: Made, name: str, kind: str, counts: Counter[str]) -> Made:
        """The file with each of its pictures masked."""
        for picture in _read_whole(made, name, kind)[1:]:
            copy = self.file(mask.part_of(made.data, picture.member), picture.member, picture.kind)
            counts.update(dict(copy.receipt.masked))
            data = mask.with_part(made.data, picture.member, copy.data)
            made = _joined(made, Made(data, copy.receipt.taken_out))
        return made

    def _proved(self, documents: Sequence[Document], made: Made, name: str, counts: Counter[str]) -> MaskedFile:
        """The copy, if nothing is found in it any more."""
        result = examine(documents, self.checks, key=b"", last_day=self.last_day)
        found = [one for one in result.findings if one.verdict is Verdict.FOUND or self.doubts]
        if found or result.not_examined:
            told = f"{found[0].locator}：{found[0].message}" if found else "检查项运行出错"
            raise NotMasked(f"遮盖后复查没有通过，没有写出文件。{told}")
        receipt = Receipt(tuple(sorted(counts.items())), made.taken_out, result.findings)
        return MaskedFile(made.data, _called(name), receipt)


def _called(name: str) -> str:
    """A name without a number in it; no system forbids the wide asterisk."""
    return scrubbed(name).replace(HIDDEN, WIDE_HIDDEN)


def _joined(before: Made, now: Made) -> Made:
    taken = dict.fromkeys((*before.taken_out, *now.taken_out))
    return Made(now.data, tuple(taken), before.pictured | now.pictured)


def _newer(data: bytes, kind: str) -> tuple[bytes, str, tuple[str, ...]]:
    """An old binary file in its newer format, the kind it is now, and what the receipt says of that."""
    try:
        made, newer, by = extract.in_newer_format(data, kind=kind)
    except extract.Unreadable as fault:
        damaged = fault.outcome in (Outcome.BROKEN, Outcome.ENCRYPTED)
        raise NotMasked(not_renewed(kind, fault.reason if damaged else fault.outcome.value)) from None
    except extract.Died as death:
        raise NotMasked(not_renewed(kind, death.outcome.value)) from None
    if newer == kind:
        return data, kind, ()
    note = f"由 {by} 另存为 {newer}" if by else f"另存为 {newer}；旧文件中的图片、图表、批注和宏没有带入"
    return made, newer, (note,)


def _read_whole(made: Made, name: str, kind: str) -> tuple[Document, ...]:
    """The file's document, and those of its pictures. Raises NotMasked if anything was not read."""
    reading = extract.read(made.data, name=name, limits=extract.Limits(traced=kind in mask.TRACED))
    missed = [
        one for one in reading.not_examined if one.outcome is not Outcome.PICTURE or one.place not in made.pictured
    ]
    if missed:
        raise NotMasked(f"文件没有读全，不能遮盖：{missed[0]}。")
    others = [one for one in reading.documents[1:] if kind not in mask.ILLUSTRATED or one.kind != "picture"]
    if others or not reading.documents:
        inside = scrubbed(others[0].member) if others else ""
        raise NotMasked(f"文件里还嵌有文件（{inside}），不能遮盖。请在原软件中删去后再遮盖。")
    return reading.documents


def _apart(function: Callable[..., Made], *arguments: object) -> Made:
    """In a child process, like the reading: the file may be hostile."""
    try:
        made: Made = extract.in_child(function, *arguments)
    except extract.Died as death:
        raise NotMasked(f"遮盖时没有完成（{death.outcome.value}），没有处理。请把文件分成几个小的再试。") from None
    except NotMasked:
        raise
    except Exception as error:  # its words may repeat the file
        raise NotMasked(
            f"文件内部结构异常（{type(error).__name__}），不能遮盖，没有处理。请在原软件中打开后另存，再试。"
        ) from None
    return made
