"""Templates in the manner of the known families: their marks, their addresses, their pagers."""

from __future__ import annotations

from collections.abc import Sequence

from quality.collecting.case import HOST, Template, View
from quality.collecting.matter import MENU, SITE, Matter, cut, written


def tags(view: View) -> str:
    m = view.matter
    return (
        f'<meta name="SiteName" content="{SITE}"><meta name="SiteDomain" content="www.yunling.gov.cn"><meta name="SiteIDCode" content="3600000001">'
        f'<meta name="ColumnName" content="{m.column}"><meta name="ColumnType" content="{m.column}"><meta name="ArticleTitle" content="{m.title}">'
        f'<meta name="PubDate" content="{m.day} {m.clock}"><meta name="ContentSource" content="{m.unit}">'
    )


def column_tags(view: View) -> str:
    column = view.posts[0].column
    return f'<meta name="SiteName" content="{SITE}"><meta name="ColumnName" content="{column}"><meta name="ColumnType" content="{column}">'


def menu() -> str:
    return "".join(f'<li><a href="/{n}/index.html">{name}</a></li>' for n, name in enumerate(MENU))


def body(view: View, begin: str = "<p>", end: str = "</p>") -> str:
    return "".join(f"{begin}{text}{end}" for text in view.matter.paragraphs)


def files(view: View, before: str = "<p>", after: str = "</p>") -> str:
    return "".join(f'{before}<a href="{target}">{words}</a>{after}' for words, target in view.matter.files)


FOOT = (
    '<div class="footer"><p>主办单位：云岭县人民政府办公室　网站标识码：3600000001</p><p>赣ICP备00000001号</p>'
    '<a href="/sitemap.html">网站地图</a> <a href="/about/index.html">关于我们</a></div>'
)


def _trs_post(view: View) -> str:
    m = view.matter
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{m.title}_{m.column}_{SITE}</title>{tags(view)}</head><body>
<div class="header"><ul class="nav">{menu()}</ul></div><div class="position">当前位置：<a href="/">首页</a> &gt; <a href="../">{m.column}</a></div>
<div class="article"><h1>{m.title}</h1><div class="info"><span>发布时间：{written(m.day, view.day_form, m.clock)}</span><span>来源：{m.unit}</span>
<span>浏览量：<script>document.write(123)</script></span></div><div class="TRS_Editor">{body(view)}{files(view)}</div></div>
<div class="related"><h3>相关信息</h3><ul>{"".join(f'<li><a href="./t{o.day:%Y%m%d}_{o.number}.html">{o.title}</a><span>{o.day}</span></li>' for o in view.others[:5])}</ul></div>
{FOOT}</body></html>"""


def _trs_list(view: View) -> str:
    rows = "".join(
        f'<li><a href="./{o.day:%Y%m}/t{o.day:%Y%m%d}_{o.number}.html" title="{o.title}">{cut(o.title, 22)}</a><span>{written(o.day, view.day_form)}</span></li>'
        for o in view.posts
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{view.posts[0].column}_{SITE}</title>{column_tags(view)}</head><body>
<div class="header"><ul class="nav">{menu()}</ul></div><div class="left"><h3>热点信息</h3><ul>{"".join(f'<li><a href="/hot/{o.day:%Y%m}/t{o.day:%Y%m%d}_{o.number}.html">{o.title}</a><span>{o.day}</span></li>' for o in view.others[:8])}</ul></div>
<div class="list"><ul>{rows}</ul><div class="page"><script>createPageHTML({view.pages}, {view.page - 1}, "index", "html");</script></div></div>{FOOT}</body></html>"""


def _trs_pages(page: int, pages: int) -> Sequence[str]:
    return [f"{HOST}/zwgk/tzgg/index_{n}.html" for n in range(page, pages)]


def _ucap_post(view: View) -> str:
    m = view.matter
    return f"""<html><head><meta charset="utf-8"><title>{m.title}</title>{tags(view)}</head><body><div id="top">{menu()}</div>
<div class="crumb"><a href="/">首页</a>><a href="/c100/list.shtml">{m.column}</a></div><div class="detail"><ucaptitle>{m.title}</ucaptitle>
<div class="date">日期：{written(m.day, view.day_form, m.clock)}　　来源：{m.unit}　【字体：<a href="javascript:;">大</a> 中 小】</div>
<div id="UCAP-CONTENT"><ucapcontent>{body(view)}{files(view)}</ucapcontent></div></div>{FOOT}</body></html>"""


