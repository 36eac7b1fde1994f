"""The top, the navigation and the foot of the portal's present pages."""

from __future__ import annotations

from mingcha.demo.portal.markup import SITE_CODE, SITE_NAME

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
"""

FOOT = f"""<div class="links wrap">友情链接：
<a href="http://www.province.example/" target="_blank">省人民政府</a>
<a href="http://www.city.example/" target="_blank">市人民政府</a>
<a href="http://news.example/" target="_blank">新闻网</a></div>
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
