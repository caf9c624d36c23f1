"""What the tests of the application share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cast import Cast, settle
from tests.site import Site, open_site


@pytest.fixture
def lone_site(tmp_path: Path) -> Iterator[Site]:
    """The application on SQLite alone: for pages whose behaviour has nothing to do with the database."""
    with open_site(f"sqlite:///{tmp_path / 'lone.db'}", tmp_path / "lone") as opened:
        yield opened


@pytest.fixture
def lone_cast(lone_site: Site) -> Cast:
    """The fixed cast on SQLite alone."""
    return settle(lone_site)
