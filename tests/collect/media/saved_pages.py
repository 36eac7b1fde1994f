"""Pages of a made-up 公众号 as they are saved: the usual template, the new one, and what stands where a post was."""

from __future__ import annotations

import quopri

BIZ = "MzA3NDU2Nzg5MA=="
# 2023-12-05 10:30 in China.
MOMENT = 1701743400


def usual(
    *,
    title="样例县召开政务公开推进会",
    name="样例发布",
    biz=BIZ,
    mid="2247483659",
    idx="1",
    moment=MOMENT,
    charset="utf-8",
):
    """As the browser saves it, scripts and all."""
    return f"""<!DOCTYPE html>
<!-- saved from url=(0049)https://mp.weixin.qq.com/s/Ab3dEfGhIjKlMnOpQrStUv -->
<html><head><meta charset="{charset}">
<meta property="og:title" content="{title}">
<meta property="og:url" content="http://mp.weixin.qq.com/s?__biz={biz}&amp;mid={mid}&amp;idx={idx}&amp;sn=9f86d081884c7d65&amp;chksm=e8&amp;scene=27#wechat_redirect">
<title>{title}</title></head>
<body id="activity-detail">
<a title="返回" href="javascript:;">返回</a>
<h1 class="rich_media_title" id="activity-name">
    {title}
</h1>
<a id="js_name" href="javascript:void(0);">
  {name} </a><em id="publish_time">2023年12月05日 10:30</em>
<div class="rich_media_content" id="js_content" style="visibility: hidden;"><p>12月5日，样例县召开会议。</p></div>
<script>
var biz = ""||"{biz}";
var mid = "" || ""|| "{mid}";
var idx = "" || "" || "{idx}";
var sn = "" || "" || "9f86d081884c7d65";
var nickname = htmlDecode("{name}");
var msg_title = '{title}'.html(false);
var ct = "{moment}";
var other = "&ct=" + window.q;
</script></body></html>""".encode(charset)


def scripts_only(*, title="一图读懂：2023年样例县政务公开要点", name="样例发布"):
    """The template for picture posts: everything in one script object, and the words escaped."""
    return f"""<html><head><meta charset="utf-8"><title></title></head><body>
<div id="js_article"></div><script>window.host='mp.weixin.qq.com';
window.cgiDataNew = {{ title: JsDecode('{title} \\x26amp; 问答'), nick_name: JsDecode('{name}'),
 create_time: JsDecode('2023-12-06 08:05'), ori_create_time: '1701821100',
 biz: '{BIZ}', mid: '2247483660', idx: '1', sn: 'abc123' }};</script></body></html>""".encode()


def gone(words="该内容已被发布者删除"):
    return f"""<html><head><title></title></head><body class="zh_CN">
<div class="weui-msg"><div class="weui-msg__title warn">{words}</div></div>
<script>var uin = ''; var h = "//mp.weixin.qq.com/mp/";</script></body></html>""".encode()


def as_mht(html: bytes, *, charset="utf-8", place="https://mp.weixin.qq.com/s/Ab3dEfGhIjKlMnOpQrStUv"):
    """The same page in one file, as Chromium writes it."""
    heads = f"""From: <Saved by Blink>
Snapshot-Content-Location: {place}
Subject: =?utf-8?Q?page?=
Date: Tue, 5 Dec 2023 11:00:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----MultipartBoundary--x"


------MultipartBoundary--x
Content-Type: text/html; charset={charset}
Content-ID: <frame-1@mhtml.blink>
Content-Transfer-Encoding: quoted-printable
Content-Location: {place}

"""
    end = "\n------MultipartBoundary--x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n------MultipartBoundary--x--\n"
    return heads.replace("\n", "\r\n").encode() + quopri.encodestring(html) + end.replace("\n", "\r\n").encode()
