"""mingcha wording: the county's own lists of wordings, tried out before they are in force, and every version kept."""

from __future__ import annotations

import argparse
import getpass
import secrets
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from mingcha.cli.faults import OK, CommandFault
from mingcha.cli.progress import progress
from mingcha.examine.catalogue import OWN, named
from mingcha.examine.runner import Result
from mingcha.examine.wording import local_lists, sealed
from mingcha.examine.wording.local_lists import Action, Event
from mingcha.examine.wording.preview import preview
from mingcha.model.finding import Finding
from mingcha.text.moments import CHINA
from mingcha.text.system_faults import why

ABOUT = "本县用词名单：导入、预览、启用、退回、停用、查看历史"
ACTIONS = ("list", "add", "preview", "activate", "rollback", "stop", "history", "pack")
SHOWN = 20
# The same findings come from both versions, so any key will do for both; nothing of it is kept.
KEY_LENGTH = 32


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=ACTIONS, metavar="做什么",
                        help="list 列出名单，add 导入一版，preview 预览一版会带来什么变化，activate 启用一版，rollback 退回上一版，stop 停用，history 历史，pack 查看或换用签名用词包")  # fmt: skip
    parser.add_argument("name", nargs="?", metavar="名单", help="名单的名称，如 本县用语；pack：新的用词包文件")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="add：CSV 文件；preview：拿来试的文件或文件夹")
    parser.add_argument(
        "--version", dest="number", type=int, metavar="N", help="preview、activate：第几版，默认最新一版"
    )
    parser.add_argument("--archive", type=Path, metavar="DIR", help="preview：拿采集到这个文件夹里的网站来试")
    parser.add_argument("--site", metavar="URL|SITE.toml", help="与 --archive 同用：采集时所用的网址或登记文件")
    parser.add_argument("--by", help="谁做的，记入历史；默认当前系统用户")
    parser.add_argument("--note", default="", help="说明，记入历史")
    parser.add_argument("--jobs", type=int, default=1, help="preview：同时用几个进程，默认 1")


def run(options: argparse.Namespace) -> int:
    from mingcha.web import env

    folder = env.home() / local_lists.FOLDER
    if options.action == "list":
        return _list(folder)
    if options.action == "pack":
        return _pack(folder, options.name)
    if not options.name:
        raise CommandFault(f"mingcha wording {options.action} 后面要写名单的名称。")
    if options.action == "add":
        return _add(folder, options)
    if options.action == "preview":
        return _preview(folder, options)
    if options.action == "history":
        for event in local_lists.history(folder, options.name):
            print(_told(event))
        return OK
    return _put_in_force(folder, options)


def _list(folder: Path) -> int:
    for name in local_lists.list_names(folder):
        version = local_lists.active_version(folder, name)
        print(f"{name}\t{f'正在使用第 {version} 版' if version else '没有启用'}")
    return OK


def _add(folder: Path, options: argparse.Namespace) -> int:
    if len(options.paths) != 1:
        raise CommandFault("用法：mingcha wording add 名单 文件.csv")
    try:
        data = Path(options.paths[0]).read_bytes()
    except OSError as error:
        raise CommandFault(f"读不了 {options.paths[0]}：{why(error)}") from error
    event = local_lists.add(folder, data, name=options.name, by=_who(options), at=_now(), note=options.note)
    print(
        f"已导入“{options.name}”第 {event.version} 版，共 {event.lines} 条，尚未启用。"
        f"可先用 mingcha wording preview {options.name} 文件夹 看看会新增多少。"
    )
    return OK


def _pack(folder: Path, file: str | None) -> int:
    """Take in a newer pack if one is given; then tell which are in use, since when and until when."""
    if file is not None:
        try:
            data = Path(file).read_bytes()
        except OSError as error:
            raise CommandFault(f"读不了 {file}：{why(error)}") from error
        pack = sealed.install(folder, data, today=date.today())
        print(f"已换用 {pack.issued} 签发的用词包 {pack.name}。")
    sealed.use_newer(folder)
    for pack in sealed.packs():
        state = "" if pack.is_current(date.today()) else "，不在有效期内，请换用新的用词包"
        print(f"{pack.name}\t{pack.issued} 签发，有效期到 {pack.until}{state}\t签名正确（{pack.signer}）")
    return OK


