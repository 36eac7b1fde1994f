"""What made-up portals publish: posts with their days, sources and files, and the words around them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

COUNTY = "云岭县"
SITE = "云岭县人民政府"
TODAY = date(2023, 12, 20)
UNITS = (
    *(
        "云岭县财政局",
        "云岭县人力资源和社会保障局",
        "县教育体育局",
        "云岭县人民政府办公室",
        "云岭县农业农村局",
        "县卫生健康委员会",
    ),
    *("白石镇人民政府", "清溪乡", "云岭县融媒体中心", "县自然资源局", "云岭县住房和城乡建设局", "石桥镇"),
)
COLUMNS = ("通知公告", "工作动态", "政策文件", "财政信息", "人事信息", "部门动态", "公示公告", "乡镇动态", "政策解读")
MENU = (
    "首页",
    "走进云岭",
    "新闻中心",
    "政务公开",
    "政务服务",
    "互动交流",
    "专题专栏",
    "机构职能",
    "领导之窗",
    "政府文件",
    "数据发布",
)
_MATTERS = (
    "2023年度城乡居民基本医疗保险参保缴费",
    "农村危房改造补助对象",
    "第四季度财政衔接资金项目安排计划",
    "森林防灭火禁火期",
    "高标准农田建设项目竣工验收",
    "义务教育学校招生工作",
    "政府投资项目审计结果",
    "“十四五”水利发展规划（2021-2025年）",
    "城区道路临时交通管制",
    "高龄津贴发放名单",
    "烟花爆竹禁限放",
    "事业单位公开招聘工作人员面试成绩",
    "部分河段禁渔期",
    "老旧小区改造（二期）工程",
    "国有建设用地使用权挂牌出让",
    "冬春季农田水利基本建设",
)
_FORMS = (
    "{unit}关于{matter}的公告",
    "关于做好{matter}工作的通知",
    "关于印发《{county}{matter}实施方案（试行）》的通知",
    "{matter}公示",
    "{county}召开{matter}工作推进会",
    "{unit}：扎实推进{matter}",
    "一图读懂：{matter}",
    "{matter}情况说明——县长在专题会议上的讲话",
    "{place}开展{matter}“回头看”",
    "关于对{matter}进行公示的公告（第{number}号）",
)
_SHORT = ("公示", "任免通知", "停电公告", "2023年预算公开", "招聘启事", "县长信箱")
_PLACES = ("白石镇", "清溪乡", "石桥镇", "县城南片区", "青山林场")
_SENTENCES = (
    "为进一步规范管理，根据有关法律法规和上级文件精神，结合我县实际，现将有关事项公告如下。",
    "各乡镇人民政府、县直各单位要高度重视，压实责任，加强协作，确保各项工作落到实处。",
    "会议时间：2023年11月3日上午9:00，地点：县政府三楼会议室，请参会人员提前十分钟到场。",
    "公示时间：2023年10月9日至10月15日，公示期内如有异议，请以书面形式向我单位反映。",
    "2023年1月至9月，全县累计完成投资3.2亿元，同比增长8.5%，受益群众1.6万户。",
    "截止日期：2024年3月31日，逾期不再受理，申请人可登录政务服务网查询办理进度。",
    "本方案自2024年1月1日起施行，有效期五年，由县级主管部门负责解释。",
    "活动现场，工作人员通过发放宣传手册、悬挂横幅、现场讲解等方式，向群众普及相关知识。",
    "经研究，同意该项目实施，请严格按照批复内容组织建设，及时办理竣工决算。",
)
_FILES = (
    ("附件1：资金安排表.xlsx", "P0{n}.xlsx"),
    ("附件：公示名单.doc", "W0{n}.doc"),
    ("实施方案.pdf", "files/{n}.pdf"),
    ("附件2.报名表.docx", "/attachment/{n}/bm.docx"),
    ("附件.zip", "upload/2023/{n}.zip"),
    ("项目申报书（样本）.wps", "down/{n}.wps"),
)


@dataclass(frozen=True)
class Matter:
    """One made-up post: what must be found on its page."""

    number: int
    title: str
    day: date
    unit: str
    column: str
    paragraphs: tuple[str, ...]
    files: tuple[tuple[str, str], ...]
    clock: str
    index: str


def matters(random: Random, count: int, *, newest: date = date(2023, 12, 18)) -> list[Matter]:
    """Posts of one column, newest first."""
    found: list[Matter] = []
    day = newest
    column = random.choice(COLUMNS)
    seen: set[str] = set()
    while len(found) < count:
        day -= timedelta(days=random.choice((0, 0, 1, 1, 2, 3)))
        made = matter(random, day=day, column=column)
        if made.title not in seen:
            seen.add(made.title)
            found.append(made)
    return found


def matter(random: Random, *, day: date, column: str) -> Matter:
    number = random.randrange(100_000, 999_999)
    unit = random.choice(UNITS)
    if random.random() < 0.06:
        title = random.choice(_SHORT)
    else:
        title = random.choice(_FORMS).format(
            unit=unit,
            matter=random.choice(_MATTERS),
            county=COUNTY,
            place=random.choice(_PLACES),
            number=random.randrange(1, 90),
        )
    paragraphs = tuple(random.choices(_SENTENCES, k=random.choice((1, 2, 3, 5, 8))))
    files = tuple(
        (words, target.format(n=f"{day:%Y%m%d}{number}{place}"))
        for place, (words, target) in enumerate(random.sample(_FILES, random.choice((0, 0, 0, 1, 2))))
    )
    clock = f"{random.randrange(8, 18):02}:{random.randrange(60):02}"
    return Matter(number, title, day, unit, column, paragraphs, files, clock, f"Y0{number}-2023-{number % 1000:04}")


DAY_FORMS = (
    "%Y-%m-%d",
    "%Y-%m-%d {clock}",
    "%Y/%m/%d",
    "%Y年%m月%d日",
    "%Y.%m.%d",
    "%Y-%m-%d {clock}:23",
    "{y}年{m}月{d}日 {clock}",
    "{y}-{m}-{d}",
    "{y}/{m}/{d} {clock}:05",
    "%Y年%m月%d日 {clock}",
)


def written(day: date, form: str, clock: str = "09:30") -> str:
    text = form.replace("{clock}", clock).replace("{y}", str(day.year)).replace("{m}", str(day.month))
    return day.strftime(text.replace("{d}", str(day.day)))


def cut(title: str, size: int, mark: str = "...") -> str:
    return title if len(title) <= size else title[:size] + mark
