"""mingcha workdays: the working day so many days later, with every skipped day explained."""

from __future__ import annotations

import argparse
from datetime import date

from mingcha.calendar import WorkingCalendar
from mingcha.cli.faults import OK, CommandFault

ABOUT = "推算工作日：从某日起第 N 个工作日，逐日说明"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("start", type=date.fromisoformat, help="起始日期（当日不计），如 2023-11-20")
    parser.add_argument("days", type=int, help="工作日数")


def run(options: argparse.Namespace) -> int:
    if not 1 <= options.days <= 1000:
        raise CommandFault(f"工作日数应在 1 至 1000 之间，现为 {options.days}。")
    if not 2000 <= options.start.year <= 2100:
        raise CommandFault(f"起始日期应在 2000 年至 2100 年之间，现为 {options.start}。")
    deadline = WorkingCalendar.from_standards().add(options.start, options.days)
    print(f"{options.start} 起第 {options.days} 个工作日：{deadline.due}")
    for day, reason in deadline.skipped:
        print(f"  不计 {day}　{reason}")
    return OK
