"""The words by which posts and duties are told apart on a page of leaders."""

from __future__ import annotations

import re

__all__ = ["DUTY_LABEL", "OTHER_LABEL", "POST_LABEL", "ends_as_post", "is_post", "post_at_head", "says_duties"]

_POST_WORDS = (
    r"(?:书\s?记|[县市区乡镇州盟旗]长|局长|主任|部长|主席|院长|检察长|科长|所长|站长|大?队长|政委|政治委员|委员|常委|组长|巡视员|调研员|主任科员|党组成员|班子成员|理事长|会长|"
    r"总工程师|总经济师|总会计师|总规划师|行长|校长|秘书长|专员|督学|负责人|副职|组织员|经理|厅长|司长|处长|台长|馆长|支队长|教导员|纪检员|主官|站所长|顾问|总监|董事长|科员|干事)"
)
_OFFICE = re.compile(rf"{_POST_WORDS}(?:[（(][^）)]{{1,20}}[）)])?")
_ENDS_AS_POST = re.compile(rf"{_POST_WORDS}(?:[（(][^）)]{{1,20}}[）)])?$")
_POST = re.compile(rf"^[^。；！？]{{0,80}}{_POST_WORDS}")
_NO_POST = re.compile(
    r"^(?:主持|负责|分管|协助|联系|主管|牵头|配合|统筹|男|女|历任|曾任|参加|毕业|出生|\d{4}|各|各位|欢迎|本|关于|中共.{2,20}关于|任前)|领导(?:信息|分工|之窗|班子)|信箱|简历|更多|[:：].*[:：]"
)
DUTY_LABEL = re.compile(
    r"^[\[【（(]?(?:个人|领导|目前|具体|主要|现)?(?:工作)?(?:分\s*工|职责|主管|分管|主管或分管|主管（分管）|主管\(分管\)|负责)(?:的?(?:工作|内容|领域|范围|部门|事项|情况|单位|或主管工作|或分管工作))*[\]】）)]?\s*(?:[:：]|$)"
)
POST_LABEL = re.compile(
    r"^[\[【（(]?(?:现任|担任|行政|党内|工作|任职|领导)?\s*(?:职\s*务|职\s*位|现\s*任|岗\s*位)(?:名称)?[\]】）)]?\s*(?:[:：]|$)"
)
OTHER_LABEL = re.compile(
    r"^[\[【（(]?(?:姓\s*名|性\s*别|民\s*族|籍\s*贯|出生(?:年月|日期)?|学\s*历|学\s*位|政治面貌|(?:个人|工作|主要|领导|人物)?(?:简\s*历|简\s*介|履\s*历|经\s*历)|基本(?:信息|情况)|(?:重要)?讲话|(?:领导)?活动|工作动态|"
    r"(?:联系|办公)?(?:电\s*话|方式|地址|时间|邮箱)|电子邮[箱件]|照\s*片|参加工作(?:时间)?|入党(?:时间)?|备\s*注|邮\s*编|序\s*号|排\s*序)[\]】）)]?\s*(?:[:：]|$)"
)
_DUTIES = re.compile(
    r"(?:^|[。；;，,、\s:：）)])(?:同志)?(?:全面)?(?:主持|分管|主管|统筹(?:负责|抓)?|牵头(?:负责|抓)?|具体负责|主要负责|负责(?!人)|协管|协助|配合|兼管|挂点|联系(?!电话|方式|我们|人|地址|邮|号码|站))[^。；:：]{2,}"
)
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=(?:\s*[\u4e00-\u9fff]\s+)?[长任记席员](?![\u4e00-\u9fff]))")
_NOTHING = re.compile(r"^[\s:：]*(?:暂无|无|待定|略|空|更新中|完善中|待完善|[-—/\\.…]+|见附件)?[\s。]*$")
_SPACES = re.compile(r"\s+")


def is_post(text: str) -> bool:
    """Whether a short stretch tells a post: 党委副书记、乡长."""
    text = _closed(text)
    return 2 <= len(text) <= 80 and _POST.search(text) is not None and _NO_POST.search(text) is None


def post_at_head(text: str) -> str:
    """The post a line begins with, up to the last word of office before its first sentence or duty ends."""
    head = re.split(r"[。；;]|[\s，,](?=主持|分管|负责|协助|主管|统筹|牵头|联系)", text.strip(), maxsplit=1)[0][:80]
    last = list(_OFFICE.finditer(head))
    return (head[: last[-1].end()] if last else head).strip(" :：，,、")


def ends_as_post(text: str) -> bool:
    text = _closed(text)
    return _ENDS_AS_POST.search(text) is not None and _NO_POST.search(text) is None


def _closed(text: str) -> str:
    """县　长 as 县长: short posts are spaced out to the width of longer ones."""
    return _SPACED.sub("", text.strip())


def says_duties(text: str, *, labelled: bool = False) -> bool:
    """Whether a stretch tells what somebody answers for; under its label any words do that are not 暂无."""
    if _NOTHING.fullmatch(text):
        return False
    return (labelled and len(_SPACES.sub("", text)) >= 2) or _DUTIES.search(text) is not None
