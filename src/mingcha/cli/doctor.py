"""mingcha doctor: is everything as it should be? Monthly counts, operation log, issued files, fonts, calendar."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from datetime import date, datetime

from mingcha.calendar import WorkingCalendar
from mingcha.cli.database import open_database
from mingcha.cli.faults import OK, TO_LOOK_AT
from mingcha.cli.progress import progress

ABOUT = "体检：月度条数逐条重数、操作日志、印发文件、字体、工作日历"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments beyond the common ones."""


def run(options: argparse.Namespace) -> int:
    open_database()
    examinations: dict[str, Callable[[], Iterator[str]]] = {
        "月度条数": _counts,
        "操作日志": _log,
        "印发文件": _issued_files,
        "字体": _fonts,
        "工作日历": _calendar,
    }
    troubles = 0
    for name, examine in examinations.items():
        with progress(name, 1) as advance:
            found = list(examine())
            advance(1)
        print(f"{name}：{'正常' if not found else f'{len(found)} 个问题'}")
        for line in found:
            print(f"  {line}")
        troubles += len(found)
    return TO_LOOK_AT if troubles else OK


def _counts() -> Iterator[str]:
    """Count every post again and put right what differs."""
    from mingcha.web.publishing import services

    for difference in services.rebuild_counts():
        yield f"{difference}（已按台账改正）"


def _log() -> Iterator[str]:
    from mingcha.web.audit.services import verify_chain

    found = verify_chain()
    if not found.intact:
        yield f"第 {found.broken} 条起对不上：{found.reason}。请报告审计管理员，并与备份核对。"


def _issued_files() -> Iterator[str]:
    from mingcha.web.bulletins.errata import notice_all
    from mingcha.web.bulletins.issuing import verify_files
    from mingcha.web.bulletins.models import Bulletin

    for bulletin in Bulletin.objects.filter(state=Bulletin.State.ISSUED):
        yield from verify_files(bulletin)
    for erratum in notice_all(datetime.now().astimezone()):
        yield f"印发后数字有变，已记更正：{erratum.text}"


def _fonts() -> Iterator[str]:
    from mingcha.bulletin.forms import fonts

    for role in fonts.missing_roles():
        yield f"没有可用的{role}字体，PDF 无法写出。请重新安装程序，或在系统中安装该字体。"


def _calendar() -> Iterator[str]:
    calendar = WorkingCalendar.from_standards()
    today = date.today()
    if today.year not in calendar.years:
        yield f"没有{today.year}年的节假日安排，不能推算工作日，请更新程序。"
