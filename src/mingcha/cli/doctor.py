"""mingcha doctor: is everything as it should be? Counts, log, files, fonts, calendar, accounts, settings, backups."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from mingcha.calendar import WorkingCalendar
from mingcha.cli.database import open_database
from mingcha.cli.faults import OK, TO_LOOK_AT
from mingcha.cli.progress import progress

ABOUT = "体检：月度条数逐条重数、操作日志、印发文件、字体、工作日历、账号、设置、时钟、磁盘、备份、数据库"


@dataclass
class Result:
    """What one examination saw: facts worth a glance, and troubles to act on."""

    facts: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments beyond the common ones."""


def run(options: argparse.Namespace) -> int:
    open_database()
    from mingcha.web.health import EXAMINATIONS as OF_SAFETY

    troubles = 0
    for name, examine in {**EXAMINATIONS, **OF_SAFETY}.items():
        with progress(name, 1) as advance:
            result = examine()
            advance(1)
        print(f"{name}：{'正常' if not result.troubles else f'{len(result.troubles)} 个问题'}")
        for line in (*result.troubles, *result.facts):
            print(f"  {line}")
        troubles += len(result.troubles)
    return TO_LOOK_AT if troubles else OK


def _counts() -> Result:
    """Count every post again and put right what differs."""
    from mingcha.web.publishing import services
    from mingcha.web.publishing.models import Post

    differences = services.rebuild_counts()
    return Result(
        facts=[f"台账共 {Post.objects.count()} 条，已逐条重数"],
        troubles=[f"{difference}（已按台账改正）" for difference in differences],
    )


def _log() -> Result:
    from mingcha.web.audit.services import verify_chain

    found = verify_chain()
    if found.intact:
        end = f"末尾记到第 {found.anchor.entry} 号，都在" if found.anchor else "没有校验文件，末尾是否被删除无从判断"
        return Result(facts=[f"共 {found.entries} 条，首尾相扣；{end}"])
    return Result(troubles=[f"{found.told}。请报告审计管理员，并与备份核对。"])


def _issued_files() -> Result:
    from mingcha.web.bulletins.errata import notice_all
    from mingcha.web.bulletins.issuing import verify_files
    from mingcha.web.bulletins.models import Bulletin
    from mingcha.web.notices import documents
    from mingcha.web.notices.models import Notice

    result = Result()
    for bulletin in Bulletin.objects.filter(state=Bulletin.State.ISSUED):
        faults = verify_files(bulletin)
        result.troubles += faults
        if not faults:
            result.facts.append(f"{bulletin}：文件与印发时一致")
    notices = Notice.objects.filter(state=Notice.State.ISSUED)
    found = [fault for notice in notices for fault in documents.verify_files(notice)]
    result.troubles += found
    if notices and not found:
        result.facts.append(f"{len(notices)} 期整改通知：文件与印发时一致")
    for erratum in notice_all(datetime.now().astimezone()):
        result.troubles.append(f"印发后数字有变，已记更正：{erratum.text}")
    return result


def _fonts() -> Result:
    from mingcha.bulletin.forms.faces import at_hand
    from mingcha.bulletin.forms.fault import MissingFont

    try:
        faces = at_hand()
    except MissingFont as fault:
        return Result(troubles=[str(fault)])
    return Result(facts=["，".join(f"{role}用 {families[0]}" for role, families in faces.roles.items())])


def _calendar() -> Result:
    years = WorkingCalendar.from_standards().years
    today = date.today()
    if today.year in years:
        return Result(facts=[f"{years[0]} 年至 {years[-1]} 年"])
    return Result(troubles=[f"没有 {today.year} 年的节假日安排，不能推算工作日，请更新程序。"])


EXAMINATIONS: dict[str, Callable[[], Result]] = {
    "月度条数": _counts,
    "操作日志": _log,
    "印发文件": _issued_files,
    "字体": _fonts,
    "工作日历": _calendar,
}
