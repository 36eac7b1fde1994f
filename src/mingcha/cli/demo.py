"""mingcha demo: the sample county, its bulletin in every form, and the web page."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from mingcha.cli import serve
from mingcha.cli.faults import OK
from mingcha.cli.progress import progress
from mingcha.demo.county import DECEMBER
from mingcha.demo.portal.served import served
from mingcha.model.reconciliation import Agreement, Verdict
from mingcha.web import launch

# The usual port of the portal, so that its addresses in the evidence are the same every time.
PORTAL_PORT = 8123
ABOUT = "生成样例县，写出专报，并打开网页"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, default=Path("out"), help="专报写到哪个文件夹，默认 out")
    parser.add_argument(
        "--full", action="store_true", help="全年信息都从样例县门户采集（费时得多），而不是只采集 11 月和 12 月"
    )
    parser.add_argument("--no-serve", action="store_true", help="写完即止，不打开网页")
    serve.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    from mingcha.demo.build import build, prepare_home

    home = Path(options.home or options.out / "样例县数据").resolve()
    os.environ |= {"MINGCHA_HOME": str(home), "MINGCHA_DEMO": "yes"}
    # The made-up accounts and posts must never reach an office's own database.
    os.environ.pop("DATABASE_URL", None)
    if not options.no_serve:
        launch.listen(host=options.host, port=options.port).close()  # a taken port is told now, not after building
    prepare_home(home)
    launch.setup()
    launch.migrate()
    demo = build(out=options.out, home=home, progress=progress, port=PORTAL_PORT, whole_year=options.full)
    print(f"《{demo.bulletin.title}》已写出：")
    for file in demo.files:
        print(f"  {file}")
    print("对账：")
    for agreement in demo.agreements:
        print(f"  {in_words(agreement)}")
    if options.no_serve:
        return OK
    with served(DECEMBER.last, port=int(demo.portal.rpartition(":")[2])) as portal:
        print(f"样例县门户（2023年12月31日）：{portal}/")
        return serve.run_server(options)


def in_words(agreement: Agreement) -> str:
    """One line: 相符, 不符 or 未比较, what was compared, and the two sides."""
    verdict = {Verdict.AGREES: "相符　", Verdict.DIFFERS: "不符　", Verdict.NOT_COMPARED: "未比较"}
    sides = ""
    if agreement.left is not None and agreement.right is not None:
        sides = f"：{agreement.left_name} {agreement.left}，{agreement.right_name} {agreement.right}"
    remark = f"　{agreement.remark}" if agreement.remark else ""
    return f"{verdict[agreement.verdict]}　{agreement.name}{sides}{remark}"
