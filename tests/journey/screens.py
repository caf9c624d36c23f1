"""Pages of the journey: signing in, and pictures of what was seen."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.cast import PASSWORD

PHONE: ViewportSize = {"width": 360, "height": 740}
LAPTOP: ViewportSize = {"width": 1280, "height": 800}
PICTURES = os.environ.get("LANGNGHE_SCREENSHOTS")
"""Folder that pictures for the README are written to; none are made without it."""

expect.set_options(timeout=20_000)


@contextmanager
def visitor(browser: Browser, size: ViewportSize, base: str) -> Iterator[Page]:
    """A person with a browser of her own, without JavaScript."""
    context = browser.new_context(viewport=size, java_script_enabled=False, base_url=base, locale="vi-VN")
    try:
        page = context.new_page()
        page.set_default_timeout(20_000)
        yield page
    finally:
        context.close()


def sign_in(page: Page, login: str, password: str = PASSWORD) -> None:
    """Sign in as one of the staff."""
    page.goto("/dang-nhap")
    page.get_by_label("Tên đăng nhập").fill(login)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", name="Các đợt lấy ý kiến")).to_be_visible()


def picture(page: Page, name: str) -> None:
    """Keep a picture of what the window shows, for the README."""
    if PICTURES:
        page.locator("h1").first.scroll_into_view_if_needed()
        page.screenshot(path=Path(PICTURES) / f"{name}.png")
