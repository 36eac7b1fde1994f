"""The made-up people of the sample county, one for each role."""

from __future__ import annotations

from mingcha.web.accounts.models import Role

# Known to everybody who reads the login page of a demo; `mingcha demo` is the only one who creates them.
DEMO_PASSWORD = "mingcha-demo-2024"

# (user name, role, display name)
DEMO_ACCOUNTS: tuple[tuple[str, Role, str], ...] = (
    ("jingban", Role.OPERATOR, "经办员"),
    ("danwei", Role.UNIT, "单位联络员"),
    ("lingdao", Role.LEADER, "分管领导"),
    ("xitong", Role.SYSTEM, "系统管理员"),
    ("anquan", Role.SECURITY, "安全管理员"),
    ("shenji", Role.AUDITOR, "审计管理员"),
)
