"""The portal's few pictures, styles and scripts: small, made here, the same every day."""

from __future__ import annotations

import struct
import zlib


def _png(width: int, height: int, colour: tuple[int, int, int]) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = b"\0" + bytes(colour) * width
    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    # Stored, not compressed: how well zlib compresses differs between its versions.
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", size)
        + chunk(b"IDAT", zlib.compress(row * height, 0))
        + chunk(b"IEND", b"")
    )


PICTURES = {
    "/images/logo.png": _png(48, 24, (200, 16, 46)),
    "/images/dzjg.png": _png(16, 16, (200, 16, 46)),
    **{f"/images/p{n}.png": _png(40, 24, (60 + 40 * n, 120, 160 - 20 * n)) for n in range(4)},
}
_PORTAL_CSS = """body{margin:0;font:15px/1.8 sans-serif;color:#333}.wrap{width:1100px;margin:0 auto}.top{background:#eee;font-size:13px}
.fr{float:right}.nav{background:#b5121b}.nav ul{list-style:none;padding:0;overflow:hidden}.nav li{float:left}
.nav a{color:#fff;display:block;padding:8px 20px;text-decoration:none}.pos{font-size:13px;color:#666;padding:10px 0}
.newslist{list-style:none;padding:0}[id^="4"] li span{float:right;color:#999}.newslist li{border-bottom:1px dotted #ccc}.newslist span,.box li span{float:right;color:#999}
h1{text-align:center;font-size:24px}.tit{text-align:center;font-size:26px;color:#b5121b}.info,.xx{text-align:center;color:#888}
.box{width:520px;float:left;margin:0 14px 14px 0}.box h2{border-bottom:2px solid #b5121b;font-size:17px}.more{float:right;font-size:13px}
.xxgk,.gkml{border-collapse:collapse;width:100%}.xxgk td,.xxgk th,.gkml td,.gkml th{border:1px solid #9bc;padding:4px 8px}
.tree{width:300px;float:left;font-size:13px}.right{float:right}.foot,.links{clear:both;background:#f4f4f4;text-align:center;font-size:13px}
.title{font-size:24px;color:#c00}.menu{background:#b5121b;padding:8px}.menu a{color:#fff;margin-right:20px}
"""
_PORTAL_JS = """function today(){var d=new Date();return d.getFullYear()+'年'+(d.getMonth()+1)+'月'+d.getDate()+'日'}
function baseCount(){}function share(){}function slide(){}function addFavorite(){}
function pages(n,i,name,ext,sep){for(var k=0;k<n;k++){document.write(k==i?' '+(k+1)+' ':' <a href="'+name+(k?sep+k:'')+'.'+ext+'">'+(k+1)+'</a> ')}}
function createPageHTML(n,i,name,ext){pages(n,i,name,ext,'_')}
function showPages(){pages(countPage,currentPage,'index','shtml','_')}
"""
# The records of a column's page, put into the page; further ones asked for when somebody turns over.
_RECORDS_JS = """function records(text){var found=[],pattern=/<record><!\\[CDATA\\[([\\s\\S]*?)\\]\\]><\\/record>/g,one;
while(one=pattern.exec(text)){found.push(one[1])}return found}
function $(what){if(typeof what==='function'){document.addEventListener('DOMContentLoaded',what);return}
var box=document.querySelector('[id="'+what.slice(1)+'"]');return{jpage:function(told){var held=records(box.innerHTML);
function show(page){var from=(page-1)*told.perPage,last=Math.ceil(told.totalRecord/told.perPage);
function put(found){box.innerHTML='<ul>'+found.join('')+'</ul>';
[['首页',1],['上一页',page-1],['下一页',page+1],['尾页',last]].forEach(function(to){if(to[1]<1||to[1]>last)return;
var link=document.createElement('a');link.href='javascript:void(0)';link.textContent=to[0]+' ';
link.onclick=function(){show(to[1])};box.appendChild(link)});box.append('第'+page+'/'+last+'页 共'+told.totalRecord+'条')}
if(from+told.perPage<=held.length||held.length>=told.totalRecord){put(held.slice(from,from+told.perPage));return}
fetch(told.proxyUrl+'?startrecord='+(from+1)+'&endrecord='+(from+told.perPage)+'&perpage='+told.perPage,
{method:'POST',body:new URLSearchParams(told.ajaxParam)}).then(function(a){return a.text()}).then(function(t){put(records(t))})}
show(1)}}}
"""
STYLES = {
    "/css/portal.css": ("text/css", _PORTAL_CSS),
    "/css/old.css": ("text/css", "td{font-size:14px;line-height:1.7}a{color:#036}\n"),
    "/js/portal.js": ("application/javascript; charset=UTF-8", _PORTAL_JS),
    "/script/jpage.js": ("application/javascript; charset=UTF-8", _RECORDS_JS),
}
