"""What examples of one test need to stay apart from each other."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.db import transaction


@pytest.fixture
def county(db):
    """The small county without its two years of posts, which no notice looks at."""
    from web.small_county import build

    return build(year={})


@pytest.fixture
def transactional(db):
    """A stretch whose changes are all taken back."""

    @contextmanager
    def stretch():
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    return stretch
