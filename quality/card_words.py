"""Columns and sentences for the checks that are cards: what they must see, and what only looks like it."""

from __future__ import annotations

from random import Random

from quality import numbers as n
from quality.lists import NAME, TITLES, Listing
from quality.sentences import Sentence

RECORD, FAMILY, ILLNESS = "belief_or_record_column", "marriage_or_birth_column", "illness_told_of_person"
# The header, what its cells may say, and the check that must speak (empty: none).
BAD_COLUMNS = [
    ("宗教信仰", ("佛教", "基督教", "天主教", "无"), RECORD),
    ("有何宗教信仰", ("道教", "伊斯兰教"), RECORD),
    ("违法犯罪记录", ("2016年盗窃", "2019年酒驾", "无"), RECORD),
    ("有无犯罪记录", ("有，缓刑一年", "无", "有"), RECORD),
    ("前科情况", ("寻衅滋事", "/"), RECORD),
    ("是否刑满释放人员", ("是，2021年释放", "否"), RECORD),
    ("社区矫正情况", ("在矫", "解矫"), RECORD),
    ("吸毒史", ("有", "2018年强戒"), RECORD),
    ("强制戒毒时间", ("2019年", "2020年6月"), RECORD),
    ("婚姻状况", ("离异", "丧偶", "已婚", "未婚"), FAMILY),
    ("婚姻情况", ("再婚", "离婚"), FAMILY),
    ("婚 否", ("已婚", "未婚"), FAMILY),
    ("是否离异", ("离异", "否"), FAMILY),
    ("结婚日期", ("2012.3", "2019.10"), FAMILY),
    ("生育情况", ("二孩", "一孩", "未育"), FAMILY),
    ("避孕方式", ("上环", "结扎"), FAMILY),
    ("末次月经", ("2023.11.2", "2023.10.8"), FAMILY),
]
GOOD_COLUMNS = [
    ("宗教信仰", ("无", "/", ""), ""),
    ("犯罪记录", ("无", "没有"), ""),
    ("社区矫正机构", ("司法所", "司法局"), ""),
    ("戒毒经费（元）", ("300", "500"), ""),
    ("婚姻状况", ("/", "不详"), ""),
    ("生育补贴金额", ("3000", "5000"), ""),
    ("节育药具数量", ("3", "5"), ""),
    ("婚介机构名称", ("样例婚介所",), ""),
    ("籍贯", ("样例县", "外县"), ""),
    ("民族", ("汉族", "畲族"), ""),
    ("政治面貌", ("中共党员", "群众"), ""),
    ("家庭人口", ("3", "5"), ""),
    ("违规情形", ("超面积", "无"), ""),
]


def listing(random: Random, header: str, cells: tuple[str, ...], check: str) -> Listing:
    """A list of persons with that column; the first row says the first of its cells."""
    rows = random.choice((2, 3, 9))
    body = [
        [str(row + 1), n.name(random), cells[0] if row == 0 else random.choice(cells), str(random.randrange(100, 999))]
        for row in range(rows)
    ]
    head = ["序号", random.choice(NAME), header, "补贴金额（元）"]
    return Listing(random.choice(TITLES), head, body, (), frozenset({check} if check else ()))


SAID: list[Sentence] = [
    (lambda r: f"户主{n.name(r)}，患有尿毒症，家庭负担重。", (ILLNESS,)),
    (lambda r: f"申请人{n.name(r)}因患肺癌长期住院，自付医疗费较高。", (ILLNESS,)),
    (lambda r: f"来信人{n.name(r)}反映：其妻子于2022年确诊乳腺癌，无力承担费用。", (ILLNESS,)),
    (lambda r: f"村民{n.name(r)}之子罹患白血病，现接受社会捐助。", (ILLNESS,)),
    (lambda r: f"{n.name(r)}，低保户，身患精神分裂症，由其兄照料。", (ILLNESS,)),
    (lambda r: f"脱贫户{n.name(r)}去年查出肝硬化，收入骤减。", (ILLNESS,)),
    (lambda r: f"当事人{n.name(r)}被诊断为抑郁症，案件中止调查。", (ILLNESS,)),
    (lambda r: f"信访人{n.name(r)}称其母亲长期患糖尿病，请求解决就医困难。", (ILLNESS,)),
    (lambda r: f"学生{n.name(r)}突发脑出血，学校师生捐款。", (ILLNESS,)),
    (lambda r: f"残疾人{n.name(r)}，患癫痫多年，拟给予临时救助1000元。", (ILLNESS,)),
    (lambda r: f"居民{n.name(r)}确诊艾滋病后，社区安排专人随访。", (ILLNESS,)),
]
UNSAID: list[Sentence] = [
    (lambda r: "申请人患有尿毒症、白血病等重大疾病的，按照规定给予救助。", ()),
    (lambda r: "对患有精神分裂症的居民，每季度随访一次。", ()),
    (lambda r: "参保居民确诊肺癌的，住院费用报销比例为75%。", ()),
    (lambda r: "本人患有下列疾病之一：尿毒症、肝硬化、血友病。", ()),
    (lambda r: "我县为农村妇女免费开展宫颈癌、乳腺癌筛查，符合条件的居民可到卫生院登记。", ()),
    (lambda r: "肺结核是由病原菌引起的，患者咳嗽时传播，居民应注意防治。", ()),
    (lambda r: f"户主{n.name(r)}，因病致困，拟给予临时救助1000元。", ()),
    (lambda r: "家庭医生为患有高血压、糖尿病的居民提供签约服务。", ()),
    (lambda r: f"全县共有尘肺病患者{r.randrange(10, 99)}名，均已建档。", ()),
    (lambda r: "县医院糖尿病专科门诊每周三开诊，咨询电话0797-3333345。", ()),
    (lambda r: "救助对象中因患癌症致困的占12%，因残致困的占30%。", ()),
    (lambda r: "学生在校期间确诊肺结核的，应当休学治疗。", ()),
]
