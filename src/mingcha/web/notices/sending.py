"""Getting lists and digests to their units: what is to be sent is written down first, then sent, then noted as sent.

Whoever is killed between sending and noting leaves a row that is sent once more, under the same key: at least once, and
the receiver can tell. Rows are claimed for a while, so that two workers do not send the same one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string

from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.notices import carriers, hours
from mingcha.web.notices.carriers import NotSent
from mingcha.web.notices.models import ContactAddress, Delivery, Digest, Notice, NoticeCopy, Way
from mingcha.web.publishing.refusals import Refused

# After each failure the pause grows; after the last of them a person is told.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))
CLAIM = timedelta(minutes=5)
# What is not set up is looked at again after a while, without counting as a try.
UNSET = timedelta(hours=1)
AT_A_TIME = 200


@dataclass(frozen=True, slots=True)
class Sent:
    """What one run of sending did: sent, put off to another try, given up."""

    sent: int = 0
    put_off: int = 0
    given_up: int = 0


def enlist(notice: Notice, *, at: datetime) -> None:
    """Write down what must be sent of an issued notice: the package for the OA, and each unit's own addresses."""
    copies = NoticeCopy.objects.filter(notice=notice).select_related("unit")
    contacts = _contacts(ContactAddress.objects.filter(active=True))
    rows = []
    for copy in copies:
        rows.append(Delivery(key=f"notice-{copy.pk}-office", way=Way.OFFICE, copy=copy, made_at=at))
        to = (*contacts.get(copy.unit_id, []), *contacts.get(None, []))
        rows += [_row(contact, key=f"notice-{copy.pk}-{contact.pk}", at=at, copy=copy) for contact in to]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    _set_going()


def enlist_digests(digests: Iterable[Digest], *, at: datetime) -> None:
    """Write down where these digests go; one without an address is only shown on the unit's own page."""
    contacts = _contacts(ContactAddress.objects.filter(active=True, digests=True))
    rows = [
        _row(contact, key=f"digest-{digest.pk}-{contact.pk}", at=at, digest=digest)
        for digest in digests
        for contact in (*contacts.get(digest.unit_id, []), *contacts.get(None, []))
    ]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    _set_going()


def is_anything_due(at: datetime) -> bool:
    return Delivery.objects.filter(state=Delivery.State.WAITING, next_try__lte=at).exists()


def _set_going() -> None:
    """Let what was written down be sent in the background: how is the matter of a room above this one
    (SENDING_STARTER). It stays written down, and is sent later, when that fails."""
    transaction.on_commit(lambda: import_string(settings.SENDING_STARTER)(), robust=True)


def send_pending(at: datetime, *, most: int = AT_A_TIME) -> Sent:
    """Send what is due now. May be run by several at once, and again after any kill.

    Whoever does not answer is asked once in a run: the others that go there wait for the next one.
    """
    began, silent = monotonic(), set[str]()
    sent = put_off = given_up = 0
    for _ in range(most):
        # A run may take longer than a claim lasts: what is claimed late is held from then on.
        delivery = _claim(at, late=timedelta(seconds=monotonic() - began))
        if delivery is None:
            break
        state = _send(delivery, at=at, silent=silent)
        sent += state == Delivery.State.SENT
        given_up += state == Delivery.State.FAILED
        put_off += state == Delivery.State.WAITING
    return Sent(sent, put_off, given_up)


@transaction.atomic
def hand_over(notice: Notice, *, by: User, at: datetime) -> int:
    """The clerk has put the package into the OA; returns for how many units."""
    waiting = Delivery.objects.select_for_update().filter(
        copy__notice=notice, way=Way.OFFICE, state=Delivery.State.WAITING
    )
    number = len(list(waiting))
    if not number:
        raise Refused("各单位都已登记为通过 OA 发出。")
    Delivery.objects.filter(copy__notice=notice, way=Way.OFFICE, state=Delivery.State.WAITING).update(
        state=Delivery.State.SENT, sent_at=at, sent_by=by
    )
    record(actor=by, action="登记已通过 OA 发出", target=str(notice), detail=f"{number} 个单位")
    return number