def _ucap_list(view: View) -> str:
    rows = "".join(
        f'<tr><td><a href="{_ucap_url(o)[len(HOST) :]}" target="_blank">{o.title}</a></td><td>{written(o.day, view.day_form)}</td></tr>'
        for o in view.posts
    )
    return f"""<html><head><meta charset="utf-8"><title>{view.posts[0].column}</title>{column_tags(view)}</head><body><div id="top"><ul>{menu()}</ul></div>
<table class="list">{rows}</table><div id="page_div"></div><script>createPageHTML('page_div',{view.pages}, {view.page},'list','shtml',{view.total});</script>{FOOT}</body></html>"""


def _ucap_url(m: Matter) -> str:
    return f"{HOST}/yl/c100/{m.day:%Y%m}/{m.number:032x}.shtml"


def _hanweb_post(view: View) -> str:
    m = view.matter
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>{SITE} {m.column} {m.title}</title>
<meta name='Maketime' content='{m.day} {m.clock}:00'><meta name='ArticleTitle' content='{m.title}'><meta name='PubDate' content='{m.day} {m.clock}'>
<meta name='ContentSource' content='{m.unit}'></head><body><table width="1000" align="center"><tr><td>{menu()}</td></tr></table>
<table width="1000" align="center"><tr><td align="center" class="title">{m.title}</td></tr>
<tr><td align="center">发布日期：{written(m.day, view.day_form, m.clock)} 来源：{m.unit} 浏览次数：<span id=hits>0</span> 字号：[大 中 小]</td></tr>
<tr><td><div id="zoom"><!--ZJEG_RSS.content.begin-->{body(view)}{files(view)}<!--ZJEG_RSS.content.end--></div></td></tr></table>{FOOT}</body></html>"""


def _hanweb_list(view: View) -> str:
    records = "".join(
        f"<record><![CDATA[<li><a href='/art/{o.day.year}/{o.day.month}/{o.day.day}/art_337_{o.number}.html' title='{o.title}'>{cut(o.title, 20)}</a>"
        f"<span>{o.day}</span></li>]]></record>"
        for o in view.posts
    )
    group = '<nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&appid=1&webid=1&path=/&columnid=337&unitid=2128"></a>]]></nextgroup>'
    return f"""<html><head><meta charset="utf-8"><title>{SITE} {view.posts[0].column}</title>{column_tags(view)}</head><body><table><tr><td>{menu()}</td></tr></table>
<div id="2128"><script type="text/xml"><datastore>{group}<recordset>{records}</recordset></datastore></script></div>
<script>$('#2128').jpage({{totalRecord:900,perPage:15,proxyUrl:'/module/web/jpage/dataproxy.jsp',ajaxParam:{{columnid:337,unitid:'2128'}}}})</script>{FOOT}</body></html>"""


def _vsb_post(view: View) -> str:
    m = view.matter
    near = view.others
    return f"""<!DOCTYPE html><html><head><title>{m.title}-{SITE}</title><meta charset="utf-8"><META Name="keywords" Content="{SITE}"></head><body>
<div class="menu"><ul>{menu()}</ul></div><div class="wz">当前位置: <a href="../../index.htm">首页</a>&gt;<a href="../../tzgg.htm">{m.column}</a>&gt;正文</div>
<form name="_newscontent_fromname"><h3 class="tit" align="center">{m.title}</h3><div align="center">来源：{m.unit}　时间：{written(m.day, view.day_form, m.clock)}　点击：<span id="n">55</span></div>
<div id="vsb_content"><div class="v_news_content">{body(view)}</div></div><ul>{"".join(f'<li>附件【<a href="/system/_content/download.jsp?urltype=news.DownloadAttachUrl&wbfileid={n}{m.number}">{words.split("：")[-1]}</a>】已下载<span>3</span>次</li>' for n, (words, _) in enumerate(m.files))}</ul>
<p>上一条：<a href="1.htm">{near[0].title}</a></p><p>下一条：<a href="2.htm">{near[1].title}</a></p></form>{FOOT}</body></html>"""


def _vsb_list(view: View) -> str:
    rows = "".join(
        f'<li id="line_u8_{n}"><a href="{_vsb_up(view)}info/1002/{o.number}.htm" title="{o.title}">{cut(o.title, 24)}</a><span>{o.day}</span></li>'
        for n, o in enumerate(view.posts)
    )
    return f"""<!DOCTYPE html><html><head><title>{view.posts[0].column}-{SITE}</title><meta charset="utf-8"></head><body><div class="menu"><ul>{menu()}</ul></div>
