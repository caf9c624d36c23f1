"""A phone for the tests that compare the two interpreters, and a moment for all."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser

from surveys.conditions.scope import World
from tests.surveys.conditions.phone import Phone


@pytest.fixture(scope="session")
def phone(browser: Browser) -> Iterator[Phone]:
    """One page for all comparisons."""
    page = browser.new_page()
    yield Phone(page)
    page.close()


@pytest.fixture
def world() -> World:
    """Half past one in the morning of 2 March 2026 in Viet Nam: still 1 March in Greenwich."""
    return World(datetime(2026, 3, 1, 18, 30, tzinfo=UTC))
