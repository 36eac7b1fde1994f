"""The part of a host name that somebody registered: yangli.gov.cn of www.yangli.gov.cn, bbc.co.uk of news.bbc.co.uk.

Two hosts of one registered domain belong to one owner. The endings under which names are registered are those of China
in full (类别域名 and 行政区域名, 中国互联网络域名体系, 2018) and the second-level ones met abroad; a county portal
leads nowhere else.
"""

from __future__ import annotations

from functools import lru_cache

__all__ = ["is_government", "registrable_domain"]

_CATEGORIES = "ac com edu gov mil net org"
_PROVINCES = "bj sh tj cq he sx nm ln jl hl js zj ah fj jx sd ha hb hn gd gx hi sc gz yn xz sn gs qh nx xj tw hk mo"  # 行政区域名
_ENDINGS = frozenset(
    [
        *(f"{label}.cn" for label in f"{_CATEGORIES} {_PROVINCES}".split()),
        *(
            f"{label}.{land}"
            for label in ("com", "net", "org", "edu", "gov")
            for land in ("hk", "tw", "mo", "sg", "my")
        ),
        *(f"{label}.uk" for label in ("co", "org", "ac", "gov")),
        *(f"{label}.jp" for label in ("co", "or", "ne", "ac", "go")),
        *(f"{label}.kr" for label in ("co", "or", "re", "go", "ac")),
        *(f"{label}.au" for label in ("com", "net", "org", "edu", "gov")),
        *(f"{label}.{land}" for label in ("com", "net", "org") for land in ("br", "ru", "vn", "ph", "tr", "ua", "mx")),
        *("co.nz", "co.in", "co.id", "co.th", "co.za", "com.de", "cn.com", "uk.com", "us.com"),
        # Pages of a customer under a provider's name: the customer is somebody else than the provider.
        *("github.io", "gitee.io", "vercel.app", "netlify.app", "pages.dev", "blogspot.com", "wordpress.com"),
    ]
)
# .政务 and .公益 (组织机构域名), as they stand in an address and as people write them.
_ORGANISATIONS = ("xn--zfr164b", "xn--55qw42g", "政务", "公益")


@lru_cache(maxsize=20_000)
def registrable_domain(host: str) -> str:
    """The registered domain of a host (a port is put aside); an address in numbers or a name without dots is itself."""
    name = host.lower().strip(".")
    if name.startswith("["):
        return name.partition("]")[0] + "]"
    name = name.partition(":")[0]
    labels = name.split(".")
    if len(labels) < 3 or labels[-1].isdigit():
        return name
    if ".".join(labels[-2:]) in _ENDINGS:
        return ".".join(labels[-3:])
    return ".".join(labels[-2:])


def is_government(host: str) -> bool:
    """Whether a host stands under a domain that only offices may register: .gov.cn, .政务, .公益."""
    name = host.lower().partition(":")[0].strip(".")
    return name == "gov.cn" or name.endswith(".gov.cn") or name.rpartition(".")[2] in _ORGANISATIONS
