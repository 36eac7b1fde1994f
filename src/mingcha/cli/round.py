"""mingcha round: a round over a registered site, into its evidence and the ledger, then examined; for page and scheduler."""

from __future__ import annotations

import argparse
from datetime import date, datetime
from typing import Any

from mingcha.cli.database import open_database
from mingcha.cli.faults import COULD_NOT_RUN, OK, TO_LOOK_AT, CommandFault
from mingcha.cli.stopping import stoppable
from mingcha.text.dates import NotADate, read_date

ABOUT = "采集已登记的网站，记入台账，并检查采集到的内容"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("run", nargs="?", type=int, metavar="RUN_ID", help="页面上已发起的轮次编号")
    parser.add_argument("--site", metavar="NAME", help="登记的网站名称：现在采集一轮")
    parser.add_argument("--due", action="store_true", help="采集所有到期的网站（供计划任务每天运行）")
    parser.add_argument(
        "--round", choices=("daily", "weekly", "monthly", "full"), default="daily", help="与 --site 连用，默认 daily"
    )
    parser.add_argument("--since", type=_day, metavar="DATE", help="与 --site 连用：只要这一天及以后发布的信息")


def run(options: argparse.Namespace) -> int:
    if sum((options.run is not None, options.site is not None, options.due)) != 1:
        raise CommandFault("请给出轮次编号、--site 网站名称、--due 三者之一。")
    open_database()
    from mingcha.web.rounds.models import Round, Site

    if options.run is not None:
        asked = Round.objects.filter(pk=options.run).first()
        if asked is None:
            raise CommandFault(f"没有编号为 {options.run} 的轮次。")
        if asked.state == Round.State.FINISHED:
            raise CommandFault("这一轮已经完成。要再采集一轮，请用 --site。")
        return _do(options.run)
    if options.due:
        return max((_due(site) for site in Site.objects.filter(scheduled=True)), default=OK)
    site = Site.objects.filter(name=options.site).first()
    if site is None:
        known = "、".join(Site.objects.values_list("name", flat=True)[:10])
        raise CommandFault(
            f"没有登记名为“{options.site}”的网站。{f'现有：{known}。' if known else '请先在页面上登记。'}"
        )
    return _do(_new(site, options.round, options.since))


def _due(site: Any) -> int:
    from mingcha.web.rounds import running

    wanted = running.due(site, at=_now())
    if wanted is None:
        print(f"{site.name}：现在不需要采集。")
        return OK
    name, unfinished = wanted
    return _do(unfinished.pk if unfinished else _new(site, name, None))


def _new(site: Any, name: str, since: date | None) -> int:
    from mingcha.web.rounds import running

    return int(running.prepare(site, name=name, since=since, by=None, at=_now()).pk)


def _do(pk: int) -> int:
    """Do the round in this process; the status tells whether there is something to look at."""
    from mingcha.web.rounds import running

    with stoppable("正在收尾，已取得的都会保存……") as stop:
        done = running.run_round(pk, now=_now, stopped=stop.is_set)
    how = running.standing(done, at=_now())
    told = done.message or f"新入台账 {done.brought} 条，台账已有 {done.known} 条，待归属 {done.unplaced} 条。"
    print(f"{done.site.name}　{done.get_name_display()}轮次　{how.words}：{told}")
    if done.state == done.State.FAILED:
        return COULD_NOT_RUN
    if done.state == done.State.FINISHED and not _examine(done):
        return COULD_NOT_RUN
    return OK if how.colour == "green" and not done.unplaced else TO_LOOK_AT


def _examine(done: Any) -> bool:
    """Examine what was collected; whether that could be done."""
    from mingcha.web.cases.examining import examine_site

    item = examine_site(done.site, run=done, now=_now)
    told = f"新问题 {item.brought} 处，仍在 {item.standing} 处，不再有 {item.gone} 处，未能检查 {item.missed} 处。"
    print(f"{done.site.name}　检查　{item.get_state_display()}：{item.message or told}")
    return bool(item.state == item.State.FINISHED)


def _now() -> datetime:
    return datetime.now().astimezone()


def _day(text: str) -> date:
    try:
        return read_date(text)
    except NotADate as fault:
        raise argparse.ArgumentTypeError(str(fault)) from fault
