"""Which answers and proofs a user may see: the county's people all, a unit's people those about their own cases."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from mingcha.web.answers.models import Answer, AnswerFile
from mingcha.web.cases.models import Case
from mingcha.web.units.access import own_units, sees_all


def own_cases(user: Any) -> QuerySet[Case]:
    """The cases a unit was told of, which are its to answer. Nobody else has any of their own."""
    return Case.objects.filter(unit_id__in=own_units(user), told_at__isnull=False)


def visible_answers(user: Any) -> QuerySet[Answer]:
    if sees_all(user):
        return Answer.objects.all()
    return Answer.objects.filter(case__unit_id__in=own_units(user))


def visible_files(user: Any) -> QuerySet[AnswerFile]:
    if sees_all(user):
        return AnswerFile.objects.all()
    return AnswerFile.objects.filter(answer__case__unit_id__in=own_units(user))
