"""Background work as the system administrator sees it: who works, what waits, what failed, and the plan."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingcha.web.accounts.access import only
from mingcha.web.accounts.models import Role
from mingcha.web.pages import page_of
from mingcha.web.publishing.refusals import Refused
from mingcha.web.work import asking, planning, queries
from mingcha.web.work.forms import ScheduleForm
from mingcha.web.work.kinds import KINDS
from mingcha.web.work.models import Errand, Schedule

STATES = {"": "全部", asking.RUNNING: "正在做", asking.READY: "排队", asking.FAILED: "失败", asking.DONE: "已做完"}
COLOURS = {asking.RUNNING: "blue", asking.READY: "", asking.FAILED: "red", asking.DONE: "green"}
ERRANDS_SHOWN = 30


@only(Role.SYSTEM)
def work(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    planning.keep_plan()
    asked = request.GET.get("state", "")
    state = asked if asked in STATES else ""
    found = queries.errands(state)
    total = found.count()
    page = page_of(request, total=total, size=ERRANDS_SHOWN)
    rows = [
        (
            row,
            "重试中" if row.task.status == asking.READY and row.deaths else STATES[row.task.status],
            COLOURS[row.task.status],
        )
        for row in found[page.start : page.stop]
    ]
    return render(
        request,
        "work/work.html",
        {
            "state": queries.worker_state(at=at),
            "failed": queries.failed().select_related("task")[:5],
            "plan": queries.plan(at=at),
            "rows": rows,
            "page": page,
            "total": total,
            "states": STATES,
            "chosen": state,
        },
    )


@only(Role.SYSTEM, Role.OPERATOR, Role.LEADER)
def work_line(request: HttpRequest) -> HttpResponse:
    """One line on other pages: whether somebody works in the background."""
    return render(request, "work/parts/line.html", {"state": queries.worker_state(at=timezone.now())})


@require_POST
@only(Role.SYSTEM)
def errand_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a failed errand again, or call a waiting one off."""
    errand = get_object_or_404(Errand, pk=pk)
    try:
        if request.POST.get("what") == "give_up":
            asking.give_up(errand, by=request.user)  # type: ignore[arg-type]
            messages.success(request, f"“{errand.title}”已取消。")
        else:
            asking.try_again(errand, by=request.user)  # type: ignore[arg-type]
            messages.success(request, f"“{errand.title}”已重新排队。")
    except Refused as fault:
        messages.warning(request, str(fault))
    return redirect("work")


@only(Role.SYSTEM)
def schedule_edit(request: HttpRequest, pk: int) -> HttpResponse:
    line = get_object_or_404(Schedule.objects.select_related("site"), pk=pk)
    shown = next(one for one in queries.plan(at=timezone.now()) if one.line.pk == pk)
    form = ScheduleForm(request.POST or None, instance=line)
    if request.method == "POST" and form.is_valid():
        if told := form.told():
            line = form.save(commit=False)
            planning.change(line, label=shown.label, told=told, by=request.user)  # type: ignore[arg-type]
            messages.success(request, f"“{shown.label}”已改为{queries.often(line) if line.enabled else '停用'}。")
        return redirect("work")
    return render(request, "work/schedule_edit.html", {"form": form, "shown": shown})


@require_POST
@only(Role.SYSTEM)
def schedule_now(request: HttpRequest, pk: int) -> HttpResponse:
    """Queue it now, beside its times."""
    line = get_object_or_404(Schedule.objects.select_related("site"), pk=pk)
    try:
        planning.queue_now(line, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        messages.success(request, f"“{KINDS[line.kind].label}”已排队。" + waits_for_worker())
    except Refused as fault:
        messages.warning(request, str(fault))
    return redirect(request.POST.get("back") if request.POST.get("back") == "safety_copies" else "work")


def waits_for_worker() -> str:
    """What to say of something that was queued while nobody works."""
    if asking.worker_is_alive(at=timezone.now()):
        return ""
    return "后台进程现在没有运行，要等它启动（mingcha worker）才会做。"
