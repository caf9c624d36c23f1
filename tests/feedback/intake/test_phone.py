"""What the phone remembers by itself, in a browser with JavaScript: the tab closed, the cookies gone, the sending done."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect

from tests.cast import settle
from tests.feedback.intake.asked import on_sqlite, publish
from tests.feedback.intake.published import show
from tests.journey.screens import PHONE
from tests.server import Server
from tests.site import open_site

WORDS = "Xe chở rác nên vào tận ngõ nhỏ, bà con chúng tôi già yếu."
LIKE = "Đề nghị xe chở rác vào ngõ nhỏ mỗi tuần hai lần."
MOST = 14 * 1024
"""Bytes of one clause's page as it goes over the line, styles and script included."""


@pytest.fixture
def server(database: str, tmp_path: Path) -> Iterator[Server]:
    """A real server on an office with one consultation that shows opinions."""
    home = tmp_path / "home"
    with open_site(database, home) as site:
        settle(site)
        show(site, publish(site), {LIKE: "d2.k1"})
    running = Server(home, database).start()
    yield running
    running.stop()


@pytest.fixture
def phone(server: Server, browser: Browser) -> Iterator[BrowserContext]:
    """A phone with a browser that runs scripts."""
    context = browser.new_context(viewport=PHONE, base_url=f"{server.url}/y-kien/rac/", locale="vi-VN")
    yield context
    context.close()


def opened(phone: BrowserContext, path: str) -> Page:
    """A new tab."""
    page = phone.new_page()
    page.goto(path)
    return page


def remembered(page: Page) -> str:
    """All that is stored on the phone."""
    return str(page.evaluate("JSON.stringify(localStorage)"))


def typed(page: Page) -> str:
    """What stands in the field."""
    return page.get_by_label("Ý kiến và lý do").input_value()