<ul class="n_list">{rows}</ul><script>function _simple_list_gotopage_fun(a,b,c){{}}</script><div class="pb_sys_common">共{view.total}条 {view.page}/{view.pages}
<input id="u8_goto" size=2><a onclick="_simple_list_gotopage_fun({view.pages},'u8_goto',2)">转到</a></div><script src="/system/resource/js/dynclicks.js"></script>{FOOT}</body></html>"""


def _vsb_up(view: View) -> str:
    return "" if view.page == 1 else "../"


def _vsb_url(page: int, pages: int) -> str:
    return f"{HOST}/tzgg.htm" if page == 1 else f"{HOST}/tzgg/{pages - page + 1}.htm"


def _lonsun_post(view: View) -> str:
    m = view.matter
    return f"""<html><head><meta charset="utf-8"><title>{m.title}_{SITE}</title>{tags(view)}</head><body><div class="navbar">{menu()}</div><div class="wenzhang">
<h1 class="newstitle">{m.title}</h1><div class="newsinfo">{written(m.day, view.day_form, m.clock)} 文章来源：{m.unit} 浏览次数：<i>9</i>次</div>
<div class="j-fontContent newscontnet">{body(view)}{files(view)}</div></div>{FOOT}</body></html>"""


def _lonsun_list(view: View) -> str:
    rows = "".join(
        f'<li><a href="/yl/zwgk/{o.number}.html" title="{o.title}">{cut(o.title, 20, "…")}</a><span class="right date">{o.day}</span></li>'
        + ('<li class="lm_line"></li>' if n % 5 == 4 else "")
        for n, o in enumerate(view.posts)
    )
    return f"""<html><head><meta charset="utf-8"><title>{view.posts[0].column}_{SITE}</title></head><body><div class="navbar"><ul>{menu()}</ul></div>
<ul class="doc_list list-6789">{rows}</ul><div id="page_6789"></div><script>Ls.pagination("#page_6789", function(){{}}, {{currPage: {view.page}, pageCount: {view.pages}}});</script>{FOOT}</body></html>"""


def _lonsun_url(page: int, pages: int) -> str:
    return f"{HOST}/content/column/6789" + (f"?pageIndex={page}" if page > 1 else "")


def _power_post(view: View) -> str:
    m = view.matter
    return f"""<html><head><title>{m.title} - {SITE}</title><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><body><!-- Powered by PowerEasy SiteWeaver -->
<table width="980" align="center"><tr><td>您现在的位置： <a href="/">{SITE}</a> >> <a href="/Category_12/Index.aspx">{m.column}</a> >> 正文</td></tr></table>
<table width="980" align="center"><tr><td align="center"><font size="5"><b>{m.title}</b></font></td></tr>
<tr><td align="center">作者：佚名 文章来源：{m.unit} 点击数：<script src="/Count.aspx"></script> 更新时间：{written(m.day, view.day_form, m.clock)}</td></tr>
<tr><td id="fontzoom">{body(view)}{files(view)}</td></tr><tr><td>上一篇：<a href="/Item/1.aspx">{view.others[0].title}</a></td></tr><tr><td>下一篇：<a href="/Item/2.aspx">{view.others[1].title}</a></td></tr></table>{FOOT}</body></html>"""


def _power_list(view: View) -> str:
    rows = "".join(
        f'<tr><td><img src="/i.gif"></td><td><a href="/Item/{o.number}.aspx" title="文章标题：{o.title}&#10;作者：佚名&#10;更新时间：{o.day}">{cut(o.title, 18)}</a></td><td align="right">[{o.day}]</td></tr>'
        for o in view.posts
    )
    return f"""<html><head><title>{view.posts[0].column} - {SITE}</title><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><body><!-- PowerEasy SiteWeaver -->
<table><tr>{"".join(f'<td><a href="/Category_{n}/Index.aspx">{name}</a></td>' for n, name in enumerate(MENU))}</tr></table><table width="760">{rows}</table><div>共 {view.total} 篇文章 首页 上一页 下一页 尾页 页次：{view.page}/{view.pages}页</div>{FOOT}</body></html>"""


def _power_url(page: int, pages: int) -> str:
    return f"{HOST}/Category_12/Index" + (f"_{page}.aspx" if page > 1 else ".aspx")


def _gkml_post(view: View) -> str:
    m = view.matter
    made = m.day.replace(day=max(1, m.day.day - 1))
    return f"""<html><head><meta charset="utf-8"><title>{m.title}</title></head><body><div class="nav"><ul>{menu()}</ul></div>
