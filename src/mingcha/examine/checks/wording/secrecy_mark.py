"""A mark that this text is secret, internal, or not for publication, in a text that is published.

Looks for: 绝密, 机密 or 秘密 with ★ or on its own line at the head, 内部资料 注意保存, 此件不公开, 公开属性：依申请公开.
Matters because: what bears such a mark must not be on the portal at all until it has been reviewed.
To fix: take the text down at once, tell the secrecy office, and publish again only after review.
Cannot see: marks in pictures, and secrets that bear no mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.declaration import check, doubt, found
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.text.stretches import line_at

_STAR = r"[★☆＊*]"
_LEVEL = re.compile(
    rf"(?:密级[:：]?[ 　]*)?(?P<level>绝[ 　]?密|机[ 　]?密|秘[ 　]?密)(?:[ 　]*{_STAR}[ 　]*(?:[0-9一二三五十]{{1,2}}[ 　]*(?:年|个?月)|长期|启用前)?|[ 　]*(?P<bare>))[ 　]*(?:特急|加急|平急|急件)?"
)
_SAID = re.compile(r"密[ 　]*级[ 　]*[:：][ 　]*(?:绝密|机密|秘密|内部|工作秘密)")
_INTERNAL = re.compile(
    r"(?:[（(【〔\[]?[ 　]*)(?:内部(?:资料|文件|材料|刊物|参考|使用|传阅|掌握|信息)[ 　，,、·！!]*(?:请?(?:注意|妥善)(?:保存|保管)|(?:不得|严禁|请勿|切勿|禁止)(?:外传|转载|公开|扩散|复印|翻印|传播|上网)|阅后(?:收回|销毁|即焚))?|仅供内部(?:使用|参考|传阅|掌握)|工作秘密(?:[ 　]*[★☆][ 　]*.{0,6})?|(?:不得|严禁|请勿)外传)[ 　]*[！!]?[ 　]*[）)】〕\]]?[ 　]*"
)
_STRONG_INTERNAL = re.compile("保存|保管|外传|转载|扩散|销毁|收回|上网|仅供内部|工作秘密|翻印|公开")
_THIS = re.compile(
    r"(?:此件|本件|本文|此文|该件|此文件|本文件)[ 　]*(?P<which>不公开|不予公开|依申请公开|不宜公开|不得公开|内部公开|不对外公开|暂不公开|仅供内部使用|仅在内部公开|党内公开|不公开发布)"
)
_ATTRIBUTE = re.compile(
    r"公开(?:属性|选项|类别|方式|形式|性质|类型)[ 　]*[:：][ 　]*(?P<which>依申请公开|不予公开|不公开|依申请|内部公开|不宜公开)[ 　]*"
)
_HEAD_LINES, LONGEST, LONGEST_LINE = 12, 40, 400
_CHOICE = re.compile("[□☐○〇√☑■]|主动公开[ 　]*[、/／\\t]")
_TOLD_OF = re.compile(
    "标注|注明|标明|标识|字样|加盖|填写|选择|是指|分为|应当|一般|例如|示例|样式|模板|式样|格式|定密|属于|判定|文件密级"
)
_BEFORE_SECRET = ("绝", "机", "秘", " ", "　")
# A text on how documents look shows such marks.
_TEACHES = re.compile("格式|模板|样式|范本|示例|式样|样本|课件|培训")
_QUOTES = "“”‘’「」\"'《》"


@check(
    severity=Severity.CRITICAL,
    clauses=["SECRETS-35", "OGI-17"],
    message="公开的内容带有不得公开的标志：{quote}",
    advice="立即撤下该内容，报保密审查人员核实；确可公开的，去掉标志并经审查后重新发布。",
    bad=[
        "机密★1年\n样县人民政府文件\n样府发〔2023〕8号",
        "样县人民政府办公室\n2023年5月6日\n（此件不公开）",
        "内部资料 注意保存\n工作简报\n第3期",
        "公开属性：依申请公开\n关于拨付专项资金的通知",
        "秘密\n样县重点项目调度情况的报告\n各位领导：",
    ],
    good=[
        "国家秘密的密级分为绝密、机密、秘密三级。",
        "公文附注处应标注“此件不公开”或“此件公开发布”。",
        "首页\n信息公开\n依申请公开\n互动交流",
        "公开属性：主动公开\n关于拨付专项资金的通知",
        "公开属性：□主动公开 □依申请公开 □不予公开",
        "（此件公开发布）",
        "严守秘密\n保护商业秘密",
    ],
)
def secrecy_mark(document: Document) -> Iterator[Evidence]:
    text = document.text
    if "密" not in text and "公开" not in text and "内部" not in text and "外传" not in text:
        return
    told: set[str] = set()
    for start, end, sure in sorted(_marks(document)):
        quote = text[start:end].strip()
        if quote not in told:
            told.add(quote)
            sure = sure and not _TEACHES.search(document.title)
            yield (found if sure else doubt)(start, end, quote=quote, confidence=1.0 if sure else 0.5)


def _marks(document: Document) -> Iterator[tuple[int, int, bool]]:
    text = document.text
    if "密" in text:
        yield from _levels(document)
    if "公开" in text and any(word in text for word in ("此件", "此文", "该件", "本件", "本文")):
        for match in _THIS.finditer(text):
            first, last = line_at(text, match.start())
            line = text[first:last]
            rest = (text[first : match.start()] + text[match.end() : last]).strip(" 　（）()【】[]。，；：*")
            if not rest or (
                len(rest) < 12 and "公开" not in rest and not _TOLD_OF.search(rest) and not set(_QUOTES) & set(line)
            ):
                yield *match.span(), True
            elif (
                text[match.start() - 1 : match.start()] in "（("
                and text[match.end() : match.end() + 1] in "）)"
                and not set(_QUOTES) & set(line)
            ):
                yield *match.span(), not _TOLD_OF.search(line)
    if "公开" in text:
        for match in _ATTRIBUTE.finditer(text):
            first, last = line_at(text, match.start())
            if last - first > LONGEST_LINE:
                continue
            line = text[first:last]
            after = text[match.end() : match.end() + 6]
            if (
                not _CHOICE.search(line)
                and not after.startswith(("或", "/", "、", "的", "，是", "”"))
                and not set("“”") & set(line)
            ):
                yield *match.span(), len(line) <= 3 * LONGEST and not _TOLD_OF.search(line)
    if "内部" in text or "外传" in text or "工作秘密" in text:
        yield from _internal(document)


def _levels(document: Document) -> Iterator[tuple[int, int, bool]]:
    """A level of secrecy that is a line, or a cell, of its own."""
    text = document.text
    for at in _at(text, "密"):
        if text[at - 1 : at] not in _BEFORE_SECRET and text[at + 1 : at + 2] != "级":
            continue
        first, last = line_at(text, at, reach=2 * LONGEST)
        if last - first > LONGEST:
            continue
        line = text[first:last]
        match = _LEVEL.fullmatch(line.strip())
        if _SAID.fullmatch(line.strip()):
            yield first, last, text.count("\n", 0, first) < _HEAD_LINES
        elif match:
            has_star = match["bare"] is None
            if has_star:
                yield first, last, True
            elif (
                document.table_at(first) is None
                and text.count("\n", 0, first) < _HEAD_LINES
                and line.strip() != "秘密级"
            ):
                yield first, last, _looks_like_document(text, last)
        elif re.fullmatch(rf"[0-9]{{6}}[ 　]*(?:绝密|机密|秘密)[ 　]*{_STAR}?.{{0,6}}", line.strip()):
            yield first, last, True


def _internal(document: Document) -> Iterator[tuple[int, int, bool]]:
    text = document.text
    for word in ("内部", "外传", "工作秘密"):
        for at in _at(text, word):
            first, last = line_at(text, at)
            line = text[first:last].strip()
            if len(line) <= LONGEST and (match := _INTERNAL.fullmatch(line)):
                if document.table_at(first) is not None and not _STRONG_INTERNAL.search(match[0]):
                    continue
                yield first, last, bool(_STRONG_INTERNAL.search(match[0]))


_DOCUMENT = re.compile(r"〔[12][0-9]{3}〕|人民政府|委员会|办公室|党委|局文件|报告|通知|请示|意见|简报|纪要|方案")


def _looks_like_document(text: str, at: int) -> bool:
    return bool(_DOCUMENT.search(text, at, at + 160))


def _at(text: str, sign: str) -> Iterator[int]:
    at = text.find(sign)
    while at >= 0:
        yield at
        at = text.find(sign, at + 1)
