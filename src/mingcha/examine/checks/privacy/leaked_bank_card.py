"""A person's bank card or passbook number published in full.

Looks for: card numbers with the right check digit in lists of persons or after words such as 银行卡, and whatever
    account numbers (9–25 digits) stand in a column with such a header; passbooks have no check digit.
Matters because: with name and identity number it is enough to be cheated of the money it was published for.
To fix: keep the last four digits only, or remove the column, in the page and in every attachment.
Cannot see: account numbers without a header or a word that says what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.candidates import candidates
from mingcha.examine.columns import Column, column_at
from mingcha.examine.declaration import check, found
from mingcha.examine.groups import cell_label, groups, heading_roles, label_of
from mingcha.examine.held_characters import may_hold
from mingcha.examine.role_words import roles_said
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.standards.privacy_words import words_in
from mingcha.text.bank_card import mask_bank_card
from mingcha.text.width import fold_all

ACCOUNT = re.compile(r"(?<![\d*])(?:\d[ \-]?){9,25}(?![\d*])")
# Cards of the social insurance pay as bank cards do; their own number is a letter and eight digits in most places.
SOCIAL_CARD = re.compile(r"(?<![A-Za-z0-9*])(?:[A-Za-z]\d{8}|\d{9,19})(?![A-Za-z0-9*])")
# Only persons have these; what a number after them is needs no check digit.
PASSBOOK = re.compile(
    r"(?:存折|一卡通|一折通|银行卡|工资卡|惠农卡|惠民卡|社保卡|个人(?:银行)?账[户号]|本人账[户号])[^\d。；;，,\n\t]{0,12}?(?=\d)"
)
# What every such word but those of passbooks holds.
CARDS = ("卡", "账")
OFFICE = {"office_account"}
# The holder named before the number is an organisation.
ORGANISATION = re.compile(
    r"(?:户\s*名|名称|收款单位|收款人|单位)[：:为\s]*[^\n，,。；;]{2,30}(?:局|中心|公司|委员会|政府|学校|医院|法院|协会|基金会|慈善总会|合作社|工会|总站|办公室|专户)"
)
HOLDER = 60
# Fewer digits in a sentence may be a telephone or an amount.
FEWEST_IN_TEXT = 14


@check(
    severity=Severity.HIGH,
    clauses=["OGI-15", "PIPL-28"],
    message="出现完整的银行卡号或存折账号：{quote}",
    advice="只留末四位，或删去该列后重新发布。",
    bad=[
        "姓名\t一卡通账号\n张三\t6228480402564890018",
        "姓名\t存折号\n张三\t100200300400500",
        "张三，银行卡号6228 4804 0256 4890 018",
        "姓名\t社保卡号\n张三\tA12345678",
        "请将补助款汇入李四存折（账号：10020030040050060）",
    ],
    good=[
        "姓名\t银行卡号\n张三\t***************0018",
        "单位账号：6228480402564890018",
        "订单号：6228480402564890018",
        "户名：样例县慈善总会，开户行：农业银行，账号：6228480402564890018",
        "投标保证金账户 账号：6228480402564890018",
    ],
    masks="bank",
)
def leaked_bank_card(document: Document) -> Iterator[Evidence]:
    for table in document.tables:
        width = max((len(document.row(table, row)) for row in range(min(12, len(table.row_starts)))), default=0)
        for index in range(width):
            column = column_at(document, table, index)
            if column is not None and "bank" in column.roles:
                yield from _accounts(column)
            elif column is not None and column.roles == {"social_card"}:
                yield from _accounts(column, SOCIAL_CARD)
    if may_hold(document, CARDS) or "折" in document.text:
        yield from _passbooks(document)
    spans = document.once(candidates).cards
    if not len(spans):
        return
    # Outside tables only a word says that it is a card.
    if not document.tables and "bank" not in document.once(roles_said):
        return
    for group in groups(document, spans):
        if group.column is not None:
            named = group.column.roles
            if "bank" in named or named & {"code", "exam", "identity", "certificate", "order"}:
                continue
            own = cell_label(document, group.column.table, int(group.spans.starts[0]))
            own |= frozenset(word.role for word in label_of(document, int(group.spans.starts[0]))[1])
            beside = frozenset().union(*group.column.beside)
            if own & OFFICE or own & {"code", "exam"}:
                continue
            typical = group.keep(group.spans.flags)
            if "bank" in own:
                yield group.evidence(_mask)
            elif (
                typical is not None
                and beside & {"name", "private_person"}
                and _is_mostly_cards(group.column, len(typical.spans))
            ):
                yield typical.evidence(_mask)
        else:
            # Where no word stands nothing says that it is a card.
            kept = group.kept_where(lambda start: _is_persons(document, start), unnamed=False)
            if kept is not None:
                yield kept.evidence(_mask)


def _passbooks(document: Document) -> Iterator[Evidence]:
    """Numbers without a check digit in running text, after a word that only a person's account has."""
    cards = set(document.once(candidates).cards.starts.tolist())
    for match in PASSBOOK.finditer(document.text):
        start = match.end()
        number = ACCOUNT.match(fold_all(document.text[start : start + 40]))
        if (
            number is None
            or start in cards
            or sum(c.isdigit() for c in number[0]) < FEWEST_IN_TEXT
            or document.table_at(start) is not None
            or not _is_persons(document, start)
        ):
            continue
        yield found(start, start + number.end(), quote=_mask(number[0]), secret=number[0])


def _accounts(column: Column, account: re.Pattern[str] = ACCOUNT) -> Iterator[Evidence]:
    caption = {word.role for word in words_in(column.caption)}
    beside = frozenset().union(*column.beside)
    if OFFICE & (column.roles | caption) or ("organisation" in beside and not beside & {"name", "private_person"}):
        return
    hits = []
    for _, start, cell in column.cells():
        match = account.search(fold_all(cell))
        if match:
            hits.append((start + match.start(), start + match.end(), cell[match.start() : match.end()]))
    if hits:
        start, end, text = hits[0]
        places = [str(column.document.place_at(at)) for at, _, _ in hits[1:5]]
        persons = len({digits for _, _, digits in hits})
        yield found(
            start,
            end,
            quote=_mask(text),
            persons=persons,
            more_places=places,
            secret=text,
            every=lambda: ((s, e, _mask(t)) for s, e, t in hits),
        )


def _is_mostly_cards(column: Column, cards: int) -> bool:
    cells = sum(1 for _ in column.cells())
    return cards * 2 >= cells


def _is_persons(document: Document, start: int) -> bool:
    _, words = label_of(document, start)
    roles = {word.role for word in words}
    if OFFICE & roles or {word.role for word in words if word.end == words[-1].end} & {"code", "exam"}:
        return False
    if "bank" not in roles and (roles & {"code", "exam"} or "bank" not in heading_roles(document, start)):
        return False
    return ORGANISATION.search(document.text[max(0, start - HOLDER) : start]) is None


def _mask(text: str) -> str:
    return mask_bank_card("".join(c for c in fold_all(text) if c.isdigit()))
