"""The acts that a log of 等保 level two must have: each of them writes its entry under its own name."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import mingcha

SOURCE = Path(mingcha.__file__).parent
# act: the words of its entry, as some service or view writes them
ACTS = {
    "sign-in": "登录",
    "failure": "登录失败",
    "lock-out": "锁定登录",
    "lock lifted": "解除登录锁定",
    "wrong code": "动态口令错误",
    "sign-out": "退出",
    "time-out": "超时退出",
    "session ended": "结束会话",
    "password changed": "修改口令",
    "password given": "重置口令",
    "code set up": "启用动态口令",
    "code reset": "重置动态口令",
    "account made": "新建用户",
    "role given": "指定角色",
    "unit given": "指定联络单位",
    "rules changed": "修改账号安全设置",
    "refused": "越权访问",
    "guest refused": "来宾操作被拒",
    "reveal": "显示个人信息原文",
    "evidence": "下载证据",
    "file of evidence": "下载证据附件",
    "ledger out": "导出台账",
    "log out": "导出操作日志",
    "masked copy": "下载脱敏副本",
    "bulletin issued": "印发专报",
    "bulletin out": "下载专报文件",
    "notice issued": "印发整改通知",
    "notice out": "下载整改通知文件",
    "letter signed": "签发督办文书",
    "decision undone": "撤销判断",
    "site registered": "登记网站",
    "host registered": "登记接口主机",
    "token allowed": "批准接口令牌",
    "backup": "备份",
    "restore": "恢复",
}


@pytest.fixture(scope="module")
def written():
    """Every word that is handed to the log as the name of an act."""
    words = set()
    for path in SOURCE.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and called(call) in {"record", "handed_over"}:
                acts = [keyword.value for keyword in call.keywords if keyword.arg == "action"]
                words |= {node.value for act in acts for node in ast.walk(act) if isinstance(node, ast.Constant)}
    return words


def called(call):
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


@pytest.mark.parametrize("act", ACTS)
def test_the_act_is_written_down(written, act):
    assert ACTS[act] in written
