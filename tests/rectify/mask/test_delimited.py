"""A masked text table: only the cells with a mask are other than they were, to the last quote and line end."""

from __future__ import annotations

import pytest
from rectify.mask.copies import MASKED, MASKED_OTHER, OTHER, SAMPLE, copy_of

HEAD = "姓名,身份证号,金额"


@pytest.mark.parametrize(
    "table",
    [
        f'"姓名","身份证号","金额"\r\n"张三","{SAMPLE}","001.50"\r\n"李四","{OTHER}",""\r\n',
        f"{HEAD}\n张三,{SAMPLE},001\r\n\r\n李四,{OTHER},\n合计\n,,\n",
        f"{HEAD}\r张三,{SAMPLE},1\r李四,{OTHER},2",
        f'{HEAD}\n"张,""三""\n又一行",{SAMPLE},1\n李四,"身份证号{OTHER}，属实",2\n',
        f'{HEAD}\n张三,"=""{SAMPLE}""",1\n李四,\'{OTHER},2\n',
        f"姓名;身份证号;金额\n张三;{SAMPLE};1,5\n李四;{OTHER};2,5\n",
        f"姓名\t身份证号\t金额\n张三\t{SAMPLE}\t1\n李四\t{OTHER}\t2\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-32"])
def test_every_other_sign_stays(table: str, encoding: str) -> None:
    copy = copy_of(table.encode(encoding), "名单.csv")
    wanted = table.replace(SAMPLE, MASKED).replace(OTHER, MASKED_OTHER).replace("'" + MASKED_OTHER, MASKED_OTHER)
    assert copy.data.decode(encoding).replace("'" + MASKED_OTHER, MASKED_OTHER) == wanted


def test_a_number_over_two_lines_of_a_cell_keeps_its_quotes() -> None:
    copy = copy_of(f'{HEAD}\n张三,"{SAMPLE[:9]}\n{SAMPLE[9:]}",1\n'.encode(), "名单.csv")
    assert copy.data.decode() in (f'{HEAD}\n张三,"{MASKED}",1\n', f"{HEAD}\n张三,{MASKED},1\n")
