"""mingcha: the command line, one file per command.

Results go to stdout, everything else to stderr. Exit status 0 is done, 1 is done with something to look at,
2 is could not run.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from mingcha import __version__
from mingcha.cli import (
    annual_report,
    archive,
    backup,
    bulletin,
    checks,
    collect,
    demo,
    doctor,
    examine,
    explain,
    ledger,
    mask,
    portal,
    restore,
    second_opinion,
    serve,
    user,
    wording,
    workdays,
    worker,
)
from mingcha.cli import round as round_command
from mingcha.cli.chinese import Parser
from mingcha.cli.faults import COULD_NOT_RUN, OK, faults_of_commands
from mingcha.cli.output import speak_anywhere
from mingcha.text.system_faults import is_known, why

COMMANDS = {
    "demo": demo,
    "demo-portal": portal,
    "serve": serve,
    "worker": worker,
    "import": ledger,
    "collect": collect,
    "archive": archive,
    "round": round_command,
    "bulletin": bulletin,
    "examine": examine,
    "mask": mask,
    "annual-report": annual_report,
    "checks": checks,
    "explain": explain,
    "wording": wording,
    "second-opinion": second_opinion,
    "user": user,
    "doctor": doctor,
    "backup": backup,
    "restore": restore,
    "workdays": workdays,
}
# These have done what they were asked for when they are stopped; another that is stopped has not looked at everything.
UNTIL_STOPPED = {"demo", "demo-portal", "serve", "worker"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    speak_anywhere()
    options = parser().parse_args(arguments)
    if options.home is not None:
        os.environ["MINGCHA_HOME"] = str(options.home.resolve())
    try:
        status = int(COMMANDS[options.command].run(options))
        sys.stdout.flush()
        return status
    except faults_of_commands() as fault:
        print(f"mingcha：{fault}", file=sys.stderr)
    except BrokenPipeError:  # whoever read the results has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as fault:
        if not fault.filename and not is_known(fault):
            raise
        print(
            f"mingcha：{fault.filename or '读写文件'}：{why(fault)}。请核对路径、权限和磁盘空间后再试。",
            file=sys.stderr,
        )
    except KeyboardInterrupt:
        print("已停止。", file=sys.stderr)
        return OK if options.command in UNTIL_STOPPED else COULD_NOT_RUN
    return COULD_NOT_RUN


def parser() -> argparse.ArgumentParser:
    top = Parser(prog="mingcha", description="明察：县政务公开办的月度监测、统计与督查专报")
    top.add_argument("--version", action="version", version=f"明察 {__version__}", help="显示版本")
    commands = top.add_subparsers(required=True, dest="command", metavar="命令", title="命令")
    for name, command in COMMANDS.items():
        sub = commands.add_parser(name, help=command.ABOUT, description=command.ABOUT)
        sub.add_argument("--home", type=Path, help="数据文件夹（数据库、上传文件、印发文件），默认 mingcha-data")
        command.add_arguments(sub)
    return top
