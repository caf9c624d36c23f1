"""What all tests share: an application on each database, a fixed cast of staff, a browser."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from tests import browser as chromium
from tests import postgresql
from tests.cast import Cast, settle
from tests.site import Site, open_site

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
CI = os.environ.get("CI") == "true"
settings.register_profile("untimed", deadline=None)  # a busy machine is no fault of the example
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data beside the checkout; tests that need it are skipped, saying so, where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared/data beside the checkout: real data not tested")
    return SHARED


@pytest.fixture(scope="session")
def pg_server() -> Iterator[str]:
    """Address of a PostgreSQL server started for this run, 'postgresql+psycopg://…/{}' with a place for the database."""
    try:
        server = postgresql.start()
    except postgresql.Missing as reason:
        if CI:
            pytest.fail(f"CI needs PostgreSQL: {reason}")
        pytest.skip(f"NO POSTGRESQL, half of the tests not run: {reason}")
    with server as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium. Where none can be had: a failure with CI=true, else a skip that says so."""
    try:
        with chromium.launch(chromium.find()) as opened:
            yield opened
    except chromium.Missing as reason:
        if CI:
            pytest.fail(f"CI needs a browser: {reason}")
        pytest.skip(f"NO BROWSER, nothing was tried as a person would: {reason}")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file, migrated and with the units, that tests start from a copy of."""
    folder = tmp_path_factory.mktemp("template")
    with open_site(f"sqlite:///{folder / 'site.db'}", folder / "home"):
        pass
    return folder / "site.db"


@pytest.fixture(scope="session")
def pg_template(pg_server: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Name of a PostgreSQL database, migrated and with the units, that tests start from a copy of."""
    address = postgresql.fresh(pg_server)
    with open_site(address, tmp_path_factory.mktemp("template") / "home"):
        pass
    return address.rpartition("/")[2]


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of a migrated database with units only: each test that uses it runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        shutil.copyfile(request.getfixturevalue("sqlite_template"), tmp_path / "test.db")
        return f"sqlite:///{tmp_path / 'test.db'}"
    return postgresql.fresh(request.getfixturevalue("pg_server"), request.getfixturevalue("pg_template"))


@pytest.fixture
def site(database: str, tmp_path: Path) -> Iterator[Site]:
    """The application on an empty, migrated database with the units of Tuyên Quang."""
    with open_site(database, tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def cast(site: Site) -> Cast:
    """The fixed cast: staff of every role, one of whom belongs to another unit and must see nothing."""
    return settle(site)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly at the end what could not be tested on this machine."""
    for report in terminalreporter.stats.get("skipped", []):
        reason = str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else ""
        if "NO BROWSER" in reason or "NO POSTGRESQL" in reason:
            terminalreporter.write_line(f"*** {reason}", red=True, bold=True)
            return
