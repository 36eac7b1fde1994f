"""What examples of one test need to stay apart from each other."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.db import transaction


@pytest.fixture
def transactional(db):
    """A stretch whose changes are all taken back."""

    @contextmanager
    def stretch():
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    return stretch
