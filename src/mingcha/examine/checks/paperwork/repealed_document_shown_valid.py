"""A document that a later one repealed and whose page does not say so.

Looks for: document numbers that a later post declares repealed or no longer in force (废止、失效、停止执行), and the post that
bears such a number, when neither its title nor its text says that it is repealed.
Matters because: people and offices go by rules that no longer hold.
To fix: mark the old document 已废止 or 失效 beside its title, and link the document that repealed it.
Cannot see: repeals that name a document by its title only, or that were published elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingcha.examine.declaration import check, doubt, found
from mingcha.examine.document_life import repeals
from mingcha.model.finding import Evidence, Severity
from mingcha.model.post_set import PostSet, PostText

_OLD = PostText(
    "http://www.yangli.example/2015.html",
    "样例县人民政府关于印发河道采砂管理办法的通知",
    "样府发〔2015〕8号\n各乡镇人民政府：\n现将办法印发给你们，请遵照执行。",
    "101",
    "政策文件",
    published=date(2015, 4, 2),
    number="样府发〔2015〕8号",
)


def _with(old: PostText, text: str) -> PostSet:
    new = PostText(
        "http://www.yangli.example/2023.html",
        "样例县人民政府关于印发河道采砂管理实施细则的通知",
        text,
        "101",
        "政策文件",
        published=date(2023, 6, 1),
        number="样府发〔2023〕11号",
    )
    return PostSet("http://www.yangli.example/", (old, new))


_MARKED = PostText(
    _OLD.url, _OLD.title + "（已废止）", _OLD.text, "101", "政策文件", published=_OLD.published, number=_OLD.number
)
_REPEAL = "本细则自印发之日起施行，《样例县人民政府关于印发河道采砂管理办法的通知》（样府发〔2015〕8号）同时废止。"


@check(
    severity=Severity.MEDIUM,
    clauses=["SITE-REPEALED"],
    message="已废止的文件没有标明：{quote}",
    advice="在该文件的标题旁标明“已废止”或“失效”，并链接到废止它的文件。",
    bad=[_with(_OLD, _REPEAL)],
    good=[
        _with(_MARKED, _REPEAL),
        _with(_OLD, "根据样府发〔2015〕8号文件，制定本细则。原有规定中与本细则不一致的条款废止。"),
        _with(_OLD, "样府发〔2012〕3号文件同时废止。"),
    ],
)
def repealed_document_shown_valid(posts: PostSet) -> Iterator[Evidence]:
    for one in posts.once(repeals):
        old, new = posts.posts[one.old], posts.posts[one.new]
        told = found if one.is_certain else doubt
        yield told(
            quote=f"{old.number}“{old.title}”",
            note=f"{new.published or ''}“{new.title}”说：{one.words}".lstrip(),
            document=one.old,
            secret=new.url,
            more_places=(new.url,),
            confidence=0.9 if one.is_certain else 0.6,
            where="标题",
        )
