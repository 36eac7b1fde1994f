"""argparse in Chinese: its own words for help and for mistakes on the command line."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn

WORDS = {
    "usage: ": "用法：",
    "options": "选项",
    "positional arguments": "参数",
    "show this help message and exit": "显示本说明",
    "show program's version number and exit": "显示版本",
    "the following arguments are required: %s": "缺少：%s",
    "unrecognized arguments: %s": "不认识的参数：%s",
    "expected one argument": "后面须跟一个值",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s：%(message)s",
    "invalid %(type)s value: %(value)r": "不合规定的值：%(value)r",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有 %(value)r，可选：%(choices)s",
    "%(prog)s: error: %(message)s\n": "%(prog)s：%(message)s\n",
}


class Parser(argparse.ArgumentParser):
    """An argument parser whose users read Chinese."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # argparse looks its words up in this one function; there is no other way in.
        argparse._ = lambda text: WORDS.get(text, text)  # type: ignore[attr-defined]
        super().__init__(*args, **kwargs)

    def error(self, message: str) -> NoReturn:
        self.print_usage()
        self.exit(2, f"{self.prog}：{message}\n")