def _put_in_force(folder: Path, options: argparse.Namespace) -> int:
    name, by, at = options.name, _who(options), _now()
    if options.action == "activate":
        event = local_lists.activate(
            folder, name, options.number or _latest(folder, name), by=by, at=at, note=options.note
        )
    elif options.action == "rollback":
        event = local_lists.rollback(folder, name, by=by, at=at, note=options.note)
    else:
        event = local_lists.stop(folder, name, by=by, at=at, note=options.note)
    # A list that clashes with another check is told now, not at the next round.
    from mingcha.examine.catalogue import catalogue

    catalogue(folder.parent / OWN)
    print(f"“{name}”现在使用第 {event.version} 版。" if event.version else f"“{name}”已停用。")
    return OK


def _preview(folder: Path, options: argparse.Namespace) -> int:
    version = options.number or _latest(folder, options.name)
    before = local_lists.active_version(folder, options.name)
    new = _findings(folder, options, version)
    old = _findings(folder, options, before) if before else []
    told = preview(new, old)
    for mark, some in (("新增", told.added), ("减少", told.removed)):
        for one in some[:SHOWN]:
            where = "　".join(part for part in (one.source, one.member, one.locator) if part)
            print(f"{mark}　{where}　{one.message}" + (f"　建议：{one.suggestion}" if one.suggestion else ""))
        if len(some) > SHOWN:
            print(f"{mark}的还有 {len(some) - SHOWN} 条。")
    against = f"与正在使用的第 {before} 版相比" if before else "目前没有启用"
    print(f"“{options.name}”第 {version} 版（{against}）：{told.sentence}")
    return OK


def _findings(folder: Path, options: argparse.Namespace, version: int) -> list[Finding]:
    """What a version finds, asked as it would be in force: in a data folder of its own that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="mingcha-") as place:
        lists = Path(place) / local_lists.FOLDER
        data = local_lists.raw(folder, options.name, version)
        local_lists.add(lists, data, name=options.name, by="preview", at=_now())
        local_lists.activate(lists, options.name, 1, by="preview", at=_now())
        result = Result()
        for part in _parts(options, Path(place) / OWN):
            result += part
        for missed in result.not_examined[:SHOWN]:
            print(f"未检查　{missed}", file=sys.stderr)
        return list(result.findings)


def _parts(options: argparse.Namespace, own: Path) -> Iterator[Result]:
    from mingcha.pipeline import Collection, examine_collected, examine_files, site_from

    checks = [named(options.name, own=own)]
    key, today = secrets.token_bytes(KEY_LENGTH), date.today()
    if options.archive is not None:
        if not options.site:
            raise CommandFault("请用 --site 写明采集时所用的网址或登记文件。")
        collection = Collection.opened(site_from(options.site), options.archive)
        with progress("预览", len(collection.posts)) as advance:
            yield from examine_collected(
                collection, checks, key=key, today=today, own=own, processes=options.jobs, advance=advance
            )
        return
    files = [(path, str(path)) for path in _files(options.paths)]
    if not files:
        raise CommandFault("请写明拿哪些文件或文件夹来试，或用 --archive 拿采集到的网站来试。")
    with progress("预览", len(files)) as advance:
        yield from examine_files(files, checks, key=key, today=today, own=own, processes=options.jobs, advance=advance)


def _files(paths: list[str]) -> Iterator[Path]:
    for given in map(Path, paths):
        if not given.exists():
            raise CommandFault(f"没有 {given}，请核对路径。")
        if given.is_dir():
            yield from sorted(
                file for file in given.rglob("*") if file.is_file() and not file.name.startswith((".", "~$"))
            )
        else:
            yield given


def _latest(folder: Path, name: str) -> int:
    return max(event.version for event in local_lists.history(folder, name) if event.action is Action.ADD)


def _told(event: Event) -> str:
    what = f"第 {event.version} 版" if event.version else "不再使用"
    parts = [f"{event.at.astimezone(CHINA):%Y-%m-%d %H:%M}", event.by, event.action.label, what]
    if event.lines:
        parts.append(f"{event.lines} 条")
    return "\t".join([*parts, *([event.note] if event.note else [])])


def _who(options: argparse.Namespace) -> str:
    return options.by or getpass.getuser()


def _now() -> datetime:
    return datetime.now(CHINA)
