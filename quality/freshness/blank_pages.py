"""Pages of columns without a list of posts: empty in many words, pages of text, lists only a script draws."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingcha.collect.column_states import without_lines
from mingcha.model.column_state import ColumnState
from mingcha.model.site import Column
from mingcha.pages.page import parse
from quality.subject_cases import SubjectCase

_URL = "http://www.yangli.example/zt/index.html"
_EMPTY = frozenset({"empty_column"})
_MENU = '<div class="nav"><a href="/">首页</a><a href="/zwgk/">政务公开</a><a href="/tzgg/">通知公告</a><a href="/hdjl/">互动交流</a></div>'
_FOOT = '<div class="foot"><p>主办单位：样例县人民政府办公室　联系电话：0797-3300000</p><p>赣ICP备05001234号　网站标识码：3600000000</p><p><a href="/wzdt/">网站地图</a> <a href="/about/">关于我们</a></p></div>'
_SIDE = '<div class="left"><ul><li><a href="/a/">机构职能</a></li><li><a href="/b/">领导信息</a></li><li><a href="/c/">财政信息</a></li></ul></div>'
SAID = (
    "<ul><li>暂无信息</li></ul>", "<p>暂无数据</p>", "<div class=list>暂无相关信息！</div>", "<table><tr><td>暂无内容</td></tr></table>", "<div>对不起，该栏目暂无信息。</div>",
    "<p>共0条　第1/1页</p>", "<ul></ul><div class=page>共 0 条</div>", "<div>栏目建设中……</div>", "<p>没有相关信息</p>", "<p>该栏目正在建设中，敬请期待！</p>", "<p>内容更新中</p>", "<p>暂无文章</p>",
    "<p>没有找到任何记录</p>", "<div>本栏目内容正在完善</div>", "<p>暂时没有内容</p>",
)  # fmt: skip
# Pages of text on which a cell, a line or a sentence says 暂无.
NEARLY = (
    "<table><tr><td>事项</td><td>情况</td></tr><tr><td>行政许可</td><td>无</td></tr><tr><td>行政强制</td><td>暂无</td></tr><tr><td>说明</td><td>本单位为事业单位，不承担行政许可和行政强制职能，有关事项由主管部门负责办理，群众可到县政务服务中心窗口咨询了解具体要求，也可拨打值班电话询问办理进度</td></tr></table>",
    "<div class=content><p>本单位没有相关信息需要公开的年度，均在年度报告中予以说明，社会公众可以登录县政府门户网站查阅历年政府信息公开工作年度报告，也可以到县档案馆、县图书馆政府信息查阅点免费查阅纸质文本。</p><p>暂无数据</p></div>",
)
BLANK = (
    "<ul></ul>",
    "<div class=list></div>",
    "<table><tr><td>&nbsp;</td></tr></table>",
    "<div class=list><!-- list --></div><p></p>",
    "<h2>专题</h2><ul></ul>",
)
_WORDS = "县财政局负责全县财政收支、预算管理、政府采购监督、国有资产管理等工作，下设办公室、预算股、国库股、综合股等内设机构。"
TEXT = (
    f"<div class=content><p>{_WORDS}</p><p>{_WORDS}</p></div>", f"<table><tr><td>{_WORDS}</td></tr><tr><td>{_WORDS}</td></tr></table>", f"<div id=zoom>{_WORDS}<br>{_WORDS}<br>{_WORDS}</div>",
    f"<h1>机构职能</h1><div>{_WORDS}{_WORDS}</div>", f"<div class=TRS_Editor><p>　　{_WORDS}</p><p>　　{_WORDS}</p><p>暂无下设事业单位。</p></div>",
    "<table><tr><th>姓名</th><th>职务</th><th>分工</th></tr><tr><td>郑伟</td><td>局长</td><td>主持全面工作，分管人事、财务、党建</td></tr><tr><td>何丽芳</td><td>副局长</td><td>分管预算、国库、政府采购工作</td></tr></table>",
    "<p>地址：样例县阳明路12号</p><p>电话：0797-3300000</p><p>办公时间：上午8:30至12:00，下午2:30至5:30</p><p>邮箱：czj@yangli.example</p>",
)  # fmt: skip
# Pages that only lead on, or say little: none of them is empty.
LEADING = (
    "<ul>"
    + "".join(
        f"<li><a href='/jg/{n}/'>县{name}局</a></li>" for n, name in enumerate(("财政", "教育", "民政", "水利", "交通"))
    )
    + "</ul>",
    "<p><a href='/a/'>要闻动态</a> <a href='/b/'>通知公告</a> <a href='/c/'>政策文件</a> <a href='/d/'>领导信息</a></p>",
    "<table><tr><td><a href='/1/'>机构职能</a></td><td><a href='/2/'>财政信息</a></td></tr><tr><td><a href='/3/'>人事信息</a></td><td></td></tr></table>",
    "<table><tr><td>郑伟</td><td>乡党委书记</td><td></td></tr><tr><td>何丽芳</td><td>乡长</td><td></td></tr></table>",
    "<p>本单位无下属事业单位，也无派出机构。</p>",
)
DRAWN = (
    "<ul><li v-for='one in list'>{{one.title}}</li></ul><p v-if='!list.length'>暂无数据</p>", "<div ng-repeat='x in rows'><a ng-href='{{x.url}}'></a></div>",
    "<script type='text/html' id=row><li>{{d.title}}</li></script><ul id=list></ul>", "<div ms-controller=a><li ms-for='e in @l'>{{e.t}}</li></div>",
    "<script type='text/x-template'><li></li></script><div id=list>暂无数据</div>",
)  # fmt: skip


def _state(body: str, *, side: bool, named: bool, confirmed: bool) -> ColumnState:
    tag = '<meta name="ColumnName" content="专题">' if named else ""
    html = f'<html><head><meta charset="utf-8"><title>专题-样例县人民政府</title>{tag}</head><body>{_MENU}{_SIDE if side else ""}<div class="main"><div class="pos">当前位置：<a href="/">首页</a> &gt; 专题</div>{body}</div>{_FOOT}</body></html>'
    column = Column(_URL, "专题")
    state = ColumnState(column, date(2024, 1, 31), seen_on=date(2024, 1, 31), is_confirmed=confirmed)
    return without_lines(state, parse(html.encode(), url=_URL))


def cases() -> Iterator[SubjectCase]:
    for side in (False, True):
        place = "with a side menu" if side else "plain"
        for number, body in enumerate(SAID):
            known = _state(body, side=side, named=False, confirmed=True)
            yield SubjectCase(f"page says it is empty {number}, {place}", known, _EMPTY)
            guessed = _state(body, side=side, named=False, confirmed=False)
            yield SubjectCase(f"page says it is empty {number}, {place}, not confirmed", guessed, doubted=_EMPTY)
        for number, body in enumerate(BLANK):
            yield SubjectCase(
                f"blank page {number}, {place}", _state(body, side=side, named=True, confirmed=True), doubted=_EMPTY
            )
        for number, body in enumerate(TEXT):
            yield SubjectCase(f"page of text {number}, {place}", _state(body, side=side, named=True, confirmed=True))
        for number, body in enumerate(NEARLY):
            yield SubjectCase(f"text with 暂无 {number}, {place}", _state(body, side=side, named=True, confirmed=True))
        for number, body in enumerate(LEADING):
            yield SubjectCase(f"leads on {number}, {place}", _state(body, side=side, named=True, confirmed=True))
        for number, body in enumerate(DRAWN):
            yield SubjectCase(
                f"drawn by a script {number}, {place}", _state(body, side=side, named=True, confirmed=True)
            )
