"""A parsed page as its texts and tags by turns, in the order of the page: all of it taken from the parser in one step.

The parser writes the tree down again, where every element is closed and every bracket in a text is a reference, so
that two searches part the texts from the tags. To visit the nodes of the tree would take longer than to parse it.
"""

from __future__ import annotations

import html as references
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import compress, count

from mingcha.extract.readers.page_lines import HIDE_CLOSE, HIDE_OPEN, SPAN_CLOSE, SPAN_OPEN
from mingcha.extract.readers.page_tags import VOID, Said, Vocabulary, now, plain, said_by
from mingcha.pages.page import Node, Tree

# Stands where something was that is no text: a comment, a script.
GONE = SPAN_OPEN + SPAN_CLOSE
# What is no text, and texts that are written as they are, without references; what may hold such things itself.
_STRANGE = re.compile(r"<(?:!|\?|(script|style|title|iframe|xmp|noembed|noframes|plaintext|svg|math|template)(?=[ >]))")
_TAG = re.compile(r"<([^>]*)>")
# Numbers that need not be made again for every page.
_NUMBERS = tuple(range(10_000))
# Values of attributes that hold Chinese words or long numbers.
_TELLING_VALUE = re.compile('="([^"]*(?:[\u3400-\u9fff]|[0-9]{11})[^"]*)"')
_RAW = frozenset({"iframe", "xmp", "noembed", "noframes", "plaintext"})
_HOLDING = frozenset({"svg", "math", "template"})
_UNREAD = "script,style,template,title"
_NAMES = frozenset(_UNREAD.split(","))
_OUT = f"{SPAN_OPEN}.{SPAN_CLOSE}"
_GONE_OR_OUT = re.compile(f"{SPAN_OPEN}\\.?{SPAN_CLOSE}")
_HIDING = re.compile(f"{HIDE_OPEN}.|{HIDE_CLOSE}")


@dataclass(slots=True)
class Stream:
    """`parts` are a text, a tag, a text … a text, as the parser writes them, and `tags` the tags alone: tag i stands
    between the texts at 2i and 2i + 2. `places` are the numbers of tags that say something, `said` what they say.

    `marks` are what stands for each tag in the marked text. `gone` are the words of what was taken out, one for each
    GONE in order, `taken` those that are not comments with the name of their element, `apart` what the first tags of
    those elements say.
    """

    parts: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    said: dict[str, Said] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    taken: list[tuple[str, str]] = field(default_factory=list)
    apart: list[Said] = field(default_factory=list)
    is_odd: bool = False  # pictures, formulas or templates are in it

    def words(self, at: int) -> str:
        """All words inside an element, by the number of its first tag; those of what was taken out among them."""
        end = closing(self.tags, at)
        words = "".join(self.parts[2 * at + 2 : 2 * end + 1 : 2])
        words = plain(_HIDING.sub("", words) if HIDE_CLOSE in words else words)
        if GONE in words:
            first = "".join(self.parts[: 2 * at + 1 : 2]).count(GONE)
            head, *pieces = words.split(GONE)
            gone = self.gone[first : first + len(pieces)]
            words = head + "".join(one + piece for one, piece in zip(gone, pieces, strict=True))
        return words

    def marked(self) -> str:
        """The text of the page with a mark for each tag, its white space single spaces."""
        parts = self.parts
        parts[1::2] = self.marks
        return " ".join(plain("".join(parts).replace(GONE, "")).split())

    def _say(self, tag: str) -> None:
        vocabulary = now()
        vocabulary[tag]  # is known from here on
        if tag in vocabulary.said:
            self.apart.append(vocabulary.said[tag])

    def _part(self, text: str, vocabulary: Vocabulary) -> None:
        parts = text.replace(">", "<").split("<")
        number = text.count("<")
        if len(parts) != 2 * number + 1:  # a bracket that was mistyped into a name: rare, and slow to look for
            parts = _TAG.split(text)
        self.parts, self.tags, self.said = parts, parts[1::2], vocabulary.said
        self.marks = [*map(vocabulary.__getitem__, self.tags)]
        numbers = _NUMBERS if len(self.tags) <= len(_NUMBERS) else count()
        self.places = [*compress(numbers, map(self.said.__contains__, self.tags))]


