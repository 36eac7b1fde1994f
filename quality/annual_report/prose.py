"""The words of made-up reports: many ways to say the same figures, among sentences with figures of other things."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from quality.annual_report.figures import Figures

OPENINGS = (
    "根据《中华人民共和国政府信息公开条例》有关规定，编制{unit}{year}年政府信息公开工作年度报告。本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
    "如有疑问，请与{unit}办公室联系（地址：样例县人民路1号，电话：0797-3333345，邮编：341600）。",
    "本年度报告由{unit}编制。报告中所列数据统计期限为{year}年1月1日至12月31日。联系电话：0797－3333346，电子邮箱：xxgk@yangli.example。",
    "现将{year}年度本单位政府信息公开工作情况公布如下，数据统计时间为{year}年1月1日—{year}年12月31日。联系地址：样例县文化路2号，电话0797-3333347。",
)
WORK = (
    "{year}年，我单位坚持以公开为常态、不公开为例外，全年主动公开政府信息{p}条，较上年增加{q}条。",
    "{year}年，{unit}通过县政府网站公开各类信息{p}条，其中动态类{a}条、公告类{b}条。接待群众咨询{q}人次。",
    "截至{year}年12月底，我单位累计公开信息{p}条，回复网民留言{q}件，答复率100%。",
    "一年来，我单位修订公开指南1次，开展培训{q}次，更新栏目信息{p}条，新增专栏2个。",
)
RECEIVED = (
    "全年共收到政府信息公开申请{n}件。",
    "（二）依申请公开。{year}年，收到依申请公开政府信息申请{n}件，均按规定办理。",
    "本年度新收政府信息公开申请 {n} 件，与去年同期相比增加2件。",
    "受理依申请公开{n}宗，同比增长20%。",
    "共受理公民、法人和其他组织提出的政府信息公开申请{n}件。",
    "依申请公开方面，全年收到申请公开政府信息{n}件。",
)
NONE_RECEIVED = (
    "全年未收到政府信息公开申请。",
    "本年度无依申请公开政府信息事项。",
    "没有收到公民、法人和其他组织的政府信息公开申请。",
    "{year}年，收到政府信息公开申请0件。",
)
CARRIED = ("结转下年度继续办理{n}件申请。", "尚有{n}件申请结转下一年度继续办理，以上申请均未超期。")
DISPUTES = (
    "因政府信息公开被申请行政复议{p}件，被提起行政诉讼{s}件。",
    "政府信息公开行政复议案件{p}件、行政诉讼案件{s}件。",
)
NO_DISPUTES = (
    "未发生因政府信息公开申请引发的行政复议、行政诉讼。",
    "全年没有因政府信息公开被申请行政复议或提起行政诉讼的情况。",
)
MADE = (
    "全年制发行政规范性文件{n}件，均已公开并同步解读。",
    "本年制定规范性文件{n}件，废止规范性文件{g}件，现行有效规范性文件{v}件。",
)
QUIET = (
    "加强信息发布审核，落实三审三校，全年未发生泄密事件。",
    "组织学习条例2次，参训30人次。",
    "县政府门户网站设置栏目23个，微信公众号发布信息320条。",
    "2019年以来，累计办理人大代表建议36件、政协提案28件。",
    "办理行政许可事项提速，受理群众来电120次，接听咨询电话45次。",
)
PROBLEMS = (
    "存在的问题：一是信息更新不够及时，二是解读形式单一。改进情况：下一步将加强培训，丰富解读形式。",
    "过去一年，工作中还存在公开内容不够全面等不足。今后我们将健全制度，提升公开质量。",
)
OTHERS = (
    "本年度未收取信息处理费。无其他需要报告的事项。",
    "无其他需要报告的事项。",
    "按照信息处理费有关规定，全年收取信息处理费0元。",
)


def first_part(random: Random, figures: Figures, *, unit: str, year: int, wrong: str = "") -> list[str]:
    """The paragraphs of 总体情况. `wrong` makes one figure differ: received, none, carried, reviews, made, valid."""
    received = figures["3", "A", "C7"]
    said = []
    p, q = random.randint(60, 900), random.randint(2, 40)
    a = random.randint(10, p - 20)
    said.append(random.choice(WORK).format(unit=unit, year=year, p=p, q=q, a=a, b=p - a))
    said.append(random.choice(QUIET))
    if wrong == "none":
        said.append(NONE_RECEIVED[random.randint(0, 2)].format(year=year))
    elif received or wrong == "received":
        said.append(random.choice(RECEIVED).format(year=year, n=received + (3 if wrong == "received" else 0)))
    else:
        said.append(random.choice(NONE_RECEIVED).format(year=year))
    left = figures["3", "E", "C7"]
    if left or wrong == "carried":
        said[-1] += random.choice(CARRIED).format(n=left + (2 if wrong == "carried" else 0))
    reviews = figures["4", "R4", "P5"]
    suits = figures["4", "R4", "L5"] + figures["4", "R4", "M5"]
    if reviews or suits or wrong == "reviews":
        said.append(random.choice(DISPUTES).format(p=reviews + (1 if wrong == "reviews" else 0), s=suits))
    else:
        said.append(random.choice(NO_DISPUTES))
    if ("2", "norm", "made") in figures:
        made, gone, valid = (figures["2", "norm", code] for code in ("made", "repealed", "valid"))
        sentence = MADE[1] if wrong == "valid" else random.choice(MADE)
        made += Decimal(2 if wrong == "made" else 0)
        said.append(sentence.format(n=made, g=gone, v=valid + (4 if wrong == "valid" else 0)))
    said.append(random.choice(QUIET))
    return said
