"""The small county as fixtures. Nothing of Django is imported before pytest has set it up."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import SimpleNamespace

    from mingcha.web.bulletins.models import Bulletin
    from mingcha.web.publishing.models import Post
    from mingcha.web.units.models import Unit


@pytest.fixture(autouse=True)
def files_of_the_test(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def county(db: None) -> dict[str, Unit]:
    from web.bulletins.county import make_county

    return make_county()


@pytest.fixture
def publish(county: dict[str, Unit]) -> Callable[..., list[Post]]:
    from web.bulletins.county import publish

    return publish


@pytest.fixture
def people(county: dict[str, Unit]) -> SimpleNamespace:
    from web.bulletins.county import make_people

    return make_people(county)


@pytest.fixture
def open_draft(people: SimpleNamespace) -> Callable[..., Bulletin]:
    from web.bulletins.county import open_draft

    return partial(open_draft, people)


@pytest.fixture
def draft(people: SimpleNamespace, open_draft: Callable[..., Bulletin]) -> Bulletin:
    """A draft told from a record of cases over two months."""
    from web.bulletins.recorded import record_of_two_months

    record_of_two_months(people)
    return open_draft(full=False)


@pytest.fixture
def sign_in(client: Any, people: SimpleNamespace) -> Callable[[str], Any]:
    """Sign the test client in with a role."""

    def sign_in(role: str) -> Any:
        client.force_login(getattr(people, role))
        return client

    return sign_in