@transaction.atomic
def send_to_new(notice: Notice, *, by: User, at: datetime) -> int:
    """Send an issued notice also to the addresses that were entered since; returns how many those are."""
    before = Delivery.objects.filter(copy__notice=notice).count()
    enlist(notice, at=at)
    number = Delivery.objects.filter(copy__notice=notice).count() - before
    if not number:
        raise Refused("这一期已经发往现有的每个联系地址；没有发出的请逐份重发。")
    record(actor=by, action="补发整改通知", target=str(notice), detail=f"{number} 份")
    return number


@transaction.atomic
def try_again(delivery: Delivery, *, by: User, at: datetime) -> None:
    """What was given up, or waits for its next try, is sent with the next run, to the address as it now stands."""
    row = Delivery.objects.select_for_update(of=("self",)).select_related("contact").get(pk=delivery.pk)
    if row.state == Delivery.State.SENT or row.way == Way.OFFICE:
        raise Refused("这一份已经发出，不再重发。")
    if row.contact:
        row.address = row.contact.address
    row.state, row.tries, row.claimed_until = Delivery.State.WAITING, 0, None
    row.next_try = _first_try(row, at)
    row.save(update_fields=["address", "state", "tries", "claimed_until", "next_try"])
    record(actor=by, action="重发", target=str(row.copy or row.digest), detail=str(row))
    _set_going()


def _contacts(rows: Iterable[ContactAddress]) -> dict[int | None, list[ContactAddress]]:
    found: dict[int | None, list[ContactAddress]] = {}
    for row in rows:
        found.setdefault(row.unit_id, []).append(row)
    return found


def _row(contact: ContactAddress, *, key: str, at: datetime, **of: NoticeCopy | Digest) -> Delivery:
    row = Delivery(key=key, way=contact.way, contact=contact, address=contact.address, made_at=at, **of)
    row.next_try = _first_try(row, at)
    return row


def _first_try(row: Delivery, at: datetime) -> datetime:
    """A machine is told at once; a person's letter box and a reminder wait for the day."""
    return hours.next_day_time(at) if row.way == Way.EMAIL or row.digest_id else at


def _claim(at: datetime, *, late: timedelta) -> Delivery | None:
    """The next one that is due, held for us for a while."""
    free = Q(claimed_until=None) | Q(claimed_until__lte=at + late)
    with transaction.atomic():
        row = (
            Delivery.objects.select_for_update(of=("self",), skip_locked=_can_skip())
            .filter(free, state=Delivery.State.WAITING, next_try__lte=at)
            .order_by("next_try", "pk")
            .first()
        )
        if row is None:
            return None
        row.claimed_until = at + late + CLAIM
        row.save(update_fields=["claimed_until"])
    return Delivery.objects.select_related("copy__notice", "copy__unit", "digest__unit", "contact").get(pk=row.pk)


def _can_skip() -> bool:
    from django.db import connection

    return connection.features.has_select_for_update_skip_locked


def _send(delivery: Delivery, *, at: datetime, silent: set[str]) -> str:
    """One try, and what is noted of it; who did not answer is added to the silent ones."""
    if (delivery.way == Way.EMAIL or delivery.digest_id) and not hours.is_day(at):
        return _note(delivery, next_try=hours.next_day_time(at))
    if unset := carriers.unset(delivery):
        return _note(delivery, fault=unset, next_try=at + UNSET)
    if (whom := carriers.asked(delivery)) in silent:
        return _note(delivery, next_try=at + PAUSES[0])
    try:
        answer = carriers.carry(delivery, at=at)
    except NotSent as fault:
        tries = delivery.tries + 1
        if not fault.lasting:
            silent.add(whom)
        if fault.lasting or tries > len(PAUSES):
            return _note(delivery, state=Delivery.State.FAILED, fault=str(fault), tries=tries, next_try=None)
        return _note(delivery, fault=str(fault), tries=tries, next_try=at + PAUSES[tries - 1])
    return _note(
        delivery,
        state=Delivery.State.SENT,
        fault="",
        answer=answer,
        tries=delivery.tries + 1,
        sent_at=at,
        next_try=None,
    )


def _note(delivery: Delivery, **facts: object) -> str:
    """Only who still holds the claim notes anything: another may have taken over meanwhile."""
    if "fault" in facts:
        facts["fault"] = str(facts["fault"])[:300]
    Delivery.objects.filter(pk=delivery.pk, claimed_until=delivery.claimed_until).update(claimed_until=None, **facts)
    return str(facts.get("state", Delivery.State.WAITING))
