"""Where units are written to, and the hosts that may be posted to; every change is in the log."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.notices.carriers import key_of
from mingcha.web.notices.models import ContactAddress, Delivery, WebhookHost
from mingcha.web.publishing.refusals import Refused


@transaction.atomic
def keep(facts: dict[str, Any], *, contact: ContactAddress | None, by: User, at: datetime) -> ContactAddress:
    """Add an address, or change one; what still waits for it goes to the new one. Refused: giving it to another unit or
    another way, for what was to be sent to the one must not go to the other."""
    row = contact or ContactAddress()
    before = row.address
    if contact is not None and (row.unit_id, row.way) != (facts["unit"].pk if facts["unit"] else None, facts["way"]):
        raise Refused("已有的联系地址不能改换单位或发送方式，以免把一个单位的清单发给另一个单位。请停用后另行添加。")
    for name in ("unit", "way", "address", "digests", "active"):
        setattr(row, name, facts[name])
    row.changed_at = at
    row.save()
    Delivery.objects.filter(contact=row, state=Delivery.State.WAITING).update(address=row.address)
    action = "修改联系地址" if contact else "添加联系地址"
    detail = f"{before} → {row.address}" if contact and before != row.address else row.address
    record(actor=by, action=action, target=whose(row), detail=detail + ("" if row.active else "（停用）"))
    return row


@transaction.atomic
def remove(contact: ContactAddress, *, by: User) -> None:
    name, address = whose(contact), contact.address
    contact.delete()
    record(actor=by, action="删除联系地址", target=name, detail=address)


@transaction.atomic
def show_key(contact: ContactAddress, *, anew: bool, by: User) -> str:
    """The key that signs what is posted there, to be entered at the receiver; a new one makes the old one worthless."""
    row = ContactAddress.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if anew:
        row.version += 1
        row.save(update_fields=["version"])
    record(actor=by, action="更换签名密钥" if anew else "查看签名密钥", target=whose(row), detail=row.address)
    return key_of(row)


@transaction.atomic
def register(host: str, *, private: bool, by: User, at: datetime) -> None:
    WebhookHost.objects.create(host=host, private=private, registered_by=by, registered_at=at)
    record(actor=by, action="登记接口主机", target=host, detail="内网主机" if private else "")


@transaction.atomic
def strike(host: WebhookHost, *, by: User) -> None:
    name = host.host
    host.delete()
    record(actor=by, action="取消登记接口主机", target=name)


def whose(contact: ContactAddress) -> str:
    return contact.unit.name if contact.unit else "全部单位（县 OA 接口）"
