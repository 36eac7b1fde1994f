"""Pages as publishing systems make them, with all they hide for good reasons: menus, tabs, layers, counters, print styles.

Every kind is made in several variants from its number alone. Strangers' domains end in .example, .test or .invalid,
which nobody can register.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

HOST = "www.yangli.gov.cn"
ORGANISATIONS = (
    "样例县人民医院 样例日报社 样例县第一中学 样例县融媒体中心 样例农村商业银行 样例县自来水公司 样例电视台 样例县图书馆 样例职业技术学院 "
    "样例县城投集团 样例新闻网 样例县供销社 样例旅游网 样例人才网 样例县博物馆 样例公交集团"
).split()
WORDS = "政务公开 政策文件 通知公告 工作动态 办事指南 互动交流 数据发布 领导信息 机构职能 财政信息 规划计划 人事信息 应急管理 重点领域".split()
TOWNS = "大阿 嘉定 正平 虎山 古陂 大塘 小江 铁石口 西牛 万隆".split()
Make = Callable[[random.Random], str]


def stranger(draw: random.Random) -> str:
    name = "".join(draw.choice("abcdefghiklmnoprstuw") + draw.choice("aeiou") for _ in range(draw.randint(2, 4)))
    return f"www.{name}.{draw.choice(('example', 'test', 'invalid'))}"


def menu(draw: random.Random, *, items: int = 12, below: int = 6, inline: bool = True) -> str:
    style = ' style="display:none"' if inline else ""
    told = []
    for place in range(items):
        inner = "".join(f'<li><a href="/zwgk/{place}/{n}/">{draw.choice(WORDS)}{n}</a></li>' for n in range(below))
        told.append(
            f'<li><a href="/zwgk/{place}/">{WORDS[place % len(WORDS)]}</a><ul class="sub"{style}>{inner}</ul></li>'
        )
    return f'<ul class="nav" id="nav">{"".join(told)}</ul>'


def friends(draw: random.Random, *, hidden: str = "display:none") -> str:
    lists = []
    for place, name in enumerate(("新闻媒体", "县直单位", "企事业单位")):
        links = "".join(
            f'<li><a href="http://{stranger(draw)}/" target="_blank">{word}</a></li>'
            for word in draw.sample(ORGANISATIONS, draw.randint(4, 9))
        )
        lists.append(
            f'<div class="link_box"><h4 onclick="$(this).next().toggle()">{name}</h4>'
            f'<ul id="yqlj{place}" style="{hidden}">{links}</ul></div>'
        )
    return f'<div class="links">{"".join(lists)}</div>'


def body_text(draw: random.Random, *, lines: int = 8) -> str:
    words = "".join(
        f"<p>　　{draw.choice(TOWNS)}镇召开会议，部署{draw.choice(WORDS)}工作，要求各村{draw.choice(WORDS)}按时完成。</p>"
        for _ in range(lines)
    )
    return f'<div class="content" id="zoom">{words}</div>'


def foot(draw: random.Random) -> str:
    counter = draw.choice(
        (
            '<div style="display:none"><script src="https://s4.cnzz.com/z_stat.php?id=1&web_id=1"></script>'
            '<a href="https://www.cnzz.com/stat/website.php?web_id=1">站长统计</a></div>',
            '<script>var _hmt=_hmt||[];(function(){var hm=document.createElement("script");'
            'hm.src="https://hm.baidu.com/hm.js?1";})();</script>',
            "<script>document.write(unescape(\"%3Cspan id='cnzz_stat_icon_1'%3E%3C/span%3E%3Cscript src='\"+"
            "\"//s11.cnzz.com/z_stat.php%3Fid%3D1' type='text/javascript'%3E%3C/script%3E\"));</script>",
            '<div style="position:absolute;left:-9999px"><img src="//hm.baidu.com/hm.gif" width="1" height="1"></div>',
            "",
        )
    )
    return (
        f'<div class="footer"><p>主办：样例县人民政府办公室　<a href="http://{stranger(draw)}">技术支持：样例软件有限公司</a></p>'
        f'<p><a href="https://beian.miit.gov.cn/">赣ICP备10000001号</a></p>{counter}</div>'
    )


def page(draw: random.Random, title: str, *parts: str, head: str = "") -> str:
    tags = '<meta name="SiteName" content="样例县人民政府"><meta name="SiteDomain" content="www.yangli.gov.cn">'
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{tags}{head}</head>'
        f"<body>{''.join(parts)}{foot(draw)}</body></html>"
    )


def home_with_hundreds_of_menus(draw: random.Random) -> str:
    return page(draw, "样例县人民政府", menu(draw, items=42, below=6), menu(draw, items=7, below=36), friends(draw))


def post_with_share_buttons(draw: random.Random) -> str:
    share = (
        '<div class="bdsharebuttonbox" style="display:none"><a href="https://service.weibo.com/share/share.php?url=1"></a>'
        '<a href="http://www.jiathis.com/share" class="jiathis"></a><a href="https://connect.qq.com/widget/shareqq/"></a></div>'
    )
    return page(
        draw, f"{draw.choice(TOWNS)}镇：部署防汛-样例县人民政府", menu(draw), body_text(draw), share, friends(draw)
    )


def tabs_and_layers(draw: random.Random) -> str:
    tabs = "".join(
        f'<div class="tab-pane{" active" if n == 0 else ""}" id="tab{n}"'
        f"{'' if n == 0 else chr(32) + 'style=' + chr(34) + 'display:none' + chr(34)}>"
        f'<a href="http://{stranger(draw)}/zt/">{draw.choice(ORGANISATIONS)}专题</a><a href="/zt/{n}.html">更多</a></div>'
        for n in range(5)
    )
    layer = (
        '<div class="modal fade" id="tip" style="display:none"><div class="modal-dialog">'
        f'<a href="http://{stranger(draw)}/app">下载政务客户端</a><a href="javascript:;" class="close">关闭</a></div></div>'
        '<script>$(function(){setTimeout(function(){$("#tip").show()},100);});</script>'
    )
    return page(draw, "专题专栏-样例县人民政府", menu(draw), tabs, layer)


def slides_of_partners(draw: random.Random) -> str:
    width = draw.choice((1170, 990, 1200))
    slides = "".join(
        f'<li style="float:left;width:{width}px"><a href="http://{stranger(draw)}/"><img src="/img/{n}.jpg" alt=""></a>'
        f'<a class="txt" href="http://{stranger(draw)}/">{draw.choice(ORGANISATIONS)}</a></li>'
        for n in range(6)
    )
    return page(
        draw,
        "样例县人民政府",
        f'<div class="slideBox"><div class="tempWrap" style="overflow:hidden;position:relative;width:{width}px">'
        f'<ul class="bd" style="width:{width * 6}px;left:-{width}px;position:relative;overflow:hidden">{slides}</ul></div></div>',
        menu(draw, inline=False),
    )


def pictured_names(draw: random.Random) -> str:
    head = (
        "<style>.logo a{text-indent:-9999px;background:url(/img/logo.png);display:block;width:300px;height:80px;overflow:hidden}"
        ".icon-wx{display:inline-block;width:24px;height:24px;text-indent:-999em;background:url(/img/s.png)}</style>"
    )
    links = f'<h1 class="logo"><a href="/">样例县人民政府</a></h1><a class="icon-wx" href="http://{stranger(draw)}/wx">微信矩阵</a>'
    return page(draw, "样例县人民政府", links, menu(draw), body_text(draw), head=head)


def for_the_blind(draw: random.Random) -> str:
    head = (
        "<style>.sr-only{position:absolute;width:1px;height:1px;padding:0;margin:-1px;overflow:hidden;clip:rect(0,0,0,0);border:0}"
        ".skip{position:absolute;left:-10000px;top:auto}.skip:focus{left:0}</style>"
    )
    links = (
        '<a class="skip" href="#main">跳到主要内容</a><div class="sr-only"><a href="/wza/">无障碍浏览</a>'
        f'<a href="http://{stranger(draw)}/reader">语音朗读服务</a></div>'
    )
    return page(draw, "样例县人民政府", links, menu(draw), body_text(draw), head=head)


def blanks_of_no_size(draw: random.Random) -> str:
    head = "<style>.row{font-size:0;letter-spacing:-3px}.row a{font-size:14px;display:inline-block}</style>"
    links = "".join(f'<a href="http://{stranger(draw)}/">{word}</a>' for word in draw.sample(ORGANISATIONS, 5))
    more = f'<div style="font-size:0"><span style="font-size:16px"><a href="http://{stranger(draw)}/">样例客运公司</a></span></div>'
    return page(draw, "便民服务", f'<div class="row">{links}</div>{more}', body_text(draw), head=head)


def styles_for_paper(draw: random.Random) -> str:
    head = (
        "<style media=print>.right{display:none}</style><style>@media print{.right,.links a{display:none;position:absolute;left:-9999px}}"
        "@media (max-width:768px){.right{display:none}.links{height:0;overflow:hidden}}</style>"
    )
    links = "".join(
        f'<a href="http://{stranger(draw)}/">{word}</a>' for word in draw.sample(("购物", "影院", "招聘", "房产"), 3)
    )
    return page(draw, "样例县旅游", f'<div class="right links">{links}</div>', body_text(draw), head=head)


def light_on_dark(draw: random.Random) -> str:
    links = (
        f'<table><tr><td bgcolor="#0054a6"><a style="color:#fff" href="http://{stranger(draw)}/">样例酒店</a></td>'
        f'<td style="background:url(/img/bar.png)"><font color="#ffffff"><a href="http://{stranger(draw)}/">样例车站</a></font></td></tr></table>'
        f'<div class="head" style="color:#ffffff"><a href="http://{stranger(draw)}/">样例商务中心</a></div>'
    )
    return page(draw, "样例县开发区", links, body_text(draw))


def put_aside_in_comments(draw: random.Random) -> str:
    links = (
        f'<!-- <div class="old"><a href="http://{stranger(draw)}/2015/">旧版专题</a><a href="http://{stranger(draw)}/">旧链接</a></div> -->'
        '<!--[if lt IE 9]><p>请升级<a href="http://browsehappy.example/">浏览器</a></p><![endif]-->'
        '<noscript><a href="https://www.google.cn/chrome/">请启用脚本或更换浏览器</a></noscript>'
    )
    return page(draw, "样例县人民政府", links, menu(draw), body_text(draw))


def packed_libraries(draw: random.Random) -> str:
    scripts = (
        "<script>eval(function(p,a,c,k,e,d){e=function(c){return c};while(c--){if(k[c]){p=p.replace(new RegExp('\\\\b'+e(c)+'\\\\b','g'),k[c])}}return p}"
        "('(0($){$.1.2=0(3){4 5.6(0(){7 8=9})}})(a)',11,11,'function|fn|slide|options|return|this|each|var|speed|500|jQuery'.split('|'),0,{}))</script>"
        '<script>var icon="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";'
        'var s="\\u6837\\u4f8b\\u53bf\\u4eba\\u6c11\\u653f\\u5e9c";</script>'
        "<script>if(/Android|iPhone|iPad/i.test(navigator.userAgent)){location.href='/m/index.html';}</script>"
        "<script>if(document.referrer.indexOf('baidu.com')>0){var from='search';}</script>"
    )
    video = '<video style="display:none" src="/v/1.mp4"></video>'
    return page(draw, "样例县人民政府", menu(draw), scripts, video, body_text(draw), friends(draw))


def frames_of_services(draw: random.Random) -> str:
    frames = (
        '<iframe src="https://i.tianqi.com/index.php?c=code&id=1" width="300" height="25"></iframe>'
        '<iframe id="up" name="up" style="display:none" width="0" height="0"></iframe><iframe src="/hits.jsp?id=3" width="0" height="0"></iframe>'
        '<iframe src="about:blank" style="display:none"></iframe>'
        f'<iframe src="http://{stranger(draw)}/map" width="600" height="400"></iframe>'
    )
    return page(draw, "样例县人民政府", menu(draw), frames, body_text(draw))


def notice_against_it(draw: random.Random) -> str:
    title = draw.choice(
        (
            "公安局开展打击网络赌博专项行动",
            "关于防范“代孕”诈骗的提示",
            "警惕“刷单返利”“裸贷”骗局",
            "县市场监管局查处一起刻章办证案件",
        )
    )
    text = f"<h1>{title}</h1><p>严禁参与网络赌博，对博彩网站、色情网站、代开发票等违法行为依法打击。</p>"
    head = f'<meta name="ArticleTitle" content="{title}"><meta name="keywords" content="打击,赌博,整治">'
    return page(
        draw,
        f"{title}-样例县人民政府",
        menu(draw),
        text,
        f'<div style="display:none"><a href="/a/1.html">{title}</a></div>',
        head=head,
    )


def tender_with_visible_strangers(draw: random.Random) -> str:
    links = "".join(
        f'<p>投标人：<a href="http://{stranger(draw)}/">{draw.choice(TOWNS)}建设工程</a></p>' for _ in range(4)
    )
    empties = (
        '<a href="/tzgg/1.html"></a><a name="top"></a><a href="#"></a><a class="more" href="http://bid.example/"></a>'
    )
    return page(draw, "中标结果公示", menu(draw), links, empties, body_text(draw))


def template_of_a_script(draw: random.Random) -> str:
    script = (
        '<script type="text/template" id="row"><div style="display:none"><a href="http://{{host}}/">{{title}}</a></div></script>'
        '<div v-cloak style="display:none" id="app"><a :href="item.url" href="{{item.url}}">{{item.title}}</a></div>'
        f'<div id="app2" v-show="open" style="display:none"><a href="http://{stranger(draw)}/">扫码办事</a></div>'
    )
    return page(draw, "在线办事", menu(draw), script, body_text(draw))


def opens_when_pointed_at(draw: random.Random) -> str:
    head = (
        "<style>.wx:hover .qr{opacity:1;visibility:visible}.qr{opacity:0;visibility:hidden;position:absolute;top:-600px}"
        ".drop{height:0;overflow:hidden}.drop.open{height:auto}</style>"
    )
    links = (
        f'<div class="wx"><span>客户端</span><div class="qr"><a href="http://{stranger(draw)}/d">下载</a></div></div>'
        f'<div class="drop" data-toggle="drop"><a href="http://{stranger(draw)}/">样例影城</a></div>'
    )
    return page(draw, "样例县人民政府", menu(draw), links, body_text(draw), head=head)


KINDS: tuple[Make, ...] = (
    home_with_hundreds_of_menus,
    post_with_share_buttons,
    tabs_and_layers,
    slides_of_partners,
    pictured_names,
    for_the_blind,
    blanks_of_no_size,
    styles_for_paper,
    light_on_dark,
    put_aside_in_comments,
    packed_libraries,
    frames_of_services,
    notice_against_it,
    tender_with_visible_strangers,
    template_of_a_script,
    opens_when_pointed_at,
)
VARIANTS = 12


def clean_pages() -> Iterator[tuple[str, str]]:
    """Name and source of every clean page."""
    for kind in KINDS:
        for number in range(VARIANTS):
            yield f"{kind.__name__} {number}", kind(random.Random(f"{kind.__name__}{number}"))
