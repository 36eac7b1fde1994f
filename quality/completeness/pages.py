"""Tags of pages, guides, platforms and catalogues, whole and with one thing wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingcha.collect.tagged_pages import tagged_page
from mingcha.examine.example_text import Written
from mingcha.examine.page_tags.grouping import by_template
from mingcha.model.disclosure_platform import DisclosurePlatform
from mingcha.model.page_tags import PageRole, TaggedPage
from mingcha.model.unit_disclosure import UnitDisclosure, UnitKind
from quality.subject_cases import SubjectCase

_SITE = "http://www.yangli.example/"
_TITLE = "关于做好2024年春节期间安全防范工作的通知"
TAGS = {
    "SiteName": "样例县人民政府", "SiteDomain": "www.yangli.example", "SiteIDCode": "3600000000", "ColumnName": "通知公告",
    "ColumnDescription": "通知公告栏目", "ColumnKeywords": "通知,公告", "ColumnType": "通知公告", "ArticleTitle": _TITLE,
    "PubDate": "2024-01-12 09:30", "ContentSource": "县应急管理局",
}  # fmt: skip
_SITE_TAGS, _COLUMN_TAGS, _POST_TAGS = list(TAGS)[:3], list(TAGS)[3:7], list(TAGS)[7:]
_STYLES = (
    '<meta name="{0}" content="{1}">', "<META NAME='{0}' CONTENT='{1}' />", '<meta content="{1}" name="{0}"/>', "<meta name={0} content='{1}'>",
    '<meta\n name="{0}"\n content="{1}"\n>', '<meta name="{0}" http-equiv="x" content="{1}">',
)  # fmt: skip


def _page(
    tags: dict[str, str], *, role: PageRole = PageRole.CONTENT, style: int = 0, shown: date | None = date(2024, 1, 12), url: str = "a.html",
    heading: str = _TITLE, lower: bool = False,
) -> TaggedPage:  # fmt: skip
    metas = "\n".join(_STYLES[style].format(name.lower() if lower else name, value) for name, value in tags.items())
    html = f"<html><head><meta charset=utf-8><title>{heading}-样例县人民政府</title>{metas}</head><body><h1>{heading}</h1></body></html>"
    return tagged_page(html, url=_SITE + url, role=role, listed=heading, shown=shown)


def _case(name: str, *pages: TaggedPage, found: str = "", doubted: str = "") -> Iterator[SubjectCase]:
    """One case for the largest group: what is told is told of a template."""
    group = by_template(pages, site=_SITE)[0]
    yield SubjectCase(f"tags: {name}", group, frozenset(found.split()), frozenset(doubted.split()))


def cases() -> Iterator[SubjectCase]:
    yield from _tags()
    yield from _guides()
    yield from _services()
    yield from _platforms()
    yield from _catalogues()


def _tags() -> Iterator[SubjectCase]:
    for style in range(len(_STYLES)):
        yield from _case(f"whole, style {style}", _page(TAGS, style=style))
        yield from _case(f"whole, small letters, style {style}", _page(TAGS, style=style, lower=True))
        for name in TAGS:
            rest = {key: value for key, value in TAGS.items() if key != name}
            yield from _case(f"without {name}, style {style}", _page(rest, style=style), found="missing_page_tag")
    for name in TAGS:
        yield from _case(f"{name} empty", _page(TAGS | {name: ""}), found="missing_page_tag")
    column = {name: TAGS[name] for name in (*_SITE_TAGS, *_COLUMN_TAGS)}
    yield from _case("column whole", _page(column, role=PageRole.COLUMN))
    yield from _case("home with the site's tags", _page({name: TAGS[name] for name in _SITE_TAGS}, role=PageRole.HOME))
    yield from _case(
        "column without its own",
        _page({name: TAGS[name] for name in _SITE_TAGS}, role=PageRole.COLUMN),
        found="missing_page_tag",
    )
    yield from _case(
        "commented out",
        tagged_page(f"<head><!-- {_STYLES[0].format('SiteName', 'x')} --></head>", url=_SITE, role=PageRole.HOME),
        found="missing_page_tag",
    )
    for value in ("昨天", "2024-13-01 09:00", "2024-02-30 09:00", "12-01-2024", "二〇二四年", "1月12日"):
        yield from _case(f"PubDate {value}", _page(TAGS | {"PubDate": value}), found="wrong_publication_tag")
    for value in (
        "2024-01-12",
        "2024-01-12 09:30:15",
        "2024—01—12 09:30",
        "2024/01/12",
        "2024年1月12日 9时",
        "20240112",
        "2024-1-12T09:30",
        "２０２４－０１－１２",
        "202401120930",
    ):
        yield from _case(f"PubDate {value}", _page(TAGS | {"PubDate": value}))
    for day in (date(2024, 1, 11), date(2023, 1, 12), date(2024, 1, 13)):
        yield from _case(f"shown {day}", _page(TAGS, shown=day), found="wrong_publication_tag")
    yield from _case("no day shown", _page(TAGS, shown=None))
    for heading, found in (
        (_TITLE, ""), (f"{_TITLE}（附件）", ""), ("关于做好2024年春节期间安全防范…", ""), (_TITLE.replace("2024", "２０２４"), ""), (f"  {_TITLE} ", ""),
        ("关于做好国庆期间安全防范工作的通知", "title_tag_mismatch"), ("样例县2023年决算", "title_tag_mismatch"),
    ):  # fmt: skip
        yield from _case(f"heading {heading}", _page(TAGS, heading=heading), found=found)
    yield from _case(
        "the site's name for a title", _page(TAGS | {"ArticleTitle": "县政府门户网站首页"}), found="title_tag_mismatch"
    )
    for code in ("360000", "36000000000", "bm0100001", "标识码", "ab36000000"):
        yield from _case(f"code {code}", _page(TAGS | {"SiteIDCode": code}), found="wrong_site_code_tag")
    for code in ("3600000000", "bm01000001", "BM01000001", "３６０００００００１"):
        yield from _case(f"code {code}", _page(TAGS | {"SiteIDCode": code}))
    mixed = [_page(TAGS, url=f"{n}.html") for n in range(9)] + [
        _page(TAGS | {"SiteIDCode": "3600000009"}, url="9.html")
    ]
    yield from _case("one code unlike nine", *mixed, found="wrong_site_code_tag")
    for kind, doubted in (
        ("政策文件", ""),
        ("政策文件,政策解读", ""),
        ("政策文件、通知公告", ""),
        ("栏目一", "unknown_column_type"),
        ("1", "unknown_column_type"),
        ("工作动态,其他", "unknown_column_type"),
    ):
        yield from _case(f"kind {kind}", _page(TAGS | {"ColumnType": kind}), doubted=doubted)


_GUIDE = {
    "公开内容和分类": "本机关主动公开的信息分为机构职能、规划计划、财政预决算、行政许可等类别，并编排目录。",
    "获取方式": "公众可以登录网站浏览，也可以到档案馆、图书馆查阅。",
    "工作机构名称": "受理机构：样例县财政局办公室。",
    "办公地址": "通讯地址：样例县阳明路12号三楼。",
    "办公时间": "受理时间：上午8:30—12:00，下午2:30—5:30（法定节假日除外）。",
    "联系电话": "联系电话：0797-3300000。",
    "互联网联系方式": "电子邮箱：czj@yangli.example。",
    "申请方式": "申请人可填写《申请表》，当面、邮寄或者通过传真提出申请。",
    "监督和救济渠道": "认为本机关未依法履行义务的，可以向上级行政机关投诉、举报，也可以依法申请行政复议或者提起行政诉讼。",
}
_TITLES = (
    "样例县财政局政府信息公开指南",
    "政府信息公开指南",
    "万隆乡政府信息公开指南（2024年修订）",
    "信息公开指南",
    "政府信息公开工作指南",
)
_LEAD = "为了方便公民、法人和其他组织获得服务，根据《中华人民共和国政府信息公开条例》，编制如下说明，请需要的人员阅读，并随情况变化及时更新。"


def _guides() -> Iterator[SubjectCase]:
    for title in _TITLES:
        yield SubjectCase(f"guide whole: {title}", Written(_LEAD + "".join(_GUIDE.values()), title=title))
    for name in _GUIDE:
        if name in ("申请方式", "获取方式"):
            continue  # other parts tell of it in passing
        for title in _TITLES[:2]:
            text = _LEAD + "\n".join(part for key, part in _GUIDE.items() if key != name)
            yield SubjectCase(
                f"guide without {name}: {title}", Written(text, title=title), frozenset({"missing_guide_element"})
            )
    some = _LEAD + _GUIDE["公开内容和分类"] + _GUIDE["获取方式"] + _GUIDE["申请方式"] + "欢迎查询。" * 10
    yield SubjectCase(
        "guide of words only", Written(some, title="政府信息公开指南"), frozenset({"missing_guide_element"})
    )
    for title in (
        "关于公布政府信息公开指南的通知",
        "《政府信息公开指南》解读",
        "我县修订政府信息公开指南会议召开",
        "财政预算公开",
        "招生指南",
    ):
        yield SubjectCase(f"no guide: {title}", Written(_LEAD * 3, title=title))
    yield SubjectCase("guide in a file", Written("详见附件。", title="政府信息公开指南"))
    column = Written(_LEAD + "".join(_GUIDE.values()), title="样例县财政局", column="政府信息公开指南")
    yield SubjectCase("guide by its column", column)


_SERVICE = {
    "设定依据": "设定依据：《中华人民共和国残疾人保障法》。", "申请条件": "申请条件：具有本县户籍。", "办理材料": "申请材料：身份证、户口簿复印件各一份。",
    "办理地点": "办理地点：县政务服务中心二楼5号窗口。", "办理时间": "办理时间：工作日9:00—17:00。", "联系电话": "咨询电话：0797-3300000。", "办理流程": "办理流程：申请、受理、审核、办结。",
}  # fmt: skip


def _services() -> Iterator[SubjectCase]:
    name, title = "missing_service_element", "残疾人证办理办事指南"
    fill = "请申请人按照上述说明准备，如有疑问可到现场询问工作人员，感谢您的理解与配合。"
    yield SubjectCase("service whole", Written("".join(_SERVICE.values()) + fill, title=title))
    keys = list(_SERVICE)
    for number in (1, 2, 3):
        for start in range(0, 7, 2):
            gone = {keys[(start + step) % 7] for step in range(number)}
            text = "\n".join(part for key, part in _SERVICE.items() if key not in gone) + fill
            yield SubjectCase(
                f"service without {'、'.join(sorted(gone))}", Written(text, title=title), doubted=frozenset({name})
            )
    for start in range(7):
        gone = {keys[(start + step) % 7] for step in range(4)}
        text = "\n".join(part for key, part in _SERVICE.items() if key not in gone) + fill
        yield SubjectCase(f"service without four from {keys[start]}", Written(text, title=title), frozenset({name}))
    for other in ("我县推出一批办事指南", "关于做好办事指南更新工作的通知", "残疾人证办理情况通报"):
        yield SubjectCase(f"no service: {other}", Written("近日，我县推进政务服务，受到群众欢迎。" * 6, title=other))


def _platforms() -> Iterator[SubjectCase]:
    name, url = frozenset({"missing_platform_column"}), f"{_SITE}zfxxgk/"
    whole = ("政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报", "依申请公开")
    others = ("公开指南", "公开制度", "公开目录", "年度报告", "依申请 公开", "首页", "通知公告")
    yield SubjectCase("platform whole", DisclosurePlatform("政府信息公开", url, whole))
    yield SubjectCase("platform in other words", DisclosurePlatform("政府信息公开", url, others))
    for number, entry in enumerate(whole):
        rest = whole[:number] + whole[number + 1 :]
        yield SubjectCase(f"platform without {entry}", DisclosurePlatform("政府信息公开", url, rest), name)
        yield SubjectCase(
            f"site without {entry}", DisclosurePlatform("样例县", url, rest, is_known=False), doubted=name
        )
    yield SubjectCase("platform with none", DisclosurePlatform("政府信息公开", url, ("首页",)), doubted=name)
    yield SubjectCase("platform unread", DisclosurePlatform("政府信息公开", url, unread="连接超时"))


def _catalogues() -> Iterator[SubjectCase]:
    name, on = frozenset({"uncovered_catalogue_item"}), date(2024, 1, 31)
    for kind, columns, titles, doubted in (
        (UnitKind.BUREAU, ("机构概况", "财政信息"), (), False),
        (UnitKind.BUREAU, ("工作动态", "财政信息"), (), True),
        (UnitKind.BUREAU, ("领导信息", "工作动态"), ("2023年部门预算",), False),
        (UnitKind.BUREAU, ("领导信息", "工作动态"), ("关于召开会议的通知",), True),
        (UnitKind.TOWN, ("领导信息", "预决算", "社会救助", "惠农补贴"), (), False),
        (UnitKind.TOWN, ("领导信息", "预决算", "村务公开"), ("万隆乡低保名单公示",), False),
        (UnitKind.TOWN, ("领导信息", "预决算", "乡镇动态"), ("关于召开会议的通知",), True),
        (UnitKind.TOWN, ("乡镇动态",), ("关于召开会议的通知",), True),
        (UnitKind.TOWN, (), (), False),
    ):
        unit = UnitDisclosure("216", "某单位", kind, _SITE, on, columns, titles)
        yield SubjectCase(f"catalogue {kind.value} {columns} {titles}", unit, doubted=name if doubted else frozenset())
