"""The review screen of a draft in a browser: by keyboard, mouse and finger, and by keyboard alone without a script."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from feedback.consultations import drafts
from feedback.consultations.models import Consultation
from tests.cast import consultation, settle
from tests.journey.screens import LAPTOP, PHONE, sign_in
from tests.server import Server
from tests.site import open_site

DRAFT = """QUY ĐỊNH
VỀ VIỆC THỬ NGHIỆM
Điều 1. Phạm vi điều chỉnh
1. Quy định này nói về việc thử nghiệm. Không nói việc khác.
2. Áp dụng trong tỉnh.
Điều 2. Mức hỗ trợ
1. Mỗi hộ được hỗ trợ 100.000 đồng.
4. Hộ nghèo được hỗ trợ 200.000 đồng.
"""
PLACE = "/ban-lam-viec/thu/du-thao"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A real server on SQLite with a draft to review."""
    home, database = tmp_path / "home", f"sqlite:///{tmp_path / 'review.db'}"
    with open_site(database, home) as site:
        settle(site)
        number = consultation(site, is_open=False)
        with site.session() as session:
            row = session.get_one(Consultation, number)
            drafts.upload(session, row, "thu.txt", DRAFT.encode(), row.created_by)
    running = Server(home, database).start()
    yield running
    running.stop()


@contextmanager
def _officer(browser: Browser, base: str, *, script: bool = True, phone: bool = False) -> Iterator[Page]:
    context = browser.new_context(
        viewport=PHONE if phone else LAPTOP, java_script_enabled=script, has_touch=phone, base_url=base, locale="vi-VN"
    )
    wrong: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    try:
        page.set_default_timeout(20_000)
        sign_in(page, "designer")
        page.goto(PLACE)
        yield page
        assert not wrong, "an error in the script or against the policy of the page"
    finally:
        context.close()


def _said(page: Page, words: str) -> None:
    expect(page.get_by_role("status")).to_contain_text(words)


def _row(page: Page, path: str) -> Locator:
    return page.locator(f"[id='{path}'] > .row")


def _at(page: Page, path: str) -> None:
    """The keyboard is at this clause."""
    expect(_row(page, path).locator("a.pick")).to_be_focused()


@pytest.mark.browser
def test_the_tree_is_corrected_by_keys(server: Server, browser: Browser) -> None:
    with _officer(browser, server.url) as page:
        page.locator("a.pick").first.focus()
        for _ in range(4):
            page.keyboard.press("ArrowDown")
        _at(page, "d2.k1")
        expect(page.locator(".source .here")).to_have_text(re.compile("Mỗi hộ được hỗ trợ"))
        page.keyboard.press("Alt+ArrowLeft")
        _said(page, "Đã đưa khoản 1 ra ngoài")
        expect(page).to_have_url(re.compile(r"muc=k1"))
        _at(page, "k1")
        page.keyboard.press("Alt+ArrowRight")
        _said(page, "vào trong")
        _at(page, "d2.k1")
        page.keyboard.press("n")
        _said(page, "Đã nhập khoản 1")
        expect(page.locator("[id='d2.k1']")).to_have_count(0)
        page.keyboard.press("Control+z")
        _said(page, "Đã hoàn tác: nhập khoản 1")
        expect(page.locator("[id='d2.k1']")).to_have_count(1)
        page.keyboard.press("Control+y")
        _said(page, "Đã làm lại: nhập khoản 1")
        page.keyboard.press("Control+z")
        _said(page, "Đã hoàn tác: nhập khoản 1")
        _at(page, "d2.k1")
        page.keyboard.press("x")
        _at(page, "d2.k1.k4")  # the doubtful one
        page.keyboard.press("d")
        _said(page, "máy đọc đúng")
        _at(page, "d2.k1.k4")
        page.keyboard.press("Delete")
        _said(page, "Đã bỏ khoản 4")
        _at(page, "d2.k1.k4")
        page.keyboard.press("Delete")
        _said(page, "trở lại dự thảo")
        _at(page, "d2.k1.k4")
        page.keyboard.press("Home")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("t")
        page.get_by_role("button", name="Không nói việc khác").press("Enter")
        _said(page, "Đã tách khoản 1")
        _at(page, "d1.k1.g1")
        page.keyboard.press("Enter")
        page.get_by_label("Nội dung").fill("Lời khác. ")
        page.get_by_label("Nội dung").press("Control+z")  # takes back the typing, not a step
        expect(page.get_by_label("Nội dung")).to_have_value("Không nói việc khác.")


