"""A document says when it was written, and old ones are put up late."""

from __future__ import annotations

from datetime import date

import pytest

from mingcha.examine.example import document_of
from mingcha.examine.example_text import Written
from mingcha.examine.wording.written import written_on

BODY = "第一条 为了加强管理，制定本办法。\n第二条 县国土资源局负责实施。"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"某某办法\n（2006年3月1日县人民政府常务会议通过）\n{BODY}", date(2006, 3, 1)),
        (f"某某条例\n2006年3月1日 市人大常委会通过\n2018年9月29日 省人大常委会批准\n{BODY}", date(2018, 9, 29)),
        (f"某某条例\n（1998年5月1日通过，2012年8月3日修正）\n{BODY}", date(2012, 8, 3)),
        (f"{BODY}\n样例县人民政府\n2015年3月5日", date(2015, 3, 5)),
        (f"{BODY}\n样例县人民政府办公室\n二〇一五年十二月二十三日\n（此件主动公开）", date(2015, 12, 23)),
        (f"索引号：X1\n成文日期：2016-02-03\n{BODY}", date(2016, 2, 3)),
        (f"成文日期：2016年2月\n{BODY}", date(2016, 2, 29)),
        (f"样府办发〔2015〕12号\n关于某事的通知\n{BODY}", date(2015, 12, 31)),
        (f"某某规定\n２０１２年１２月１９日 公安部令第１２５号发布，\n{BODY}", date(2012, 12, 19)),
        (BODY, None),
        (f"根据2006年3月1日公布的办法，现通知如下。\n{BODY}", None),
        (f"2006年3月1日公布的办法执行良好。\n{BODY}", None),
        (f"根据《样府办发〔2015〕12号》文件，现通知如下。\n{BODY}", None),
        (f"会议于2006年3月1日通过了方案，2007年1月施行。\n{BODY}", None),
        (f"{BODY}\n2033年3月5日", None),
        (f"{BODY}\n2015年13月5日", None),
    ],
)
def test_the_day_is_read_where_documents_say_it(text: str, day: date | None) -> None:
    assert written_on(document_of(Written(text, posted=date(2024, 1, 1)))) == day


def test_a_regulation_put_up_late_may_use_the_names_of_its_time() -> None:
    from mingcha.examine.wording.counting import counted

    old = Written(f"某某办法\n（2006年3月1日县人民政府常务会议通过）\n{BODY}", posted=date(2024, 1, 1))
    new = Written(f"某某办法\n（2023年3月1日县人民政府常务会议通过）\n{BODY}", posted=date(2024, 1, 1))
    assert list(counted(document_of(old), "renamed_institutions")) == []
    assert [one.verdict.value for one in counted(document_of(new), "renamed_institutions")] == ["found"]
