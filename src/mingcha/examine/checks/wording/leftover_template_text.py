"""Words of a template that nobody filled in or took away.

Looks for: 替换框的话, 请输入, 此处填写, 单击此处添加, XX and ×× for a name or number, {{…}}, ${…}, Lorem ipsum, TBD, and 待定 or 测试 as a whole text.
Matters because: a page that still shows its template was published without being read.
To fix: write what belongs there, or withdraw the page until it is known.
Cannot see: a template's sentence that reads like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.declaration import check
from mingcha.examine.wording.setting import setting_of
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity, Verdict

_SURE = re.compile(
    r"替换框的话|(?:单击|点击)此处(?:添加|输入|编辑)(?:标题|文字|文本|内容|正文|副标题)?|此处(?:填写|填入|输入|插入|添加|粘贴|替换)(?:内容|文字|正文|标题|单位|名称|日期|姓名|图片|链接|您的)?"
    r"|请在此(?:处)?(?:输入|填写|添加|编辑|粘贴)|在这里(?:输入|填写|添加|编辑)(?:你|您)?的?(?:内容|文字|标题|正文)|请输入(?:标题|正文|内容|文字|文章|摘要|作者|来源|关键词)"
    r"|您的内容打在这里|或者通过复制您的文本|在此录入|文章内容区域|这里是(?:标题|正文|内容|摘要)(?=[，。\s]|$)|(?:示例|占位|演示|测试)(?:文字|文本|正文|内容|文章|标题)(?=[，。！\s]|$)"
    r"|\{\{[^{}\n]{1,40}\}\}|\$\{[^{}\n]{1,40}\}|<%[=#]?[^%\n]{1,40}%>|\[\[[a-zA-Z_.]{2,40}\]\]|#\{[a-zA-Z_.]{2,40}\}"
    r"|(?i:lorem ipsum|dolor sit amet|\bTBD\b|\bTODO[:：]|\bFIXME\b|\bundefined(?=年|月|日|元|人)|\bNaN(?=年|月|日|元|%|人))"
)
_CROSSES = re.compile(
    r"(?<![A-Za-z0-9])(?:[XxＸ×✕✖]{2,}|[＊]{2,}|[○〇]{2,}|某某某?)(?=县|市|省|镇|乡|村|局|厅|办|委|部|公司|单位|学校|医院|项目|同志|年|月|日|号|元|万|亿|人|名|户|次|家|个|条|起|篇|期|同学|先生|女士|工程|路|会议)"
)
# Masked on purpose: a party to a case, a number, a plate.
_MASKED = re.compile(r"某某|[0-9A-Za-z*]\s*$")
_FIELD = re.compile(
    r"(?:姓名|身份证|证件|电话|手机|账号|卡号|车牌|号码|住址|地址|当事人|原告|被告|被处罚人|申请人|投诉人|举报人|来信人|留言人|患者|病例)[^。；\n]{0,16}$"
)
_FORM = re.compile(
    r"样式|样表|范本|模板|格式文本|示范文本|参考文本|填写说明|填表说明|（样本）|样本|示例|范例|附表|申请表|申请书|登记表|承诺书|协议书|合同|委托书|证明书|告知书|通知书|文书"
)
_WHOLE = re.compile(
    r"\s*(?:待定|测试|测试文章|测试标题|test|aaa+|111+|待补充|待更新|待完善|内容待定|暂定标题|无标题文档|新建文档|新建 Microsoft Word 文档)\s*",
    re.IGNORECASE,
)
_LATER = re.compile(r"[（(](?:待定|待补充|待核实|待确认|此处省略|略去|需核实|数据待更新|待更新)[）)]")
# Without one of these nothing matches; looking for them costs a tenth of trying.
_SURE_NEEDS = (
    "替换框 此处 在此 在这里 请输入 您的内容 您的文本 内容区域 这里是 示例 占位 演示 测试 {{ ${ <% [[ #{ ipsum Ipsum IPSUM dolor TBD tbd TODO "
    "todo FIXME fixme undefined NaN"
).split()
_CROSSES_NEED = "XX xx Xx ＸＸ ×× ✕✕ ✖✖ ＊＊ ○○ 〇〇 某某".split()
SHOWN = 30


@check(
    severity=Severity.MEDIUM,
    clauses=["INSPECT-WORDING"],
    message="疑为未删除的模板文字：{quote}",
    advice="补上应有的内容或删去模板文字，重新核对全文后发布。",
    bad=[
        "单击此处添加标题",
        "会议由XX县人民政府主持召开，XX同志出席。",
        "联系人：{{contact.name}}",
        "您的内容打在这里，或者通过复制您的文本后选择粘贴。",
        "本次活动共有××人参加，此处填写具体数字。",
        "替换框的话",
        "待定",
    ],
    good=[
        "请输入身份证号码后点击查询。",
        "被处罚人王某某，住某某村。",
        "附件：申请表（样本）。XX县人民政府：本人申请如下。",
        "具体时间待定，另行通知。",
        "车牌号赣BXX123的车辆。",
        "大写XXL号服装五十套。",
    ],
)
def leftover_template_text(document: Document) -> Iterator[Evidence]:
    text = document.text
    if _WHOLE.fullmatch(text[:40]) and len(text) <= 40:
        yield Evidence(0, len(text), text.strip(), Verdict.FOUND, note="正文只有这几个字。", confidence=0.9)
        return
    seen: dict[tuple[str, Verdict], list[int]] = {}
    ends: dict[tuple[str, Verdict], int] = {}

    def take(start: int, end: int, quote: str, verdict: Verdict) -> None:
        seen.setdefault((quote, verdict), []).append(start)
        ends.setdefault((quote, verdict), end)

    for match in _SURE.finditer(text) if any(one in text for one in _SURE_NEEDS) else ():
        is_code = match[0][0] in "{$<[#" and setting_of(document, *match.span()).is_quoted
        take(*match.span(), match[0][:SHOWN], Verdict.DOUBT if is_code else Verdict.FOUND)
    for match in _CROSSES.finditer(text) if any(one in text for one in _CROSSES_NEED) else ():
        start, end = match.span()
        before = text[max(0, start - 24) : start].rsplit("\n", 1)[-1]
        if match[0].startswith("某") or _MASKED.search(before) or _FIELD.search(before):
            continue
        # A blank of a form is not a leftover, nor is what a decision hides on purpose.
        is_form = _FORM.search(document.title) or _FORM.search(text[max(0, start - 2000) : end + 400])
        if not is_form:
            sure = match[0][0] in "XxＸ×✕✖"
            take(start, end, text[start : end + 4].split("\n")[0], Verdict.FOUND if sure else Verdict.DOUBT)
    for match in _LATER.finditer(text):
        take(*match.span(), match[0], Verdict.DOUBT)
    for (quote, verdict), starts in seen.items():
        yield Evidence(
            starts[0],
            ends[quote, verdict],
            quote,
            verdict,
            more_places=tuple(str(document.place_at(start)) for start in starts[1:5]),
            confidence=0.9 if verdict is Verdict.FOUND else 0.5,
            places=len(starts),
        )