@pytest.mark.browser
def test_a_row_is_drawn_by_mouse_and_by_finger(server: Server, browser: Browser) -> None:
    with _officer(browser, server.url) as page:
        box = _row(page, "d1.k2").bounding_box()
        assert box
        x, y = box["x"] + 200, box["y"] + 12
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 20, y, steps=2)
        page.mouse.up()
        expect(page.locator("[id='d1.k2']")).to_have_count(1)  # not far enough: nothing happens
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 90, y + 5, steps=5)
        expect(_row(page, "d1.k2")).to_have_attribute("data-goes", "→ Vào trong")
        page.mouse.up()
        _said(page, "Đã đưa khoản 2 vào trong")
        expect(page.locator("[id='d1.k1'] [id='d1.k1.k2']")).to_have_count(1)
    with _officer(browser, server.url, phone=True) as page:
        row = _row(page, "d1.k1.k2")
        row.scroll_into_view_if_needed()
        box = row.bounding_box()
        assert box
        _swipe(page, box["x"] + 180, box["y"] + 20, -100)
        _said(page, "Đã đưa khoản 2 ra ngoài")
        expect(page.locator("[id='d1.k2']")).to_have_count(1)
        page.get_by_role("button", name="Hoàn tác: đưa khoản 2").tap()
        _said(page, "Đã hoàn tác")
        row.locator("a.pick").tap()
        _large(page.locator(".bar button:visible, .bar a:visible, .history button"))
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def _swipe(page: Page, x: float, y: float, by: float) -> None:
    """A finger put down, drawn sideways and lifted."""
    finger = page.context.new_cdp_session(page)
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for part in range(1, 9):
        point = {"x": x + by * part / 8, "y": y + part / 4}
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def _large(targets: Locator) -> None:
    """A thumb finds each of them: 48 px."""
    assert targets.count() >= 7
    for target in targets.all():
        box = target.bounding_box()
        assert box and box["height"] >= 48 and box["width"] >= 48, target.text_content()


@pytest.mark.browser
def test_the_tree_is_corrected_by_keyboard_without_a_script(server: Server, browser: Browser) -> None:
    with _officer(browser, server.url, script=False) as page:
        page.get_by_role("region", name="Cây điều khoản").focus()
        _tab_to(page, page.locator("[id='d2.k1'] a.pick"))
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"muc=d2\.k1"))
        _tab_to(page, page.get_by_role("button", name="← Ra ngoài"))  # from the clause chosen: a few steps
        page.keyboard.press("Enter")
        _said(page, "Đã đưa khoản 1 ra ngoài")
        expect(page.locator("[id='k1']")).to_be_in_viewport()
        page.get_by_role("button", name="Hoàn tác: đưa khoản 1 Điều 2 ra ngoài").press("Enter")
        _said(page, "Đã hoàn tác")
        expect(page.locator("[id='d2.k1']")).to_have_count(1)
        page.locator("[id='d2.k1'] .at").click()
        expect(page.locator(".source p:target")).to_have_text(re.compile("Mỗi hộ được hỗ trợ"))
        page.locator(".source p:target a").click()
        expect(page).to_have_url(re.compile(r"#d2\.k1$"))
        page.goto(f"{PLACE}?muc=d1.k1#d1.k1")
        page.get_by_role("link", name="Tách", exact=True).press("Enter")
        page.get_by_role("button", name="Không nói việc khác").press("Enter")
        _said(page, "Đã tách khoản 1")


def _tab_to(page: Page, target: Locator, most: int = 30) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError("not reached by the Tab key")
