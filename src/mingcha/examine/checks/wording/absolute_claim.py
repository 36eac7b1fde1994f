"""A superlative of advertising for a product or a cure.

Looks for: 药到病除, 包治百病, 疗效最佳 and, as doubts, 极品 or 顶级品质 beside a product.
Matters because: the advertising law forbids them, and a public page must not lend them its weight.
To fix: describe the product or the treatment plainly.
Cannot see: superlatives that are true and proved.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.declaration import check
from mingcha.examine.wording.counting import told
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity


@check(
    severity=Severity.LOW,
    clauses=["ADS-9", "XINHUA-WORDING"],
    message="出现绝对化的宣传用语：{quote}",
    advice="改为据实描述，删去绝对化用语。",
    bad=[
        "该药酒药到病除，欢迎选购。",
    ],
    good=[
        "严禁宣称药到病除。",
        "该药酒以本地草药浸制。",
    ],
)
def absolute_claim(document: Document) -> Iterator[Evidence]:
    yield from told(document, "absolute_claims", in_names=True)
