"""Documents that were repealed by later ones, or never explained."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mingcha.examine.document_life import repeals, unexplained
from mingcha.model.post_set import PostSet, PostText

OLD = PostText(
    "http://www.yangli.example/old.html",
    "样例县人民政府关于印发河道采砂管理办法的通知",
    "样府发〔2015〕8号\n各乡镇：现将办法印发给你们。",
    "101",
    "政策文件",
    published=date(2015, 4, 2),
    number="样府发〔2015〕8号",
)


def new(text: str, title: str = "关于印发河道采砂实施细则的通知") -> PostText:
    return PostText("http://www.yangli.example/new.html", title, text, "101", "政策文件", published=date(2023, 6, 1))


def told(text: str, *, title: str = "关于印发河道采砂实施细则的通知", old: PostText = OLD) -> list[bool]:
    return [one.is_certain for one in repeals(PostSet("x", (old, new(text, title))))]


def test_a_sentence_that_ends_a_document_by_its_number_is_certain() -> None:
    assert told("本细则自印发之日起施行。原《河道采砂管理办法》（样府发[2015]8号）同时废止。") == [True]


def test_a_list_of_ended_documents_is_read_row_by_row() -> None:
    table = "序号\t文件名称\t文号\n1\t河道采砂管理办法\t样府发〔2015〕8号"
    assert told(table, title="样例县人民政府关于宣布失效一批文件的决定") == [False]
    assert told(table, title="样例县人民政府关于公布继续有效文件目录的公告") == []


def test_what_is_only_cited_partly_ended_or_confirmed_stands() -> None:
    assert told("根据样府发〔2015〕8号文件制定本细则，与本细则不一致的以本细则为准。") == []
    assert told("样府发〔2015〕8号文件第三条废止。") == []
    assert told("样府发〔2015〕8号等文件继续有效，其余文件废止。") == []
    assert told("样政办发〔2015〕8号同时废止。") == []


def test_an_old_page_that_says_it_is_ended_is_left_alone() -> None:
    text = "样府发〔2015〕8号同时废止。"
    assert told(text, old=replace(OLD, title=OLD.title + "（已废止）")) == []
    assert told(text, old=replace(OLD, text="有效性：废止\n" + OLD.text)) == []
    assert told(text, old=replace(OLD, withdrawn=date(2023, 7, 1))) == []


def test_a_document_is_explained_by_name_however_it_is_bracketed() -> None:
    document = PostText(
        "d", "县人民政府关于印发《油茶产业奖补办法（试行）》的通知", column="政策文件", published=date(2023, 11, 1)
    )
    other = PostText("e", "一图读懂防汛预案", column="政策解读", published=date(2023, 11, 2))

    def left(title: str) -> int:
        posts = (document, other, PostText("f", title, column="政策解读", published=date(2023, 11, 2)))
        return len(unexplained(PostSet("x", posts, date(2024, 1, 12))))

    assert left("图解：样例县油茶产业奖补办法") == 0
    assert left("图解：脐橙产业奖补办法") == 1


def test_where_nothing_is_explained_at_all_nothing_is_said() -> None:
    document = PostText("d", "关于印发《油茶产业奖补办法》的通知", column="政策文件", published=date(2023, 11, 1))
    assert unexplained(PostSet("x", (document,), date(2024, 1, 12))) == ()
    assert unexplained(PostSet("x", (document,))) == ()
