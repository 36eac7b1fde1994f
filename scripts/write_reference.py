"""Writes docs/reference/ from the program itself; a test fails when the pages and the program differ.

Usage: python scripts/write_reference.py [--check]
"""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path

from mingcha.bulletin.record_catalogue import PLACES, RECORD_SENTENCES
from mingcha.bulletin.sentences import SENTENCES
from mingcha.calendar import WorkingCalendar
from mingcha.cli import parser
from mingcha.cli.explain import explained
from mingcha.examine.catalogue import catalogue, family_label
from mingcha.standards import load
from mingcha.standards.fault_phrases import fault_phrases
from mingcha.web.env import VARIABLES

REFERENCE = Path(__file__).parent.parent / "docs" / "reference"
NOTE = "<!-- 本页由 scripts/write_reference.py 生成，请勿手改。 -->\n"


def commands() -> str:
    lines = ["# 命令参考", "", "结果写到标准输出，其余写到标准错误。退出码：0 完成，1 有需要看的，2 未能运行。", ""]
    top = parser()
    (subcommands,) = (a for a in top._actions if isinstance(a, argparse._SubParsersAction))
    for name, sub in subcommands.choices.items():
        lines += [f"## mingcha {name}", "", f"{sub.description}。", "", "| 参数 | 说明 |", "|---|---|"]
        for action in sub._actions:
            if isinstance(action, argparse._HelpAction) or action.help == argparse.SUPPRESS:
                continue
            shown = "、".join(f"`{flag}`" for flag in action.option_strings) or f"`{action.dest}`（必填）"
            lines.append(f"| {shown} | {action.help} |")
        lines.append("")
    lines += ["## 环境变量", "", "| 变量 | 说明 |", "|---|---|"]
    lines += [f"| `{name}` | {about} |" for name, about in VARIABLES.items()]
    return "\n".join(lines) + "\n"


def ledger_columns() -> str:
    lines = ["# 台账的列", "", "导入时按这些列名找表头；比较时不计空格、全角半角和大小写。", ""]
    lines += ["| 列 | 须有 | 认得的列名 |", "|---|---|---|"]
    for column in load.table("ledger_columns")["columns"]:
        names = dict.fromkeys(name for part in column["names"].values() for name in part)
        lines.append(f"| {column['field']} | {'是' if column['required'] else ''} | {'、'.join(names)} |")
    return "\n".join(lines) + "\n"


def sentences() -> str:
    lines = ["# 自动语句", "", "版式的每个板块可列出要自动生成的语句；没有依据时不生成，并在草稿中说明缺什么。", ""]
    lines += ["## 由台账写成", "", "| 名称 | 内容 |", "|---|---|"]
    lines += [f"| `{name}` | {label} |" for name, (label, _) in SENTENCES.items()]
    lines += ["", "## 由整改记录写成", "", "每个数字和单位都连着整改事项。句式可在“专报版式”里改写，{…} 是占位符。", ""]
    plans = load.record_plans()
    for name, sentence in RECORD_SENTENCES.items():
        lead = f"段首语：{plans[name].lead}" if plans[name].lead else "没有段首语。"
        lines += [
            f"### {sentence.label}（`{name}`）",
            "",
            lead,
            "",
            "| 部分 | 出厂句式 | 可用的占位符 |",
            "|---|---|---|",
        ]
        for key, part in sentence.parts.items():
            places = "、".join(f"{{{place}}}{'（必有）' if place in part.required else ''}" for place in part.places)
            lines.append(f"| {part.label} | {plans[name].template(key)} | {places} |")
        lines.append("")
    lines += ["### 占位符", "", "| 占位符 | 换成什么 |", "|---|---|"]
    lines += [f"| {{{place}}} | {words} |" for place, words in PLACES.items()]
    lines += [
        "",
        "## 问题的称呼",
        "",
        "正文里接在单位名称之后；办公室可逐项改写。",
        "",
        "| 检查项 | 称呼 |",
        "|---|---|",
    ]
    lines += [f"| `{check}` | {'；'.join(words)} |" for check, words in fault_phrases().checks.items()]
    return "\n".join(lines) + "\n"


def working_days() -> str:
    calendar = WorkingCalendar.from_standards()
    lines = ["# 工作日历", "", "以下各年可以推算，其他年份会明确拒绝。", "", "| 年 | 依据 |", "|---|---|"]
    for year in load.holidays():
        if year.year in calendar.years:
            sources = "；".join(f"{source.title}{source.number}" for source in year.sources)
            lines.append(f"| {year.year} | {sources} |")
    return "\n".join(lines) + "\n"


def checks() -> str:
    lines = ["# 检查项", "", "由程序中的声明生成；`mingcha explain 名称` 显示同样的内容。", ""]
    lines += ["| 检查项 | 类别 | 程度 | 说明 |", "|---|---|---|---|"]
    for check in catalogue().values():
        says = check.message.replace("：{quote}", "").replace("{quote}", "……")
        link = f"[{check.name}]({check.family}/{check.name}.md)"
        lines.append(f"| {link} | {family_label(check.family)} | {check.severity.label} | {says} |")
    return "\n".join(lines) + "\n"


PAGES = {
    "commands.md": commands,
    "ledger-columns.md": ledger_columns,
    "sentences.md": sentences,
    "working-days.md": working_days,
    "checks/index.md": checks,
} | {f"checks/{check.family}/{check.name}.md": partial(explained, check) for check in catalogue().values()}


def main() -> int:
    check = "--check" in sys.argv[1:]
    stale = []
    for name, write in PAGES.items():
        page, text = REFERENCE / name, NOTE + write()
        if page.exists() and page.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not check:
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(text, encoding="utf-8")
    if stale:
        print(("过时：" if check else "已写：") + "、".join(stale))
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
