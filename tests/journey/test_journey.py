"""Steps 2 to 7 of the main job in a browser, on both databases: an opinion goes in by phone and comes out in the report."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, Page
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from feedback.ledger.models import Opinion, Submission
from tests.cast import settle
from tests.journey import citizen, samples, staff
from tests.journey.screens import LAPTOP, PHONE, sign_in, visitor
from tests.server import Server
from tests.site import open_site

NAME = "Bữa ăn của các cháu"


@pytest.fixture
def server(database: str, tmp_path: Path) -> Iterator[Server]:
    """A real server with its worker, on an empty office with the fixed cast."""
    home = tmp_path / "home"
    with open_site(database, home) as site:
        settle(site)
    running = Server(home, database, worker=True).start()
    yield running
    running.stop()


def _count(server: Server, of: type) -> int:
    engine = create_engine(server.database)
    with Session(engine) as session:
        count = session.scalar(select(func.count()).select_from(of)) or 0
    engine.dispose()
    return count


def _text(file: Path) -> str:
    document = Document(io.BytesIO(file.read_bytes()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def _prepare(page: Page) -> str:
    sign_in(page, "designer")
    staff.create(page)
    staff.upload_draft(page)
    staff.add_survey(page)
    return staff.publish(page)


@pytest.mark.browser
def test_an_opinion_goes_in_by_phone_and_comes_out_in_the_report(server: Server, browser: Browser, tmp_path: Path) -> None:
    with visitor(browser, LAPTOP, server.url) as page:
        address = _prepare(page)
    with visitor(browser, PHONE, server.url) as page:
        code = citizen.speak(page, address)
        citizen.look_up(page, code)
    assert (_count(server, Submission), _count(server, Opinion)) == (1, 3)
    with visitor(browser, LAPTOP, server.url) as page:
        sign_in(page, "collector")
        staff.take_in_table(page)
    assert _count(server, Opinion) == 3 + len(samples.COLLECTED) + len(samples.VOICES)
    with visitor(browser, LAPTOP, server.url) as page:
        sign_in(page, "analyst")
        staff.analyse(page, 1)
        staff.rename_theme(page, NAME)
        staff.analyse(page, 2)
        page.goto(f"{staff.DESK}/nhom")
        assert page.locator("main table").get_by_role("link", name=NAME).count() == 1, "a new run lost the name a person gave"
        report = _text(staff.report(page, tmp_path))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in report and NAME in report
    assert citizen.LOUD in report, "the citizen's words, with her consent, are quoted"
    with visitor(browser, PHONE, server.url) as page:
        assert "nhóm" in citizen.look_up(page, code).lower()
