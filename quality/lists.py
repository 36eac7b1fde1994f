"""Lists as offices publish them: columns of every kind put together by chance, each with what it should set off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from quality import numbers as n


@dataclass(frozen=True)
class Kind:
    """A kind of column: headers it goes by, how a cell is made, and the checks a list with it must set off."""

    headers: tuple[str, ...]
    cell: Callable[[Random, int], str]
    sets_off: tuple[str, ...] = ()
    number: bool = False


def _spaced(r: Random) -> str:
    x = n.id_number(r)
    return f"{x[:6]} {x[6:14]} {x[14:]}"


def _full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" < c < "~" else c for c in text)


ID = (
    "身份证号",
    "身份证号码",
    "证件号码",
    "公民身份号码",
    "身份证",
    "户主身份证号",
    "身份证件号",
    "居民身份证号码",
    "身 份 证 号",
)
PHONE = ("联系电话", "手机号码", "电话", "手机", "联系方式", "本人电话")
BANK = ("银行卡号", "一卡通账号", "存折账号", "银行账号", "卡号", "社保卡金融账号")
ADDRESS = ("家庭住址", "住址", "家庭地址", "现住址", "户籍地址")

BAD = {
    "id": Kind(ID, lambda r, i: n.id_number(r), ("leaked_id_number",)),
    "id_small_x": Kind(ID, lambda r, i: n.id_number(r).lower(), ("leaked_id_number",)),
    "id_spaced": Kind(ID, lambda r, i: _spaced(r), ("leaked_id_number",)),
    "id_full_width": Kind(ID, lambda r, i: _full_width(n.id_number(r)), ("leaked_id_number",)),
    "id_apostrophe": Kind(ID, lambda r, i: "'" + n.id_number(r), ("leaked_id_number",)),
    "id_no_header": Kind(("", "备注", "备 注", "其他"), lambda r, i: n.id_number(r), ("leaked_id_number",)),
    "id_in_words": Kind(("备注",), lambda r, i: f"本人身份证{n.id_number(r)}已核", ("leaked_id_number",)),
    "old_id": Kind(ID, lambda r, i: n.old_id_number(r), ("leaked_old_id_number",)),
    "float_id": Kind(ID, lambda r, i: f"{n.id_number(r)[:1]}.{n.id_number(r)[1:6]}E+17", ("leaked_float_id_number",)),
    "disability": Kind(
        ("残疾证号", "残疾人证号", "残疾证号码"),
        lambda r, i: n.id_number(r) + str(r.randrange(1, 8)) + str(r.randrange(1, 5)),
        ("id_number_in_certificate",),
    ),
    "disability_22": Kind(
        ("残疾证号", "残疾人证号"),
        lambda r, i: n.id_number(r) + str(r.randrange(1, 8)) + str(r.randrange(1, 5)) + "B1",
        ("id_number_in_certificate",),
    ),
    "student": Kind(("学籍号", "全国学籍号"), lambda r, i: "G" + n.id_number(r), ("id_number_in_certificate",)),
    "mobile": Kind(PHONE, lambda r, i: n.mobile(r), ("leaked_mobile",)),
    "mobile_parts": Kind(PHONE, lambda r, i: (lambda m: f"{m[:3]}-{m[3:7]}-{m[7:]}")(n.mobile(r)), ("leaked_mobile",)),
    "mobile_86": Kind(PHONE, lambda r, i: "+86" + n.mobile(r), ("leaked_mobile",)),
    "card": Kind(BANK, lambda r, i: n.card(r), ("leaked_bank_card",)),
    "card_fours": Kind(
        BANK, lambda r, i: " ".join((_c := n.card(r))[k : k + 4] for k in range(0, 19, 4)), ("leaked_bank_card",)
    ),
    "passbook": Kind(("存折账号", "一卡通账号", "存折号", "账号"), lambda r, i: n.passbook(r), ("leaked_bank_card",)),
    "address": Kind(ADDRESS, lambda r, i: n.address(r), ("leaked_home_address",)),
    "plate": Kind(("车牌号", "车牌号码", "号牌号码"), lambda r, i: n.plate(r), ("leaked_plate",)),
    "email": Kind(
        ("电子邮箱", "邮箱", "E-mail"), lambda r, i: f"u{r.randrange(10**6)}@example.com", ("leaked_personal_contact",)
    ),
    "wechat": Kind(
        ("微信号", "微信", "QQ号"), lambda r, i: str(r.randrange(10**6, 10**9)), ("leaked_personal_contact",)
    ),
    "passport": Kind(("护照号", "护照号码"), lambda r, i: f"E{r.randrange(10**8):08}", ("leaked_passport",)),
    "permit": Kind(("港澳通行证号", "通行证"), lambda r, i: f"H{r.randrange(10**8):08}", ("leaked_passport",)),
    "illness": Kind(
        ("所患疾病", "病种", "疾病名称", "诊断结果"),
        lambda r, i: r.choice(("尿毒症", "肺癌", "精神分裂症", "冠心病")),
        ("health_or_poverty_column",),
    ),
    "disabled": Kind(
        ("残疾类别", "残疾类型", "残疾等级"),
        lambda r, i: r.choice(("肢体", "视力", "二级", "智力三级")),
        ("health_or_poverty_column",),
    ),
    "poverty": Kind(
        ("致贫原因", "主要致贫原因", "困难类型"),
        lambda r, i: r.choice(("因病", "因残", "缺劳力", "因学")),
        ("health_or_poverty_column",),
    ),
    "weak_id_last": Kind(ID, lambda r, i: n.id_number(r)[:14] + "****", ("weak_mask",)),
    "weak_id_few": Kind(ID, lambda r, i: (lambda x: x[:12] + "**" + x[14:])(n.id_number(r)), ("weak_mask",)),
    "weak_mobile": Kind(PHONE, lambda r, i: (lambda m: m[:5] + "**" + m[7:])(n.mobile(r)), ("weak_mask",)),
}

GOOD = {
    "masked_id": Kind(ID, lambda r, i: (lambda x: x[:6] + "********" + x[14:])(n.id_number(r))),
    "masked_id_13": Kind(ID, lambda r, i: (lambda x: x[:2] + "*" * 13 + x[15:])(n.id_number(r))),
    "masked_id_x": Kind(ID, lambda r, i: (lambda x: x[:6] + "XXXXXXXX" + x[14:])(n.id_number(r))),
    "masked_id_full_width": Kind(ID, lambda r, i: (lambda x: x[:6] + "＊" * 8 + x[14:])(n.id_number(r))),
    "masked_mobile": Kind(PHONE, lambda r, i: (lambda m: m[:3] + "****" + m[7:])(n.mobile(r))),
    "masked_card": Kind(BANK, lambda r, i: "*" * 15 + n.card(r)[-4:]),
    "masked_card_8": Kind(BANK, lambda r, i: (lambda c: c[:4] + "*" * 11 + c[-4:])(n.card(r))),
    "land_line": Kind(PHONE, lambda r, i: n.land_line(r)),
    "exam_like_mobile": Kind(
        ("准考证号", "考号", "报名序号", "考生编号"), lambda r, i: f"138{r.randrange(2)}{2024:04}{i + 1:03}"
    ),
    "order_number": Kind(("订单号", "运单号", "流水号"), lambda r, i: n.mobile(r)),
    "project": Kind(("项目编号", "项目代码", "合同编号"), lambda r, i: n.wrong_id_number(r)),
    "project_dashes": Kind(("项目代码",), lambda r, i: f"2312-360799-04-01-{r.randrange(10**6):06}"),
    "contractor": Kind(("承包方编码",), lambda r, i: f"36079910{r.randrange(10**6):06}{r.randrange(10**4):04}"),
    "plot": Kind(("地块编码",), lambda r, i: f"36079910{r.randrange(10**11):011}"),
    "ear_tag": Kind(("耳标号", "耳标编号", "畜禽标识"), lambda r, i: f"2360799{r.randrange(10**8):08}"),
    "ear_tag_like_id": Kind(("耳标号",), lambda r, i: n.old_id_number(r)),
    "credit_code": Kind(("统一社会信用代码", "信用代码"), lambda r, i: n.credit_code(r)),
    "town": Kind(ADDRESS, lambda r, i: n.town(r)),
    "money": Kind(("补贴金额（元）", "金额", "发放金额"), lambda r, i: str(r.randrange(100, 9999))),
    "area": Kind(("面积（亩）", "数量"), lambda r, i: f"{r.random() * 10:.2f}"),
    "year": Kind(("年份",), lambda r, i: "2024"),
    "date": Kind(("发放时间", "登记日期"), lambda r, i: f"2024-0{r.randrange(1, 9)}-1{r.randrange(9)}"),
    "sex": Kind(("性别",), lambda r, i: r.choice("男女")),
    "remark": Kind(("备注",), lambda r, i: r.choice(("", "", "已核", "/"))),
    "no_illness": Kind(("致贫原因", "所患疾病"), lambda r, i: r.choice(("/", "无", "—"))),
}


@dataclass(frozen=True)
class Listing:
    """A list: title, header, rows, which columns are hidden, and the checks that must speak."""

    title: str
    header: list[str]
    rows: list[list[str]]
    hidden: tuple[int, ...]
    sets_off: frozenset[str]


TITLES = (
    "2024年耕地地力补贴发放公示",
    "产业奖补对象名单",
    "一次性交通补贴公示表",
    "就业帮扶车间人员名单",
    "肉牛养殖补贴发放表",
    "困难群众救助名单",
)
NAME = ("姓名", "户主姓名", "补贴对象", "申请人姓名", "姓 名")


def listing(random: Random, bad: list[str], good: list[str], *, hide: bool = False) -> Listing:
    """A list of persons with the columns named; `hide` hides the columns that must not be there."""
    kinds = [("", Kind(("序号",), lambda r, i: str(i + 1))), ("", Kind(NAME, lambda r, i: n.name(r)))]
    kinds += [(key, BAD[key]) for key in bad] + [(key, GOOD[key]) for key in good]
    fixed, rest = kinds[:2], kinds[2:]
    random.shuffle(rest)
    kinds = fixed + rest
    rows = random.choice((2, 3, 8, 25))
    header = [random.choice(kind.headers) for _, kind in kinds]
    cells = [[kind.cell(random, row) for _, kind in kinds] for row in range(rows)]
    hidden = tuple(index for index, (key, _) in enumerate(kinds) if key in BAD) if hide else ()
    sets_off = frozenset(check for _, kind in kinds for check in kind.sets_off)
    return Listing(random.choice(TITLES), header, cells, hidden, sets_off)
