"""A guide to a service (办事指南) that lacks key parts.

Looks for: guides to services, known by title or column, whose text lacks some of the eight classes: name, legal ground,
conditions, materials, place, hours, telephone, steps. Four and more are found; fewer are a doubt.
Matters because: five guides that lack four classes each fail the whole site, and each sends people away twice.
To fix: add the classes listed, from the list of matters of the unit that handles them.
Cannot see: whether the materials asked for are those the law allows.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.declaration import check, doubt, found
from mingcha.examine.example_text import Written
from mingcha.examine.guides.elements import is_service_guide, missing_elements
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.standards.guide_elements import found_from, source_of

_WHOLE = (
    "事项名称：残疾人证申领。设定依据：《残疾人保障法》。申请条件：本县户籍，有明显功能障碍。办理材料：居民身份证、户口簿、近期照片三张。"
    "办理地点：县政务服务中心残联窗口。办理时间：工作日上午8:30至12:00。联系电话：0797-0000000。办理流程：申请、受理、评定、审核、制证。"
)


@check(
    severity=Severity.MEDIUM,
    clauses=["INSPECT-GUIDES"],
    message="办事指南缺少要素：{quote}",
    advice="对照事项清单补齐所列要素。",
    bad=[
        Written(
            "为方便群众，现将有关事项说明如下。申请条件：本县户籍，有明显功能障碍，自愿提出申请的人员。办理材料：居民身份证、户口簿、近期照片三张，以及评定机构出具的评定表。",
            title="残疾人证申领办事指南",
        ),
        Written(_WHOLE.replace("联系电话：0797-0000000。", ""), title="残疾人证申领办事指南"),
    ],
    good=[
        Written(_WHOLE, title="残疾人证申领办事指南"),
        Written(
            "近日，我县更新了一批办事指南，方便群众办事，受到群众普遍欢迎。下一步，将继续优化政务服务，让群众少跑腿。"
            * 3,
            title="我县更新一批办事指南",
        ),
        Written(_WHOLE[:60], title="残疾人证申领"),
    ],
)
def missing_service_element(document: Document) -> Iterator[Evidence]:
    if not is_service_guide(document):
        return
    missing = missing_elements(document, "service")
    if not missing:
        return
    quote = f"缺 {len(missing)} 类：{'、'.join(one.name for one in missing)}"
    is_firm = len(missing) >= found_from()
    told = found if is_firm else doubt
    yield told(
        quote=quote, secret=document.title, basis=source_of("service"), confidence=1.0 if is_firm else 0.5, where="全文"
    )
