"""mingcha archive: evidence verified, looked up, handed over, its index made anew, and purged by policy."""

from __future__ import annotations

import argparse
import getpass
import sys
from datetime import datetime
from pathlib import Path

from mingcha.archive.exporting import export_warc
from mingcha.archive.places import sites_in
from mingcha.archive.retention import Policy
from mingcha.archive.store import Archive
from mingcha.archive.timeline import history
from mingcha.cli.faults import OK, TO_LOOK_AT, CommandFault

ABOUT = "核验、查看、导出、清除采集到的证据"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("verify", "history", "export", "rebuild", "purge"), metavar="做什么",
                        help="verify 核验，history 一个网址的历次快照，export 导出一个网址的证据，rebuild 重建索引，purge 按期限清除")  # fmt: skip
    parser.add_argument("folder", type=Path, metavar="DIR", help="mingcha collect --archive 所用的文件夹")
    parser.add_argument("--site", help="文件夹里有几个网站时，指明哪个主机，如 www.example.gov.cn")
    parser.add_argument("--url", help="history、export：哪个网址")
    parser.add_argument("--to", type=Path, metavar="FILE", help="export：写到哪个 .warc.gz 文件")
    parser.add_argument("--quick", action="store_true", help="verify：只核对整个文件的封存摘要，不逐条核对")
    parser.add_argument("--days", type=int, metavar="N", help="purge：内容保留多少天，更早的清除（记录和摘要留下）")
    parser.add_argument("--by", help="purge：谁批准的，记入证据库；默认当前系统用户")
    parser.add_argument("--yes", action="store_true", help="purge：确实要清除，不可恢复")


def run(options: argparse.Namespace) -> int:
    site = _site(options.folder, options.site)
    if options.action == "rebuild":
        number = Archive.rebuild(options.folder, site=site, now=_now)
        print(f"已从 WARC 文件重建索引，共 {number} 条快照；原索引留在旁边。")
        return OK
    if options.action == "purge":
        return _purge(options, site)
    with Archive.open(options.folder, site=site, now=_now, readonly=True) as archive:
        if options.action == "verify":
            return _verify(archive, quick=options.quick)
        if not options.url:
            raise CommandFault(f"{options.action} 要用 --url 指明网址。")
        if options.action == "history":
            return _history(archive, options.url)
        return _export(archive, options.url, options.to)


def _verify(archive: Archive, *, quick: bool) -> int:
    faults = 0
    for fault in archive.verify(records=not quick):
        faults += 1
        print(fault)
    print(f"共 {archive.last_number} 条快照，发现 {faults} 处不符。" if faults else
          f"共 {archive.last_number} 条快照，{'文件与封存时一致' if quick else '逐条核对，全部相符'}。", file=sys.stderr)  # fmt: skip
    return TO_LOOK_AT if faults else OK


def _history(archive: Archive, url: str) -> int:
    events = history(archive.timeline(url))
    if not events:
        raise CommandFault(f"证据库里没有 {url}。请核对网址，应与信息清单中的一字不差。")
    for event in events:
        print(f"{event.sentence}　{event.snapshot.digest}".rstrip("　"))
    return OK


def _export(archive: Archive, url: str, target: Path | None) -> int:
    if target is None:
        raise CommandFault("export 要用 --to 指明写到哪个文件，如 --to 证据.warc.gz。")
    number = export_warc(archive, archive.timeline(url), target=target, at=_now(), purpose=url)
    print(f"已导出 {number} 条记录：{target}")
    return OK


def _purge(options: argparse.Namespace, site: str) -> int:
    if options.days is None or options.days < 1:
        raise CommandFault("purge 要用 --days 写明内容保留多少天，至少 1 天。")
    if not options.yes:
        raise CommandFault(
            f"将清除 {options.days} 天以前的内容，不可恢复；记录、网址和摘要会留下。确实要清除请加 --yes。"
        )
    policy = Policy(f"保留 {options.days} 天", days=options.days)
    with Archive.open(options.folder, site=site, now=_now) as archive:
        done = archive.purge(policy, at=_now(), by=options.by or getpass.getuser())
    print(
        f"清除了 {len(done.holders)} 份内容，{done.size} 字节；{len(done.snapshots)} 条快照只留记录和摘要。已记入证据库。"
    )
    return OK


def _site(folder: Path, wanted: str | None) -> str:
    found = sites_in(folder)
    if not found:
        raise CommandFault(f"{folder} 里没有证据。请核对文件夹，应是 mingcha collect --archive 所用的那个。")
    if wanted is None and len(found) > 1:
        raise CommandFault(f"{folder} 里有几个网站：{'、'.join(found)}。请用 --site 指明一个。")
    if wanted is not None and wanted not in found:
        raise CommandFault(f"{folder} 里没有 {wanted}，有的是：{'、'.join(found)}。")
    return wanted or found[0]


def _now() -> datetime:
    return datetime.now().astimezone()
