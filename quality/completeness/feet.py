"""Feet of government pages in many shapes, whole and with one mark taken away."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mingcha.examine.page_foot.reading import foot_of
from mingcha.pages.page import parse
from quality.subject_cases import SubjectCase

_NAME = frozenset({"missing_footer_mark"})
NAMES = (
    "主办单位",
    "联系方式",
    "网站标识码",
    "ICP备案号",
    "公安备案号",
    "党政机关网站标识",
    "我为政府网站找错",
    "站点地图",
)
_BODY = (
    "<div class=main>" + "<p>县政府召开常务会议，研究部署安全生产工作，强调要压实责任，守住底线。</p>" * 6 + "</div>"
)
# How each of ten makes shows each mark, in the order of NAMES.
MAKES: dict[str, tuple[str, ...]] = {
    "plain words": (
        "<p>主办单位：样例县人民政府</p>", "<p>联系电话：0797-3300000</p>", "<p>网站标识码：3607220001</p>", "<p>赣ICP备05001234号-1</p>",
        "<p>赣公网安备 36072202000001号</p>", '<img src="/a.png" alt="党政机关">', '<a href="http://x/">我为政府网站找错</a>', '<a href="/wzdt/">网站地图</a>',
    ),
    "full-width": (
        "<p>主办：样例县人民政府办公室</p>", "<p>电话：（０７９７）３３０００００</p>", "<p>网站标识码　３６０７２２０００１</p>".replace("　", "："), "<p>ＩＣＰ备案：赣ＩＣＰ备０５００１２３４号</p>",
        "<p>公安备案：３６０７２２０２０００００１号</p>", '<img src="/dzjg.png">', '<a href="#">政府网站找错</a>', '<a href="#">站点地图</a>',
    ),
    "scripts": (
        "<span>样例县人民政府主办</span>", '<a href="mailto:xxzx@yangli.example">信箱</a>', "<i>政府网站标识码 bm01000001</i>", '<a href="https://beian.miit.gov.cn/">备案</a>',
        '<a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=3607">网安</a>', "<script>document.write(unescape(\"%3Cspan id='_ideConac'%3E%3C/span%3E%3Cscript src='http://dcs.conac.cn/js/15/1.js'%3E\"))</script>",
        '<script id="_jiucuo_" sitecode="3607220001" src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script>', '<a href="/sitemap.html">导航</a>',
    ),
    "old tables": (
        "<TR><TD>版权所有：样例县人民政府</TD></TR>", "<TR><TD>联系我们</TD></TR>", "<TR><TD>标识码：3607220001</TD></TR>", "<TR><TD>ICP备案序号：赣ICP备05001234号</TD></TR>",
        "<TR><TD>赣公网安备36072202000001</TD></TR>", "<TR><TD><IMG SRC='/images/red.png'></TD></TR>", '<TR><TD><A HREF="http://pucha.kaipuyun.cn/exposure/jiucuo.html?site_code=1"><IMG SRC=jc.png></A></TD></TR>', "<TR><TD>网站导航</TD></TR>",
    ),
    "one line": (
        "样例县人民政府办公室 主办 ", " 邮箱：xf@yangli.example ", " 网站标识码:3607220001 ", " 赣ICP备 05001234 号 ".replace("备 05001234 ", "备05001234"),
        " 赣公网安备 36072202000001 号 ", ' <img src=x.png title="党政机关网站"> ', " 我为政府网站找错 ", " 站点地图 ",
    ),
    "list items": (
        "<li>主办单位 样例县人民政府办公室</li>", "<li>值班电话 (0797)3300000</li>", "<li>政府网站标识码：3607220001</li>", "<li><a href=http://www.miitbeian.gov.cn>赣ICP备05001234号</a></li>",
        "<li>公安机关备案号：36072202000001</li>".replace("公安机关备案号", "公安备案号"), '<li><a href="http://bszs.conac.cn/sitename?method=show&id=1"><img src=1.png></a></li>', "<li><a>政府网站找错</a></li>", "<li><a href=/zddt/>地图</a></li>",
    ),
    "joint": (
        "<p>中共样例县委 样例县人民政府 主办</p>", "<p>联系方式：0797—3300000 传真：0797—3300001</p>", "<p>网站标识码：3607220001</p>", "<p>备案号：赣ICP备05001234号</p>",
        "<p><img src=ga.png>赣公网安备36072202000001号</p>", '<a href="//bszs.conac.cn/"><img id="imgConac" src="x"></a>', "<a><img alt='我为政府网站找错'></a>", "<a>SiteMap</a>",
    ),
    "bureau": (
        "<div>主管单位：样例县农业农村局 承办单位：县信息中心</div>", "<div>服务热线：12345</div>", "<div>网站标识码：3607220023</div>", "<div>赣ICP证030001号</div>",
        "<div>赣公网安备 36072202000022号</div>", "<div><a title='事业单位标识' href=#></a></div>", "<div><a href=/zhaocuo/>纠错</a></div>", "<div>网站 地图</div>",
    ),
    "copyright first": (
        "<p>Copyright © 样例县人民政府 版权所有</p>", "<p>技术支持电话：0797-3300000</p>", "<p>网站标识码 : 3607220001</p>", "<p>ICP备案编号：赣ICP备05001234号</p>",
        "<p>公安备案：赣36072202000001</p>", "<p><img src='/ui/dangzheng.png'></p>", "<p>网站找错</p>", "<p>网站地图 | 关于我们</p>",
    ),
    "frames of links": (
        "<dl><dt>主办单位</dt><dd>样例县人民政府办公室</dd></dl>", "<dl><dt>电话</dt><dd>0797-3300000</dd></dl>", "<dl><dt>网站标识码：</dt><dd>3607220001</dd></dl>", "<dl><dd>赣ICP备05001234号-2</dd></dl>",
        "<dl><dd>赣公网安备36072202000001号</dd></dl>", "<dl><dd><img src=/blue.png></dd></dl>", "<dl><dd><a href=http://zfwzzc.example/>找错</a></dd></dl>", "<dl><dd><a href=/wzdt/index.html>导航</a></dd></dl>",
    ),
}  # fmt: skip
_WRAPS: dict[str, Callable[[str], str]] = {
    "old tables": lambda inner: f"<TABLE>{inner}</TABLE>",
    "one line": lambda inner: f"<p>{inner}</p>",
    "list items": lambda inner: f"<ul>{inner}</ul>",
}


def _page(make: str, marks: tuple[str, ...]) -> str:
    inner = _WRAPS.get(make, lambda text: text)("".join(marks))
    return f'<html><head><meta charset="utf-8"><title>样例县人民政府</title></head><body>{_BODY}<div class="foot">{inner}</div></body></html>'


def cases() -> Iterator[SubjectCase]:
    for make, marks in MAKES.items():
        foot = foot_of(parse(_page(make, marks).encode(), url="http://www.yangli.example/"))
        yield SubjectCase(f"foot {make}, whole", foot)
        for number, name in enumerate(NAMES):
            rest = marks[:number] + marks[number + 1 :]
            foot = foot_of(parse(_page(make, rest).encode(), url="http://www.yangli.example/"))
            yield SubjectCase(f"foot {make}, without {name}", foot, _NAME)
    for name, html in (("a page all script", "<html><body><div id=app></div></body></html>"), ("no page", "")):
        foot = foot_of(parse(html.encode(), url="http://www.yangli.example/"))
        yield SubjectCase(f"foot of {name}", foot, doubted=_NAME)
