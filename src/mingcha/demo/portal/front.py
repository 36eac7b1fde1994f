"""The pages around the columns: the home page, the site map, the units and their leaders."""

from __future__ import annotations

from mingcha.demo.county import COUNTY, sample_places, sample_units
from mingcha.demo.places import Place
from mingcha.demo.portal.edition import Edition
from mingcha.demo.portal.frame import FOOT, TOP, column_tags, head
from mingcha.demo.portal.markup import SITE_NAME, cut, iso, unit_home
from mingcha.demo.portal.people import made_up_names
from mingcha.demo.portal.prose import unit_of
from mingcha.demo.story import story

_ON_HOME_PAGE = (
    ("103", "工作动态"),
    ("114", "通知公告"),
    ("133", "工作动态"),
    ("138", "政策文件"),
    ("201", "乡镇动态"),
    ("210", "村务公开"),
    ("216", "惠农补贴"),
)
_LEADERS = (
    ("主要负责人", "主持全面工作。"),
    ("副职", "协助主要负责人工作，分管财务、项目建设。"),
    ("副职", "协助主要负责人工作，分管业务、政务公开。"),
)


def home_page(edition: Edition) -> str:
    places = sample_places()
    boxes = [_box(place, edition, count=8) for place in places.values() if not place.unit]
    boxes += [_box(places[unit, column], edition, count=5) for unit, column in _ON_HOME_PAGE]
    units = "".join(f'<a href="{unit_home(sample.unit.code)}">{sample.unit.in_prose}</a> ' for sample in sample_units())
    return f"""{head(SITE_NAME, column_tags("首页", "首页"))}{TOP}<div class="wrap home">
<div class="banner"><a href="javascript:slide(1)"><img src="/images/p0.png" alt="样例县风光"></a></div>
{"".join(boxes)}
<div class="box"><h2>部门与乡镇</h2><p>{units}</p></div>
<div class="box"><h2>专题专栏</h2><a href="/old/zt/2019/index.html">历史专题</a> <a href="/hdjl/index.html">互动交流</a></div>
</div>
{FOOT}"""


def units_page(group: str) -> str:
    """政务公开 or 乡镇之窗: the units of one kind."""
    name = "政务公开" if group == "county" else "乡镇之窗"
    units = "".join(
        f'<li><a href="{unit_home(sample.unit.code)}">{sample.unit.in_prose}</a></li>'
        for sample in sample_units()
        if sample.unit.group == group
    )
    return _page(name, f'<ul class="units">{units}</ul>')


def unit_page(unit: str, edition: Edition) -> str:
    places = [place for place in sample_places().values() if place.unit == unit]
    boxes = "".join(_box(place, edition, count=5) for place in places)
    fixed = f'<p><a href="/jg/{unit}/jggk.html">机构概况</a> <a href="/jg/{unit}/ldxx.html">领导信息</a></p>'
    return _page(unit_of(unit).in_prose, fixed + boxes)


def overview_page(unit: str) -> str:
    name = unit_of(unit).in_prose
    return _page(
        f"{name}机构概况",
        f"<h1>{name}机构概况</h1><p>单位名称：{name}</p><p>办公地址：样例县人民路{int(unit) % 90 + 1}号</p>"
        f"<p>办公时间：工作日上午8:30至12:00，下午2:30至5:30</p><p>负责人：{next(made_up_names(int(unit)))}</p>"
        "<p>主要职责：贯彻执行国家有关法律法规，承担县委、县政府交办的其他任务。</p>",
    )


def leaders_page(unit: str, edition: Edition) -> str:
    """领导信息; the story says of some units that nobody wrote what each leader answers for."""
    has_duties = story().page(unit, "leaders", edition.day).get("duties", True)
    people = "".join(
        f"<tr><td>{name}</td><td>{post}</td>{f'<td>分工：{duty}</td>' if has_duties else '<td></td>'}</tr>"
        for name, (post, duty) in zip(made_up_names(int(unit)), _LEADERS, strict=False)
    )
    name = unit_of(unit).in_prose
    return _page(f"{name}领导信息", f'<h1>{name}领导信息</h1><table class="leaders">{people}</table>')


def site_map() -> str:
    """网站地图: every column of every unit."""
    parts = [
        '<h2>全县</h2><p><a href="/xwzx/ywdt/index.html">要闻动态</a> <a href="/xwzx/tzgg/index.html">通知公告</a></p>'
    ]
    for sample in sample_units():
        unit = sample.unit.code
        columns = " ".join(
            f'<a href="{place.home}">{place.column}</a>' for place in sample_places().values() if place.unit == unit
        )
        parts.append(f'<h3><a href="{unit_home(unit)}">{sample.unit.in_prose}</a></h3><p>{columns}</p>')
    return _page("网站地图", f'<div class="map">{"".join(parts)}</div>')


def about_page() -> str:
    return _page(
        "关于我们", f"<h1>关于我们</h1><p>{SITE_NAME}由{COUNTY}人民政府办公室主办，内容均为虚构，仅供演示。</p>"
    )


def _box(place: Place, edition: Edition, *, count: int) -> str:
    owner = f"{unit_of(place.unit).in_prose}·" if place.unit else ""
    items = "".join(
        f'<li><span>{iso(post.published)[5:]}</span><a href="{post.address}" title="{post.title}">{cut(post.title)}</a></li>'
        for post in edition.of(place)[:count]
    )
    return (
        f'<div class="box"><h2><a href="{place.home}">{owner}{place.column}</a>'
        f'<a class="more" href="{place.home}">更多&gt;&gt;</a></h2><ul>{items}</ul></div>\n'
    )


def _page(name: str, content: str) -> str:
    return f"""{head(f"{name}_{SITE_NAME}", column_tags(name, name))}{TOP}<div class="wrap">
<div class="pos">当前位置：<a href="/">首页</a> &gt; {name}</div>
{content}
</div>
{FOOT}"""
