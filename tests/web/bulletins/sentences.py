"""Sentences a bulletin tells from the record of cases: what they say, and how a person settles them."""

from __future__ import annotations

from datetime import UTC, datetime

from django.urls import reverse

from mingcha.web.bulletins.values import value
from mingcha.web.cases import life
from mingcha.web.cases.models import Case

AT = datetime(2024, 1, 12, 1, 30, tzinfo=UTC)
LATE, LEAKS, CLEANED = "unfinished_rectification", "leaks", "cleaned"


def said(bulletin) -> dict[str, str]:
    """The text of each sentence that a generator wrote, by the generator."""
    sections = value(bulletin).sections
    return {item.generator: item.text for section in sections for item in section.paragraphs if item.generator}


def settle(client, bulletin, sentence, **data):
    return client.post(reverse("sentence_settle", args=[bulletin.pk, sentence]), data)


def withdrawn(check, people):
    life.withdraw(Case.objects.get(check_name=check), why="申诉属实", by=people.operator, at=AT)
