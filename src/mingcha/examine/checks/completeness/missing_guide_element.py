"""A disclosure guide (政府信息公开指南) that lacks a part it must have.

Looks for: guides, known by title or column, whose text does not tell what is disclosed, how to get it, the office's
name, address, hours, telephone and internet contact, how to apply, and whom to complain to. A missing fax number alone
is a doubt.
Matters because: the guide is where people begin; not keeping it whole and current is a breach the Regulation names.
To fix: add the parts listed, and look whether the others are still true.
Cannot see: whether address and telephone are the present ones; guides that are a file only are looked at as files.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.declaration import check, doubt, found
from mingcha.examine.example_text import Written
from mingcha.examine.guides.elements import is_disclosure_guide, missing_elements
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.standards.guide_elements import guide_elements, source_of

_WHOLE = (
    "为方便公民、法人和其他组织获取政府信息，编制本指南。一、主动公开的内容和分类：机构职能、规划计划、财政预决算、行政许可等。"
    "二、获取方式：可在县政府门户网站查阅，也可到档案馆、图书馆查阅。三、依申请公开：申请人填写申请表，当面、邮寄或在线提交申请。"
    "四、工作机构：万隆乡党政办公室；办公地址：人民路1号；办公时间：工作日上午8:30至12:00，下午2:30至5:30；联系电话：0797-0000000；"
    "传真：0797-0000001；电子邮箱：wlx@yangli.example。五、监督：认为未依法公开的，可向县政务公开办投诉，也可依法申请行政复议、提起诉讼。"
)


@check(
    severity=Severity.MEDIUM,
    clauses=["OGI-12"],
    message="政府信息公开指南缺少要素：{quote}",
    advice="按条例第十二条补充所列要素，并核对其余内容是否仍然准确。",
    bad=[
        Written(
            _WHOLE.replace("办公时间：工作日上午8:30至12:00，下午2:30至5:30；", ""), title="万隆乡政府信息公开指南"
        ),
        Written(_WHOLE.partition("五、监督")[0], title="政府信息公开指南（2024年版）"),
        Written(_WHOLE.replace("传真：0797-0000001；", ""), title="万隆乡政府信息公开指南"),
    ],
    good=[
        Written(_WHOLE, title="万隆乡政府信息公开指南"),
        Written(_WHOLE[:200], title="关于修订政府信息公开指南的通知"),
        Written("请下载附件查看指南全文。", title="万隆乡政府信息公开指南"),
    ],
)
def missing_guide_element(document: Document) -> Iterator[Evidence]:
    if not is_disclosure_guide(document):
        return
    missing = missing_elements(document, "disclosure")
    if not missing:
        return
    quote = "、".join(one.name for one in missing)
    note = f"共应有 {len(guide_elements('disclosure'))} 项"
    is_firm = any(one.is_firm for one in missing) and len(missing) < len(guide_elements("disclosure")) - 2
    told = found if is_firm else doubt
    yield told(
        quote=quote,
        note=note,
        secret=document.title,
        basis=source_of("disclosure"),
        confidence=1.0 if is_firm else 0.4,
        where="全文",
    )