<table class="xxgk_table" width="900"><tr><td class="k">索 引 号：</td><td>{m.index}</td><td class="k">主题分类：</td><td>财政、金融</td></tr>
<tr><td class="k">发布机构：</td><td>{m.unit}</td><td class="k">成文日期：</td><td>{written(made, view.day_form, m.clock)}</td></tr>
<tr><td class="k">标　　题：</td><td>{m.title}</td><td class="k">发布日期：</td><td>{written(m.day, view.day_form, m.clock)}</td></tr>
<tr><td class="k">文　　号：</td><td></td><td class="k">有 效 性：</td><td>有效</td></tr></table>
<h2 class="bt">{m.title}</h2><div class="xxgk_content">{body(view)}{files(view)}</div>{FOOT}</body></html>"""


def _gkml_list(view: View) -> str:
    rows = "".join(
        f'<tr><td>{o.index}</td><td><a href="/xxgk/gkml/{o.number}.shtml">{o.title}</a></td><td>{o.day.replace(day=1)}</td><td>{o.day}</td></tr>'
        for o in view.posts
    )
    return f"""<html><head><meta charset="utf-8"><title>信息公开目录</title></head><body><div class="nav"><ul>{menu()}</ul></div><table><tr><th>索引号</th><th>信息名称</th><th>成文日期</th><th>发布日期</th></tr>{rows}</table>
<div class="pages">第{view.page}页 共{view.pages}页 {"".join(f'<a href="list_{n}.shtml">{n}</a>' if n > 1 else '<a href="list.shtml">1</a>' for n in range(1, min(view.pages, 6) + 1))}<a href="list_{min(view.page + 1, view.pages)}.shtml">下一页</a><a href="list_{view.pages}.shtml">尾页</a></div>{FOOT}</body></html>"""


def _gkml_url(page: int, pages: int) -> str:
    return f"{HOST}/xxgk/gkml/list" + (f"_{page}.shtml" if page > 1 else ".shtml")


FAMILIES = (
    Template(
        "trs",
        _trs_post,
        _trs_list,
        lambda m: f"{HOST}/zwgk/tzgg/{m.day:%Y%m}/t{m.day:%Y%m%d}_{m.number}.html",
        lambda page, pages: f"{HOST}/zwgk/tzgg/index" + (f"_{page - 1}.html" if page > 1 else ".html"),
        _trs_pages,
    ),
    Template(
        "ucap",
        _ucap_post,
        _ucap_list,
        _ucap_url,
        lambda page, pages: f"{HOST}/yl/c100/list" + (f"_{page}.shtml" if page > 1 else ".shtml"),
        lambda page, pages: [f"{HOST}/yl/c100/list_{n}.shtml" for n in range(page + 1, pages + 1)],
    ),
    Template(
        "hanweb",
        _hanweb_post,
        _hanweb_list,
        lambda m: f"{HOST}/art/{m.day.year}/{m.day.month}/{m.day.day}/art_337_{m.number}.html",
        lambda page, pages: f"{HOST}/col/col337/index.html",
        lambda page, pages: [
            f"{HOST}/module/web/jpage/dataproxy.jsp?page=1&appid=1&webid=1&path=/&columnid=337&unitid=2128"
        ],
    ),
    Template(
        "vsb",
        _vsb_post,
        _vsb_list,
        lambda m: f"{HOST}/info/1002/{m.number}.htm",
        _vsb_url,
        lambda page, pages: [f"{HOST}/tzgg/{pages - n + 1}.htm" for n in range(page + 1, pages + 1)],
    ),
    Template(
        "lonsun",
        _lonsun_post,
        _lonsun_list,
        lambda m: f"{HOST}/yl/zwgk/{m.number}.html",
        _lonsun_url,
        lambda page, pages: [f"{HOST}/content/column/6789?pageIndex={n}" for n in range(page + 1, pages + 1)],
    ),
    Template(
        "powereasy",
        _power_post,
        _power_list,
        lambda m: f"{HOST}/Item/{m.number}.aspx",
        _power_url,
        lambda page, pages: [f"{HOST}/Category_12/Index_{n}.aspx" for n in range(page + 1, pages + 1)],
        encodings=("gb18030",),
    ),
    Template(
        "gkml",
        _gkml_post,
        _gkml_list,
        lambda m: f"{HOST}/xxgk/gkml/{m.number}.shtml",
        _gkml_url,
        lambda page, pages: [f"{HOST}/xxgk/gkml/list_{n}.shtml" for n in range(page + 1, pages + 1)],
    ),
)
