"""The API put together: its doors, its faults, everything that can be asked, and a page that explains it offline."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import Swagger

from mingcha import __version__
from mingcha.web.accounts.access import BUSINESS, only
from mingcha.web.api.doors import EachMinute, SessionDoor, TokenDoor
from mingcha.web.api.faults import answer_faults
from mingcha.web.api.resources import bulletins, cases, findings, notices, posts, rounds, statistics, units

ABOUT = """明察的数据接口：读取台账、问题、整改事项、通知、轮次、专报和统计，写入判断、答复和签收。

* 看到的范围与网页相同：县政务公开办和领导看全县，单位只看本单位。
* 出错时返回 `{"error": "原因，以及怎么办"}`。
* 列表分页：`page` 从 1 起，`size` 最多 200。
* 时间为带时区的 ISO 8601，日期为 `2023-12-31`，月份为 `202312`。
"""


def _for_business(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The explaining page is for those who may ask."""
    guarded = only(*BUSINESS)(view)

    def explained(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return guarded(request, *args, **kwargs)

    return explained


class OwnDocs(Swagger):
    """The explaining page in the office's own frame; its script comes from this machine."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        settings = self.settings | {"url": self.get_openapi_url(api, kwargs)}
        return render(request, "api/docs.html", {"swagger_settings": settings, "api": api})


api = NinjaAPI(
    title="明察数据接口",
    version=__version__,
    description=ABOUT,
    auth=[TokenDoor(), SessionDoor()],
    throttle=EachMinute(),
    docs=OwnDocs({"docExpansion": "list", "defaultModelsExpandDepth": -1}),
    docs_decorator=_for_business,
    urls_namespace="api",
)
answer_faults(api)
for resource in (units, posts, findings, cases, notices, rounds, bulletins, statistics):
    api.add_router("", resource.router)
