"""What every old portal has in some corner: pages that say they are gone and answer 200, unfilled templates, robots.txt."""

from __future__ import annotations

from mingcha.demo.portal.edition import Edition
from mingcha.demo.portal.frame import FOOT, TOP, column_tags, head
from mingcha.demo.portal.markup import SITE_NAME

_URLS_IN_SITE_MAP = 400

ROBOTS = """User-agent: *
Disallow: /search
Disallow: /admin/
Disallow: /print.asp
Sitemap: {base}/sitemap.xml
"""


def not_found_page() -> str:
    return f"""{head(f"404_{SITE_NAME}", "")}{TOP}<div class="wrap"><div class="error"><h1>404</h1>
<p>抱歉，您访问的页面不存在。</p><a href="/">返回首页</a></div></div>{FOOT}"""


def soft_gone_page() -> str:
    """The old site's way to say 404, with status 200."""
    return """<!DOCTYPE html><html><head><meta charset="UTF-8"><title>提示信息</title></head>
<body><div class="tip"><p>对不起，您访问的页面不存在或已被删除！</p><p>5秒后自动返回<a href="/">首页</a></p></div></body></html>
"""


def interaction_page() -> str:
    """互动交流: made by a script that fills in a template, so what looks like links leads nowhere."""
    return f"""{head(f"互动交流_{SITE_NAME}", column_tags("互动交流", "咨询投诉"))}{TOP}<div class="wrap">
<div class="pos">当前位置：<a href="/">首页</a> &gt; 互动交流</div>
<div ms-controller="letters"><ul>
<li ms-for="el in @list"><a ms-attr-href="'/hdjl/xx/' + el.id + '.html'" href="{{{{el.url}}}}">{{{{el.title}}}}</a>
<span>{{{{el.date}}}}</span></li>
</ul></div>
<script type="text/template" id="row"><li><a href="/hdjl/${{id}}.html">${{title}}</a></li></script>
<div class="tools"><a href="javascript:openLetter()">我要写信</a> <a href="javascript:void(0);" onclick="more()">更多</a>
<a href="#">返回顶部</a> <a href="tel:07970000000">电话</a></div>
<noscript>请打开浏览器的脚本功能。</noscript>
</div>
{FOOT}"""


def search_page() -> str:
    return f"""{head(f"搜索_{SITE_NAME}", "")}{TOP}<div class="wrap"><p>没有找到相关内容。</p></div>{FOOT}"""


def site_map_xml(edition: Edition, base: str) -> str:
    """Only part of the portal: the newest posts of the oldest system."""
    newest = [post for post in list(edition.posts.values())[-_URLS_IN_SITE_MAP * 4 :] if post.unit < "127"]
    urls = "".join(
        f"<url><loc>{base}{post.address}</loc><lastmod>{edition.modified(post).isoformat()}</lastmod></url>"
        for post in newest[-_URLS_IN_SITE_MAP:]
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>\n'
    )
