"""Notices in running text: sentences that must set a check off, and their neighbours that must not."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from quality import numbers as n

Sentence = tuple[Callable[[Random], str], tuple[str, ...]]

BAD: list[Sentence] = [
    (lambda r: f"经审核，{n.name(r)}（身份证号：{n.id_number(r)}）符合条件，现予公示。", ("leaked_id_number",)),
    (lambda r: f"{n.name(r)}，{r.choice('男女')}，{n.id_number(r)}，拟给予临时救助。", ("leaked_id_number",)),
    (lambda r: f"当事人{n.name(r)}，公民身份号码{n.id_number(r).lower()}，住样例县。", ("leaked_id_number",)),
    (lambda r: (lambda x: f"申请人身份证号码为{x[:10]}\n{x[10:]}，已受理。")(n.id_number(r)), ("leaked_id_number",)),
    (lambda r: (lambda x: f"身份证号 {x[:6]} {x[6:14]} {x[14:]} 已登记。")(n.id_number(r)), ("leaked_id_number",)),
    (lambda r: f"身份证号码{n.old_id_number(r)}的{n.name(r)}补发。", ("leaked_old_id_number",)),
    (lambda r: f"户主{n.name(r)}，联系电话{n.mobile(r)}，面积3亩。", ("leaked_mobile",)),
    (lambda r: f"来信人：{n.name(r)}，手机：{n.mobile(r)}。", ("leaked_mobile",)),
    (lambda r: f"请将补贴打入{n.name(r)}银行卡号{n.card(r)}。", ("leaked_bank_card",)),
    (
        lambda r: (
            f"{n.name(r)} 一卡通账号：{n.passbook(r) + '1'}" if False else f"{n.name(r)}，银行账号：{n.card(r)}。"
        ),
        ("leaked_bank_card",),
    ),
    (lambda r: f"申请人{n.name(r)}，家庭住址：{n.address(r)}。", ("leaked_home_address",)),
    (lambda r: f"{n.name(r)}，护照号码：E{r.randrange(10**8):08}。", ("leaked_passport",)),
    (lambda r: f"当事人{n.name(r)}驾驶{n.plate(r)}小型轿车途经县道。", ("leaked_plate",)),
    (lambda r: f"家长{n.name(r)}微信号：wx{r.randrange(10**6)}。", ("leaked_personal_contact",)),
    (lambda r: f"申请人邮箱：u{r.randrange(10**5)}@example.com。", ("leaked_personal_contact",)),
    (lambda r: f"残疾人{n.name(r)}，残疾证号{n.id_number(r)}43。", ("id_number_in_certificate",)),
    (lambda r: f"{n.name(r)}，身份证号{n.id_number(r)[:14]}****，已公示。", ("weak_mask",)),
]

GOOD: list[Sentence] = [
    (lambda r: f"值班电话：{n.mobile(r)}，24小时有人接听。", ()),
    (lambda r: f"咨询电话：{n.land_line(r)}；监督电话：{n.mobile(r)}。", ()),
    (lambda r: f"副镇长{n.name(r)}，联系电话{n.mobile(r)}。", ()),
    (lambda r: f"招标代理机构联系电话：{n.mobile(r)}。", ()),
    (lambda r: f"经审核，{n.name(r)}（身份证号：{(x := n.id_number(r))[:6]}********{x[14:]}）符合条件。", ()),
    (lambda r: f"项目编号：{n.wrong_id_number(r)}，总投资300万元。", ()),
    (lambda r: f"项目代码2312-360799-04-01-{r.randrange(10**6):06}。", ()),
    (lambda r: f"订单号：{n.mobile(r)}，已发货。", ()),
    (lambda r: f"统一社会信用代码：{n.credit_code(r)}。", ()),
    (lambda r: f"耳标号{n.old_id_number(r)}的能繁母牛。", ()),
    (lambda r: f"县政府办公地址：阳明路{r.randrange(1, 99)}号，邮编341600。", ()),
    (lambda r: "意见请于7日内发至邮箱：ylxbgs@example.com。", ()),
    (lambda r: "报名QQ群：12345678，微信公众号：yanglifabu。", ()),
    (lambda r: f"公务用车{n.plate(r)}公开拍卖。", ()),
    (lambda r: f"投标保证金账户：样例县公共资源交易中心，账号：{n.card(r)}。", ()),
    (lambda r: f"样府发〔2024〕{r.randrange(1, 99)}号文件已印发，共投入12345678901元。", ()),
    (lambda r: f"2024年全县实现生产总值{r.randrange(100, 999)}.{r.randrange(10)}亿元，同比增长5.2%。", ()),
    (lambda r: f"申请人{n.name(r)}，家庭住址：{n.town(r)}。", ()),
    (lambda r: "第138章12345678条款不适用。", ()),
    (lambda r: f"网址：www.example.com/art/2024/1/12/art_{r.randrange(10**4)}_{n.mobile(r)}.html", ()),
]

FILLER = [
    "根据有关规定，现将名单予以公示，公示期为5个工作日。",
    "公示期间，如有异议，请以书面形式向县政务公开办反映。",
    "各乡镇人民政府、县直各单位要高度重视，抓好落实。",
    "一、总体要求。坚持以人民为中心，推进政务公开标准化规范化。",
]


def notice(random: Random, sentences: list[Sentence]) -> tuple[str, frozenset[str]]:
    """A notice with these sentences among harmless ones, and the checks that must speak."""
    lines = [random.choice(FILLER) for _ in range(random.randrange(1, 4))]
    for make, _ in sentences:
        lines.insert(random.randrange(len(lines) + 1), make(random))
    return "\n".join(["关于有关事项的公示", *lines]), frozenset(check for _, checks in sentences for check in checks)