@pytest.mark.browser
@on_sqlite
def test_words_outlive_the_tab_and_the_cookies_and_are_gone_after_sending(phone: BrowserContext) -> None:
    page = opened(phone, "du-thao/d1")
    page.get_by_role("radio", name="Đề nghị sửa").check()
    page.get_by_label("Ý kiến và lý do").fill(WORDS)
    expect(page.locator("#giong")).to_contain_text(LIKE)  # she paused: somebody said the same
    assert typed(page) == WORDS
    page.close()
    page = opened(phone, "du-thao/d1")
    expect(page.locator("#may-nhap")).to_be_visible()
    assert typed(page) == WORDS and page.get_by_role("radio", name="Đề nghị sửa").is_checked()
    page.get_by_role("button", name="Giữ góp ý này").click()
    expect(page).to_have_url(re.compile("xong=d1"))
    page.goto("du-thao/-")
    page.get_by_role("radio", name="Câu hỏi").check()
    page.get_by_label("Ý kiến và lý do").fill("Bao giờ thì áp dụng?")
    page.get_by_role("button", name="Giữ góp ý này").click()
    expect(page).to_have_url(re.compile("xong=-"))

    phone.clear_cookies()
    page.goto("du-thao/d2")
    expect(page.get_by_role("link", name="Xem các góp ý ấy")).to_be_visible()
    page.goto("xem-lai")
    expect(page.locator("#may-mat")).to_contain_text(WORDS)
    page.get_by_role("button", name="Đưa vào tất cả").click()
    expect(page.get_by_role("button", name="Gửi một lần")).to_be_visible()
    expect(page.locator("#may-mat")).to_be_hidden()
    expect(page.locator("main")).to_contain_text("Bao giờ thì áp dụng?")
    page.goto("du-thao/c1")
    page.get_by_label("Ý kiến và lý do").fill("Viết dở, chưa giữ.")
    page.goto("xem-lai")
    expect(page.locator("#may-mat")).to_contain_text("Viết dở, chưa giữ.")
    page.get_by_role("button", name="Đưa vào", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Hãy chọn")  # what she wants done is still to be said
    page.get_by_role("radio", name="Đề nghị bỏ").check()
    page.get_by_role("button", name="Giữ góp ý này").click()
    expect(page).to_have_url(re.compile("xem-lai"))
    expect(page.locator("main")).to_contain_text("Viết dở, chưa giữ.")
    expect(page.locator("#may-mat")).to_be_hidden()
    page.get_by_role("group", name=re.compile("liên hệ|trả lời")).get_by_role("radio", name="Đồng ý", exact=True).check()
    page.get_by_label("Số điện thoại hoặc thư điện tử").fill("0912 345 678")
    page.get_by_label("Họ và tên").fill("Bà Lan")
    page.get_by_role("radio", name="Cá nhân").check()
    assert "0912" not in remembered(page) and "Lan" not in remembered(page) and "già yếu" in remembered(page)
    page.get_by_role("button", name="Gửi một lần").click()
    expect(page).to_have_url(re.compile("bien-nhan"))
    assert remembered(page) == "{}"
    page.go_back()
    page.goto("du-thao/c1")
    assert typed(page) == ""
    page.goto("/")
    assert remembered(page) == "{}", "neither Back nor a page that is only looked at brings anything back"


@pytest.mark.browser
@on_sqlite
def test_joining_keeps_what_is_typed_and_the_phone_forgets_when_told(phone: BrowserContext) -> None:
    page = opened(phone, "du-thao/d2")
    page.get_by_label("Ý kiến và lý do").fill(WORDS)
    page.locator("#giong").get_by_role("button", name="Tôi cũng nghĩ vậy").click()
    expect(page.locator("#giong")).to_contain_text("Ông/Bà cũng nghĩ vậy")
    assert typed(page) == WORDS
    page.close()
    page = opened(phone, "du-thao/d2")
    assert typed(page) == WORDS
    page.get_by_role("button", name="Bỏ bản nháp").click()
    assert typed(page) == "" and remembered(page) == "{}"
    idle = opened(phone, "du-thao/d2")
    page.get_by_label("Ý kiến và lý do").fill(WORDS)
    page.reload()
    idle.close()
    page.reload()
    assert typed(page) == WORDS, "a window in which nothing was typed takes nothing away"
    page.get_by_role("button", name="Xóa khỏi máy này").click()
    expect(page.get_by_text("Đã xóa lời nhớ tạm")).to_be_visible()
    page.reload()
    assert typed(page) == "" and remembered(page) == "{}"
    page.goto("xem-lai")
    expect(page.locator("main")).to_contain_text(LIKE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.browser
@on_sqlite
def test_without_storage_the_page_works_as_ever(phone: BrowserContext) -> None:
    phone.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('private') }})")
    problems: list[str] = []
    page = phone.new_page()
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto("du-thao/d1")
    page.get_by_role("radio", name="Đề nghị bỏ").check()
    page.get_by_label("Ý kiến và lý do").fill(WORDS)
    expect(page.locator("#giong")).to_contain_text(LIKE)
    page.get_by_role("button", name="Giữ góp ý này").click()
    expect(page).to_have_url(re.compile("xong=d1"))
    page.goto("xem-lai")
    expect(page.locator("main")).to_contain_text(WORDS)
    assert problems == []
    expect(page.locator("#may-xoa")).to_be_hidden()


@pytest.mark.browser
@on_sqlite
def test_the_page_of_a_clause_is_light(phone: BrowserContext) -> None:
    answers: list[Response] = []
    page = phone.new_page()
    page.on("response", lambda answer: answers.append(answer))
    page.goto("du-thao/d2")
    page.wait_for_load_state("networkidle")
    sizes = {answer.url.rpartition("/")[2]: answer.request.sizes()["responseBodySize"] for answer in answers}
    assert {"d2", "citizen.css", "citizen.js"} <= sizes.keys()
    assert sizes["citizen.js"] < 3 * 1024 and sum(sizes.values()) < MOST, sizes
