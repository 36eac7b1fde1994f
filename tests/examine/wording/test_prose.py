"""A document as running text: where its sentences end, and which lines only the width of a page broke."""

from __future__ import annotations

from mingcha.examine.example import document_of
from mingcha.examine.wording.prose import Prose, prose
from mingcha.model.assembly import Assembly
from mingcha.model.document import Document


def of(text: str) -> Prose:
    return document_of(text).once(prose)


def sentences(text: str) -> list[str]:
    whole = of(text)
    return [whole.text[start:end] for start, end in whole.sentences]


def test_a_sentence_ends_with_its_mark_and_the_marks_that_close_it() -> None:
    assert sentences("他说：“好。”然后走了。第二；第三！") == ["他说：“好。”", "然后走了。", "第二；", "第三！"]


def test_a_line_broken_by_the_width_of_a_page_is_joined() -> None:
    text = (
        "各乡镇人民政府要高度重视防汛工作，切实做好各项准备，确保人民群众生\n命财产安全，不得有误。\n各单位要落实责任。"
    )
    assert sentences(text) == [text.split("\n各单位")[0], "各单位要落实责任。"]
    whole = of(text)
    assert [whole.text[s:e] for s, e in whole.paragraphs] == [text.split("\n各单位")[0], "各单位要落实责任。"]
    joined, offsets = whole.joined(0, text.index("。"))
    assert "生命财产" in joined
    assert [text[at] for at in offsets] == list(joined)


def test_a_word_that_a_line_break_divides_is_one_word() -> None:
    text = "各乡镇人民政府要高度重视防汛工作，切实做好各项准备，确保人民群众生\n命财产安全，不得有误。"
    whole = of(text)
    start = text.index("生")
    assert any(text[s:e].startswith("生\n命") for s, e in whole.words(*whole.sentence_at(start)))
    assert not whole.is_boundary(start + 2)


def test_headings_lists_and_short_lines_stay_lines_of_their_own() -> None:
    assert sentences("关于印发通知\n各乡镇\n一、总则") == ["关于印发通知", "各乡镇", "一、总则"]
    item = "（一）各乡镇人民政府要高度重视防汛工作，切实做好各项准备"
    assert sentences(f"{item}\n{item}\n{item}") == [item] * 3


def test_cells_and_lines_of_a_web_page_are_never_joined() -> None:
    assert sentences("单位\t各乡镇人民政府要高度重视防汛工作切实做好\n教育局\t准备") == [
        "单位",
        "各乡镇人民政府要高度重视防汛工作切实做好",
        "教育局",
        "准备",
    ]
    page = Assembly()
    page.add_lines("各乡镇人民政府要高度重视防汛工作切实做好\n各项准备工作", measure="段")
    assert page.document("页").once(prose).soft_breaks == ()


def test_a_boundary_is_where_a_word_begins_or_ends() -> None:
    text = "县人民政府办公室印发通知"
    whole = of(text)
    assert [at for at in range(len(text) + 1) if whole.is_boundary(at)] == [0, 1, 5, 8, 10, 12]


def test_text_that_goes_on_without_a_mark_is_cut() -> None:
    whole = Document("例", "通知，" * 100_000).once(prose)
    assert max(end - start for start, end in whole.sentences) <= 600
    assert "".join(whole.text[s:e] for s, e in whole.sentences) == whole.text


def test_an_empty_document_has_no_sentences_and_every_offset_is_a_boundary() -> None:
    whole = Document("例", "").once(prose)
    assert whole.sentences == () and whole.paragraphs == ()
    assert whole.sentence_at(0) == (0, 0) and whole.is_boundary(0)
