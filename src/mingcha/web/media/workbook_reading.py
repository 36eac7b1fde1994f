"""Reading the workbook of accounts back: what it would change, and every fault told by line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from mingcha.extract.readers import spreadsheet
from mingcha.model.account import Account, Filing
from mingcha.model.ledger import FileFault
from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.media import queries
from mingcha.web.media.forms import split_names
from mingcha.web.media.rules import account_faults
from mingcha.web.media.services import LABELS, differences, next_code, save_account
from mingcha.web.media.workbook import HEADER
from mingcha.web.units import queries as units
from mingcha.web.units.workbook_rows import Cells, Row, WorkbookFault, table


@dataclass(frozen=True, slots=True)
class AccountsReading:
    """A workbook understood: the states to bring about, what they would change, and everything wrong.

    `changed` pairs an account's name with what differs, in Chinese; nothing may be taken while there are faults.
    """

    accounts: tuple[Account, ...] = ()
    created: tuple[Account, ...] = ()
    changed: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unchanged: int = 0
    faults: tuple[WorkbookFault, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.created or self.changed)


def read_accounts_xlsx(path: Path, *, today: date) -> AccountsReading:
    """Understand a workbook against the accounts at hand; changes nothing. FileFault when it is no such workbook."""
    rows = table(spreadsheet.read(path), HEADER, need=("账号名称", "平台"))
    if rows is None:
        raise FileFault("没有找到账号表：表头应含“账号名称、平台、主办单位”。请先导出一份，在其上修改后再导入。")
    return _Reader().read(rows, today)


@transaction.atomic
def take(reading: AccountsReading, *, by: User | None, file_name: str = "") -> None:
    """Bring about everything the workbook states; refuses one with faults."""
    if reading.faults:
        raise ValueError("账号文件中有错误，没有导入")
    for account in reading.accounts:
        save_account(account, by=by)
    detail = f"新建 {len(reading.created)} 个账号，修改 {len(reading.changed)} 个"
    record(actor=by, action="导入新媒体账号", target=file_name, detail=detail)


class _Reader(Cells):
    """Holds the accounts at hand and collects faults while the lines are read."""

    def __init__(self) -> None:
        super().__init__()
        self.rules = queries.rules()
        self.before = {account.code: account for account in queries.accounts()}
        self.by_name = {(account.platform, account.name): account.code for account in self.before.values()}
        self.platforms = {
            word: platform.code
            for platform in self.rules.platforms
            for word in (*platform.words, platform.code, platform.name)
        }
        roster = units.units()
        self.codes = {unit.code for unit in roster}
        self.units = {name: unit.code for unit in roster for name in (unit.in_prose, unit.name)}

    def read(self, rows: list[Row], today: date) -> AccountsReading:
        states = self._states(rows)
        after = {**self.before, **{account.code: account for _, account in states}}
        for row, account in states:
            others = [other for other in after.values() if other.code != account.code]
            for fault in account_faults(account, others=others, units=self.codes, rules=self.rules, today=today):
                self.blame(row, LABELS.get(fault.field, "代码"), fault.message)
        changes = [(account, differences(self.before.get(account.code), account)) for _, account in states]
        return AccountsReading(
            accounts=tuple(account for _, account in states),
            created=tuple(account for account, _ in changes if account.code not in self.before),
            changed=tuple((one.name, tuple(told)) for one, told in changes if told and one.code in self.before),
            unchanged=sum(1 for _, told in changes if not told),
            faults=tuple(self.faults),
        )

    def _states(self, rows: list[Row]) -> list[tuple[Row, Account]]:
        found: list[tuple[Row, Account]] = []
        seen: dict[str, int] = {}
        taken = {*self.before, *(row.cells.get("代码", "") for row in rows)}
        for row in rows:
            cells = row.cells
            platform = self.platforms.get(cells.get("平台", ""), cells.get("平台", ""))
            known = self.by_name.get((platform, cells.get("账号名称", "")))
            code = cells.get("代码", "") or known or next_code(taken)
            taken.add(code)
            if code in seen:
                self.blame(row, "代码", f"“{code}”与第 {seen[code]} 行重复")
                continue
            seen[code] = row.line
            found.append((row, self._state(row, code, platform)))
        return found

    def _state(self, row: Row, code: str, platform: str) -> Account:
        cells, before = row.cells, self.before.get(code)
        unit = cells.get("主办单位", "")
        return Account(
            code=code,
            name=cells.get("账号名称", ""),
            unit=self.units.get(unit, unit) if "主办单位" in cells else before.unit if before else "",
            platform=platform,
            filing=self._filing(row, before),
            opened_on=self.day(row, "开设日期", before.opened_on if before else None),
            filed_on=self.day(row, "备案日期", before.filed_on if before else None),
            closed_on=self.day(row, "注销日期", before.closed_on if before else None),
            key=cells["平台编号"].rstrip("=") if "平台编号" in cells else before.key if before else "",
            aliases=split_names(cells["别名"]) if "别名" in cells else before.aliases if before else (),
            note=cells.get("备注", before.note if before else ""),
        )

    def _filing(self, row: Row, before: Account | None) -> Filing:
        text = row.cells.get("备案状态", "")
        if not text:
            return before.filing if before else Filing.UNFILED
        try:
            return Filing(text)
        except ValueError:
            self.blame(row, "备案状态", f"“{text}”应为{'、'.join(filing.value for filing in Filing)}之一")
            return Filing.UNFILED
