"""A wording that makes Taiwan, Hong Kong or Macao a country, or names our places as others do.

Looks for: 中国和台湾, 台湾总统, 中港关系, 台商来华, 台湾等国家, 国外（含港澳台）, 香港主权移交, 北韩, and lists of countries in
which Taiwan, Hong Kong or Macao stand without 和地区.
Matters because: it is a serious wording fault for which a site fails the inspection outright.
To fix: write 大陆和台湾, 内地与香港, 国家和地区, or put what others call themselves between quotation marks.
Cannot see: maps, flags and drop-down lists in pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.declaration import check, found
from mingcha.examine.wording.grouped import told_of_words
from mingcha.examine.wording.prose import prose
from mingcha.examine.wording.setting import setting_of
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity

_OURS = ("台湾", "香港", "澳门")
_COUNTRY = (
    "美国|英国|法国|德国|日本|韩国|泰国|越南|老挝|缅甸|印度|马来西亚|新加坡|菲律宾|印度尼西亚|印尼|柬埔寨|文莱|蒙古|朝鲜|俄罗斯|"
    "加拿大|澳大利亚|新西兰|意大利|西班牙|葡萄牙|荷兰|比利时|瑞士|瑞典|丹麦|挪威|芬兰|奥地利|波兰|希腊|土耳其|巴西|阿根廷|墨西哥|"
    "日韩|欧美|东南亚|智利|秘鲁|南非|埃及|沙特阿拉伯|沙特|阿联酋|以色列|伊朗|伊拉克|巴基斯坦|孟加拉国|斯里兰卡|尼泊尔|哈萨克斯坦|乌克兰"
)
_FOREIGN = re.compile(_COUNTRY)
_OURS_THERE = re.compile("台湾|香港|澳门|港澳")
# A list that ends in so many countries and no regions, with one of ours among foreign ones.
_LIST = re.compile(
    rf"(?:(?:{_COUNTRY}|中国(?:台湾|香港|澳门)|台湾|香港|澳门|欧洲|东南亚|中东|非洲|欧盟|港澳台?|南美|北美|欧美)(?:地区)?[、和及与,，]?){{2,40}}"
    r"等?(?:[0-9]{1,3}|[一二两三四五六七八九十几多数]{1,4})?(?:多|余)?个?国家?(?!家?[和与及、或/（(]{0,2}地区|际|内|外|民|有|籍|旗)"
)


@check(
    severity=Severity.CRITICAL,
    clauses=["XINHUA-WORDING", "INSPECT-WORDING"],
    message="涉及国家主权、港澳台的表述不规范：{quote}",
    advice="按建议改写；台湾、香港、澳门与外国并列时用“国家和地区”。",
    bad=[
        "中国和台湾的贸易往来",
        "产品远销日本、韩国、台湾等国家。",
        "产品出口美国、香港、德国等20多个国家。",
        "中港两地青年交流",
        "台商来华投资热情高涨。",
    ],
    good=[
        "大陆和台湾的贸易往来",
        "产品远销日本、韩国、台湾等国家和地区。",
        "产品出口美国、香港、德国等20多个国家（地区）。",
        "内地与香港青年交流",
        "在云台独立运行",
        "华中港口群",
    ],
)
def wrong_sovereignty_wording(document: Document) -> Iterator[Evidence]:
    yield from told_of_words(document, "sovereignty")
    yield from _lists_of_countries(document)


def _lists_of_countries(document: Document) -> Iterator[Evidence]:
    """Lists that end in 国家 and name one of ours beside foreign countries."""
    if "国" not in document.text or not any(one in document.text for one in _OURS):
        return
    whole = document.once(prose)
    for start, end in dict.fromkeys(whole.sentence_at(match.start()) for match in _OURS_THERE.finditer(whole.plain)):
        for match in _LIST.finditer(whole.plain, start, end):
            is_mixed = _OURS_THERE.search(match[0]) and _FOREIGN.search(match[0])
            if is_mixed and not setting_of(document, match.start(), match.end()).is_quoted:
                yield found(
                    match.start(),
                    match.end(),
                    quote=document.text[match.start() : match.end()],
                    suggestion="……等国家和地区",
                    basis="新华社《新闻信息报道中的禁用词和慎用词》",
                    confidence=0.9,
                )
