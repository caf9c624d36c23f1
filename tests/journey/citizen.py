"""What a citizen does, on a small phone without JavaScript."""

import re

from playwright.sync_api import Page, expect

from tests.journey.screens import picture

LOUD = "Tiền ăn 900.000 đồng không đủ, giá gạo giá thịt tăng rồi"


def speak(page: Page, address: str) -> str:
    """Step 4: read, comment on two clauses, answer, review, send once; returns the receipt code."""
    page.goto(address)
    picture(page, "nguoi-dan-trang-dau")
    page.get_by_role("link", name=re.compile("Đọc dự thảo")).click()
    picture(page, "nguoi-dan-du-thao")
    _comment(page, address, "d2.k1", "Đề nghị sửa", LOUD, "Mỗi học sinh được hỗ trợ 1.200.000 đồng một tháng.")
    _comment(page, address, "d3", "Tán thành", "", "")
    _answer(page, address)
    return _send(page, address)


def _comment(page: Page, address: str, path: str, stance: str, text: str, proposed: str) -> None:
    page.goto(f"{address}/du-thao")
    page.locator(f"a[href$='/du-thao/{path}']").first.click()
    page.get_by_role("button", name="Giữ góp ý này").click()  # nothing chosen: told so at the top and at the field
    expect(page.get_by_role("alert")).to_contain_text("Hãy chọn")
    page.get_by_role("radio", name=stance).check()
    page.get_by_label("Ý kiến và lý do").fill(text)
    page.get_by_text("Viết lại câu chữ phần này").click()
    expect(page.get_by_label(re.compile("Nên viết lại thế nào"))).not_to_be_empty()  # the clause's own words
    page.get_by_label(re.compile("Nên viết lại thế nào")).fill(proposed)
    if path == "d2.k1":
        picture(page, "nguoi-dan-gop-y")
    page.get_by_role("button", name="Giữ góp ý này").click()
    expect(page).to_have_url(re.compile("/du-thao"))


def _answer(page: Page, address: str) -> None:
    page.goto(f"{address}/khao-sat")
    page.get_by_role("radio", name="Có", exact=True).check()
    page.get_by_role("checkbox", name="Thịt").check()
    page.get_by_role("checkbox", name="Chăn ấm").check()
    page.get_by_role("group", name=re.compile("hài lòng ở mức nào")).get_by_role("radio").nth(1).check()
    page.get_by_label(re.compile("bao nhiêu ki-lô-mét")).fill("xa lắm")
    page.get_by_label(re.compile("muốn nói thêm")).fill("Mùa lũ các cháu không qua được suối.")
    page.locator("main button.go").click()
    expect(page.get_by_role("alert")).to_be_visible()  # 'xa lắm' is no number
    expect(page.get_by_label(re.compile("muốn nói thêm"))).to_have_value("Mùa lũ các cháu không qua được suối.")
    expect(page.get_by_role("checkbox", name="Chăn ấm")).to_be_checked()
    page.get_by_label(re.compile("bao nhiêu ki-lô-mét")).fill("12")
    page.locator("main button.go").click()


def _send(page: Page, address: str) -> str:
    page.goto(f"{address}/xem-lai")
    said = page.locator("main").inner_text()
    assert said.index("900.000 đồng không đủ") < said.index("Điều 3") < said.index("Chăn ấm"), "not in document order"
    page.get_by_label("Nơi Ông/Bà sống").select_option("Xã Mèo Vạc")
    for group in page.get_by_role("group", name=re.compile("^Tôi đồng ý để (lời góp ý|máy tính)")).all():
        group.get_by_role("radio", name="Đồng ý", exact=True).check()
    picture(page, "nguoi-dan-xem-lai")
    page.get_by_role("button", name=re.compile("^Gửi")).click()
    code = _receipt(page)
    picture(page, "nguoi-dan-bien-nhan")
    page.go_back()
    if page.get_by_role("button", name=re.compile("^Gửi")).count():  # Back, then Send again: still one
        page.get_by_role("button", name=re.compile("^Gửi")).click()
        assert _receipt(page) == code
    return code


def _receipt(page: Page) -> str:
    expect(page).to_have_url(re.compile("/bien-nhan"))
    found = re.search(r"[A-Y2-9]{4}-[A-Y2-9]{4}-[A-Y2-9]{4}", page.locator("main").inner_text())
    assert found, page.locator("main").inner_text()
    return found[0]


def look_up(page: Page, code: str) -> str:
    """With the code and no account: what was sent and what became of it; returns the page's text."""
    page.goto("/tra-cuu")
    page.get_by_label("Mã biên nhận").fill("KHÔNG PHẢI MÃ")
    page.get_by_role("button", name="Tra cứu").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Mã biên nhận").fill(code.lower())
    page.get_by_role("button", name="Tra cứu").click()
    expect(page.locator("main")).to_contain_text(LOUD)
    return page.locator("main").inner_text()
