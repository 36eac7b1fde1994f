"""The top, the navigation and the foot of the portal's present pages."""

from __future__ import annotations

from mingcha.demo.county import sample_units
from mingcha.demo.portal.markup import SITE_CODE, SITE_NAME, unit_home

_NAVIGATION = (
    ("/", "首页"),
    ("/xwzx/ywdt/index.html", "要闻动态"),
    ("/xwzx/tzgg/index.html", "通知公告"),
    ("/zwgk/index.html", "政务公开"),
    ("/zwgk/gkml/index.html", "信息公开目录"),
    ("/xzzc/index.html", "乡镇之窗"),
    ("/hdjl/index.html", "互动交流"),
    ("/wzdt/index.html", "网站地图"),
)

# Sites every portal links to at its foot, by kind; all of them under the reserved domain.
_FRIENDS = {
    "上级政府": "省人民政府 市人民政府 省政务服务网 市政务服务网 省公共资源交易网 市数据开放平台".split(),
    "兄弟县区": "东江县 西江县 南坪县 北岭县 中和区 永乐县 长安县 太平县 新安县 清溪县 桃源县 青山区".split(),
    "新闻媒体": "新闻网 日报 晚报 广播电视台 党建网 文明网".split(),
    "其他网站": "图书馆 博物馆 中医院 第一中学 职业学校 供水公司 供电公司 客运站".split(),
}


def friends() -> str:
    """The boxes of sites to choose from at the foot."""
    boxes, number = [], 0
    for kind, names in _FRIENDS.items():
        links = []
        for name in names:
            number += 1
            links.append(f'<option value="http://site{number}.example/">{name}</option>')
        boxes.append(
            f'<select onchange="window.open(this.value)"><option value="">{kind}</option>{"".join(links)}</select>'
        )
    return "\n".join(boxes)


def unit_links(group: str) -> str:
    """A link to each unit of a group."""
    return "".join(
        f'<a href="{unit_home(sample.unit.code)}" title="{sample.unit.name}">{sample.unit.in_prose}</a>'
        for sample in sample_units()
        if sample.unit.group == group
    )


SITE_TAGS = f"""<meta name="SiteName" content="{SITE_NAME}">
<meta name="SiteDomain" content="www.yangli.example">
<meta name="SiteIDCode" content="{SITE_CODE}">"""


def column_tags(name: str, category: str) -> str:
    return f"""<meta name="ColumnName" content="{name}">
<meta name="ColumnDescription" content="{SITE_NAME}{name}栏目">
<meta name="ColumnKeywords" content="{name}">
<meta name="ColumnType" content="{category or name}">"""


def head(title: str, tags: str) -> str:
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="UTF-8">
<meta http-equiv="X-UA-Compatible" content="IE=edge">
<title>{title}</title>
{SITE_TAGS}
{tags}
<link rel="stylesheet" href="/css/portal.css">
<script src="/js/portal.js"></script>
</head>
"""


TOP = f"""<body>
<div class="top"><div class="wrap"><span>今天是 <script>document.write(today())</script></span>
<span class="fr"><a href="javascript:void(0)" onclick="addFavorite()">加入收藏</a> | <a href="javascript:;">无障碍浏览</a>
| <a href="#">English</a></span></div></div>
<div class="logo wrap"><img src="/images/logo.png" alt="{SITE_NAME}">
<form action="/search" method="get"><input name="q" value=""><input type="submit" value="搜索"></form></div>
<div class="nav"><ul class="wrap">
{"".join(f'<li><a href="{path}">{name}</a></li>' for path, name in _NAVIGATION)}
</ul></div>
<div class="menus wrap" id="menus" style="display:none">
<dl><dt>县直单位</dt><dd>{unit_links("county")}</dd></dl>
<dl><dt>乡镇</dt><dd>{unit_links("town")}</dd></dl>
<dl><dt>服务</dt><dd><a href="http://zwfw.example/" target="_blank">政务服务</a><a href="/hdjl/index.html">县长信箱</a>
<a href="javascript:openLetter()">我要咨询</a><a href="/search?q=%E5%8A%9E%E4%BA%8B%E6%8C%87%E5%8D%97">办事指南</a></dd></dl>
</div>
<script>
var menus = document.getElementById('menus');
function showMenus(show) {{ menus.style.display = show ? 'block' : 'none'; }}
function openLetter() {{ alert('请先登录'); }}
var weekdays = ['日', '一', '二', '三', '四', '五', '六'];
function resize(points) {{ var box = document.getElementById('zoom'); if (box) {{ box.style.fontSize = points + 'px'; }} }}
</script>
"""

FOOT = f"""<div class="links wrap">友情链接：
<a href="http://www.province.example/" target="_blank">省人民政府</a>
<a href="http://www.city.example/" target="_blank">市人民政府</a>
<a href="http://news.example/" target="_blank">新闻网</a>
{friends()}</div>
<div class="foot"><div class="wrap">
<p><a href="/wzdt/index.html">网站地图</a> | <a href="/about/index.html">关于我们</a> |
<a href="mailto:bgs@yangli.example">联系我们</a></p>
<p>主办单位：样例县人民政府办公室　网站标识码：{SITE_CODE}　ICP备案：赣ICP备00000000号　公安备案：36999902000001号</p>
<p><img src="/images/dzjg.png" alt="党政机关"> <a href="http://zfwzzc.example/">我为政府网站找错</a></p>
</div></div>
<script>baseCount("{SITE_CODE}");</script>
</body>
</html>
"""
