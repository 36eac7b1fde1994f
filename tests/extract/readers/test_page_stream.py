"""The texts and tags of a page, taken from the parser in one step, are those it would tell node by node."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from mingcha.extract.readers.page_hidden import hide_by_sheets
from mingcha.extract.readers.page_stream import GONE, Stream, closing, stream_of
from mingcha.extract.readers.page_tags import plain
from mingcha.pages.page import Tree

PIECES = (
    "<p>",
    "</p>",
    "<div class='a' title='x &lt;y&gt; &quot;z&quot;'>",
    "</div>",
    "<a href='/b?c=1&amp;d=2'>",
    "</a>",
    "<table>",
    "<tr>",
    "<td colspan=2>",
    "</table>",
    "<b>",
    "</b>",
    "<script>if (a<b) '<p>';</script>",
    "<script><!-- <script>",
    "</script>",
    "<style>.a{color:red}</style>",
    "<!-- <b>注 -->",
    "<!--",
    "<?php echo 1 ?>",
    "<iframe>a<b></iframe>",
    "<svg><title>图</title>",
    "</svg>",
    "<template><i>藏</template>",
    "<p <span>",
    "<a<b>",
    "<opt<script>",
    "<img alt='>' src=\"\">",
    "<br/>",
    "<textarea>",
    "</textarea>",
    "<title>题 &amp;nbsp;</title>",
    "文字",
    "a < b > c & d &amp;lt; &nbsp;",
)


def stream(source: str) -> Stream:
    return stream_of(Tree(source), hide_by_sheets)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_the_words_are_those_of_the_tree(pieces: list[str]) -> None:
    source = "".join(pieces)
    root = Tree(source).root
    found = stream(source)
    texts = "".join(found.parts[::2])
    assert root is not None and texts.count(GONE) == len(found.gone)
    gone = iter(found.gone)
    head, *rest = texts.split(GONE)
    assert plain(head) + "".join(next(gone) + plain(text) for text in rest) == root.text(deep=True)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_every_element_that_is_shown_has_its_tag(pieces: list[str]) -> None:
    tree = Tree("".join(pieces))
    for name in ("script", "style", "template", "title"):
        while (node := tree.css_first(name)) is not None:
            node.decompose()
    begun = [tag.partition(" ")[0] for tag in stream("".join(pieces)).tags if not tag.startswith("/")]
    assert begun == [node.tag for node in tree.css("*")]


def test_an_element_ends_where_the_one_of_its_name_within_it_does_not() -> None:
    tags = stream("<div><div class=x><div></div></div><p></p></div>").tags
    outer = tags.index("div")
    assert closing(tags, outer) == tags.index("/body") - 1
    assert closing(tags, outer + 1) == outer + 4
    assert closing(["br", "p", "/p"], 0) == 0
