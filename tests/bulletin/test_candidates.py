"""How a misplaced post is called: by what sort it is where the check knows where it belongs, else by its column alone."""

from __future__ import annotations

import pytest
from bulletin.cases import aftermath, case

from mingcha.bulletin.candidates import Speech
from mingcha.standards.fault_phrases import fault_phrases

SPEECH = Speech(fault_phrases(), {})
STANDS = "栏目错放：“森林防火巡查”放在“政策文件”栏目"


@pytest.mark.parametrize(
    ("about", "suggestion", "said"),
    [
        (STANDS, "移到“乡镇动态”栏目", "“政策文件”栏目混入工作动态类信息"),
        (STANDS, "移到“样例专栏”栏目", "“政策文件”栏目混入样例专栏类信息"),
        (STANDS, "", "“政策文件”栏目混入其他信息"),
        (STANDS, "移到“规范性文件”栏目", "“政策文件”栏目混入其他信息"),  # another column of the same kind
        ("栏目错放", "移到“乡镇动态”栏目", "信息放错栏目"),
    ],
)
def test_a_misplaced_post_is_called_by_its_sort_where_that_is_known(about: str, suggestion: str, said: str) -> None:
    found = case("201", "misplaced_post", "paperwork", about=about, suggestion=suggestion)
    new = aftermath("misplaced_post", about=about, suggestion=suggestion)
    assert SPEECH.of_case(found) == said
    assert SPEECH.of_aftermath(new, {}) == said
