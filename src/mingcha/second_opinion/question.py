"""What is asked about a doubt: the check's sentence, the wording and a little of what stands around it, numbers hidden."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mingcha.model.document import Document
from mingcha.model.finding import Finding, Verdict

# Only doubts about wording are asked: what names a person never leaves, and the rest is no matter of language.
FAMILY = "wording"
AROUND = 60
LONGEST = 300
_DIGITS = re.compile(r"[0-9０-９][0-9０-９ \-]{4,}[0-9０-９xX]|[0-9０-９]{5,}")
# A surname with 某 or stars stays; a name after a title is hidden.
_NAMED = re.compile(r"((?:户主|申请人|当事人|村民|居民|学生|患者|姓名|联系人|同志)[：: ]?)[\u4e00-\u9fff]{2,3}")
_LINES = re.compile(r"[\n\t\v\f\r]")


@dataclass(frozen=True, slots=True)
class Question:
    """One doubt as it is sent. `fingerprint` names the finding; `key` is the same for the same words."""

    fingerprint: str
    says: str
    quote: str
    context: str

    @property
    def key(self) -> str:
        words = "\x1f".join((self.says, self.quote, self.context))
        return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def questions(findings: Iterable[Finding], documents: Iterable[Document]) -> Iterator[Question]:
    """A question for every doubt about wording whose document is there."""
    known = {(document.source, document.member): document for document in documents}
    for finding in findings:
        document = known.get((finding.source, finding.member))
        if finding.verdict is Verdict.DOUBT and finding.family == FAMILY and document is not None:
            yield question(finding, document)


def question(finding: Finding, document: Document) -> Question:
    """What is sent of a doubt."""
    first, last = max(0, finding.start - AROUND), finding.end + AROUND
    before = _LINES.split(document.text[first : finding.start])[-1]
    after = _LINES.split(document.text[finding.end : last])[0]
    quote = hidden(document.text[finding.start : finding.end])
    return Question(
        finding.fingerprint,
        hidden(finding.message)[:LONGEST],
        quote[:LONGEST],
        f"{hidden(before)}【{quote}】{hidden(after)}"[:LONGEST],
    )


def hidden(text: str) -> str:
    """The text without numbers that could name anything, and without names where a list says that they are names."""
    return _NAMED.sub(r"\1某某", _DIGITS.sub(lambda match: "＊" * len(match[0]), text))