def stream_of(tree: Tree, hide: Callable[[Tree, list[str]], bool]) -> Stream:
    """The whole page. `hide` puts marks into the tree for what the page's own style sheets hide, and says if it did.

    A tree with pictures, formulas or templates loses its scripts, style sheets, templates and titles.
    """
    stream, text = _written(tree)
    if stream.is_odd:
        styles = [node.text(deep=True) for node in tree.tags("style")]
    else:
        styles = [words for name, words in stream.taken if name == "style"]
    is_odd = stream.is_odd
    if (styles and hide(tree, styles)) or is_odd:
        out, apart = _taken_out(tree) if is_odd else ([], [])
        stream, text = _written(tree)
        if is_odd:
            stream.taken, stream.apart, stream.is_odd = out, apart, True
            # Comments are gone from what was written, scripts from the tree: each in its turn. The parser does not
            # count the words of a template among those of the page.
            of_tree = ("" if name == "template" else words for name, words in out)
            of_text = iter(stream.gone)
            stream.gone = [next(of_tree if one == _OUT else of_text) for one in _GONE_OR_OUT.findall(text)]
            text = text.replace(_OUT, GONE)
    stream._part(text, now())
    return stream


def _written(tree: Tree) -> tuple[Stream, str]:
    """What the parser writes, without what is no text."""
    stream = Stream()
    written = (tree.root.html if tree.root is not None else "") or ""
    kept, at = [], 0
    for found in _STRANGE.finditer(written):
        start, name = found.start(), found[1]
        if start < at or written.rfind("<", at, start) > written.rfind(">", at, start):
            continue  # inside what was taken, or within a tag: a bracket mistyped into a name
        opened = written.find(">", start) + 1
        if name is None:
            words, end = "", written.find("-->", start) + 3 if written.startswith("!--", start + 1) else opened
        elif name in _HOLDING:
            stream.is_odd = True
            continue
        else:
            last = written.find(f"</{name}>", opened)
            words, end = written[opened:last], last + len(name) + 3
        if name in _RAW:
            kept += [written[at:opened], references.escape(words, quote=False)]
            at = last
            continue
        if name == "title":
            words = plain(words)
        elif name == "script" and "<!--" in words and "<script" in words:
            stream.is_odd = True  # its end may stand in a comment of its own
        if name:
            stream.taken.append((name, words))
            if written[start + len(name) + 1] == " ":
                stream._say(written[start + 1 : opened - 1])
        stream.gone.append(words)
        kept += [written[at:start], GONE]
        at = end
    kept.append(written[at:])
    return stream, "".join(kept)


def _taken_out(tree: Tree) -> tuple[list[tuple[str, str]], list[Said]]:
    """What no reader sees, taken out of the tree: its name and its words; and what its attributes say."""
    found = []
    for node in tree.css(_UNREAD):
        above = node.parent
        while above is not None and above.tag not in _NAMES:
            above = above.parent
        if above is None:
            found.append(node)
    words = [
        (node.tag or "", _template_words(node) if node.tag == "template" else node.text(deep=True)) for node in found
    ]
    said = [said_by(node.tag or "", {key: value or "" for key, value in node.attributes.items()}) for node in found]
    for node in found:
        node.insert_before(_OUT)
        node.decompose()
    return words, said


def _template_words(node: Node) -> str:
    """What a template holds is no part of the page's tree: its words, and the values of attributes in it."""
    written = node.html or ""
    return " ".join(plain(" ".join([_TAG.sub(" ", written), *_TELLING_VALUE.findall(written)])).split())


def closing(tags: Sequence[str], at: int) -> int:
    """The number of the last tag of the element whose first tag is the one given: itself when it has none."""
    name = tags[at].partition(" ")[0]
    if name in VOID:
        return at
    last, begun, bare = f"/{name}", f">{name} ", f">{name}>"
    still, end = 1, at
    while still > 0:
        start = end + 1
        try:
            end = tags.index(last, start)
        except ValueError:  # only inside a picture, where a link may hold something
            return at
        # Counting in one long text is many times as fast as asking each tag.
        between = f">{'>>'.join(tags[start:end])}>"
        still += between.count(begun) + between.count(bare) - 1
    return end
