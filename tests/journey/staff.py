"""What staff do: prepare, publish, take in a table, analyse, rename, report."""

import re
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from feedback import clock
from tests.journey import samples
from tests.journey.screens import picture

SLUG = "hoc-sinh-ban-tru"
DESK = f"/ban-lam-viec/{SLUG}"


def create(page: Page) -> None:
    """Step 2, first half: a new consultation; the dates are wrong once, and nothing typed is lost."""
    page.get_by_role("link", name="Tạo đợt lấy ý kiến").click()
    page.get_by_label("Tên đợt lấy ý kiến").fill("Dự thảo Nghị quyết hỗ trợ học sinh bán trú")
    page.get_by_label("Tên trong đường dẫn").fill(SLUG)
    page.get_by_label("Cơ quan soạn thảo").fill("Sở Giáo dục và Đào tạo")
    page.get_by_label("Ngày bắt đầu").fill(str(clock.today()))
    page.get_by_label("Ngày kết thúc").fill(str(clock.today() - timedelta(days=1)))
    page.locator("main button.go").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Cơ quan soạn thảo")).to_have_value("Sở Giáo dục và Đào tạo")
    page.get_by_label("Ngày kết thúc").fill(str(clock.today() + timedelta(days=25)))
    page.locator("main button.go").click()
    expect(page).to_have_url(re.compile(f"{DESK}$"))


def upload_draft(page: Page) -> None:
    """Step 2, second half: a file that is no Word document is refused; the right one becomes a tree; a node is corrected."""
    page.get_by_role("link", name="Tải dự thảo lên").click()
    page.get_by_label("Tệp dự thảo").set_input_files({"name": "anh.docx", "mimeType": "", "buffer": b"\x89PNG no document"})
    page.get_by_role("button", name="Tải lên và đọc").click()
    expect(page.get_by_role("alert")).to_be_visible()
    word = {"name": "du-thao.docx", "mimeType": "application/octet-stream", "buffer": samples.draft()}
    page.get_by_label("Tệp dự thảo").set_input_files(word)  # type: ignore[arg-type]
    page.get_by_role("button", name="Tải lên và đọc").click()
    tree = page.get_by_role("region", name="Cây điều khoản")
    for label in ("Điều 1", "Điều 2", "khoản 1", "điểm b", "Điều 4"):
        expect(tree.get_by_role("link", name=label, exact=True).first).to_be_visible()
    picture(page, "cay-dieu-khoan")
    tree.get_by_role("link", name="Điều 3", exact=True).click()
    tree.get_by_role("link", name="Sửa", exact=True).click()
    page.get_by_label("Tên mục").fill("Nhà ở của học sinh bán trú")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_role("region", name="Cây điều khoản")).to_contain_text("Nhà ở của học sinh bán trú")


def add_survey(page: Page) -> None:
    """Step 3: one question of each kind."""
    page.goto(f"{DESK}/phieu")
    _question(page, "Chọn một phương án", "Nhà Ông/Bà có con học bán trú không?", choices="Có\nKhông")
    _question(page, "Chọn nhiều phương án", "Các cháu thiếu gì nhất?", choices="Thịt\nRau\nChăn ấm")
    _question(page, "Thang 5 mức", "Ông/Bà hài lòng ở mức nào với bữa ăn?", preset="Mức hài lòng")
    _question(page, "Số", "Nhà cách trường bao nhiêu ki-lô-mét?", unit="km")
    _question(page, "Trả lời bằng lời", "Ông/Bà muốn nói thêm điều gì?")
    expect(page.get_by_role("heading", name=re.compile("^Câu [1-5]"))).to_have_count(5)


def _question(page: Page, kind: str, label: str, *, choices: str = "", unit: str = "", preset: str = "") -> None:
    page.get_by_role("link", name=f"+ {kind}").click()
    page.get_by_label("Lời hỏi").fill(label)
    if choices:
        page.get_by_label("Các phương án").fill(choices)
    if preset:
        page.get_by_label("Dùng bộ có sẵn").select_option(preset)
    if unit:
        page.get_by_label("Đơn vị tính").fill(unit)
    page.get_by_role("button", name="Lưu câu hỏi").click()
    expect(page.get_by_role("heading", name=label)).to_be_visible()


def publish(page: Page) -> str:
    """Step 3: open it; returns the address for citizens, beside which stands the QR code."""
    page.goto(f"{DESK}/mo")
    page.get_by_role("button", name=re.compile("^Mở")).click()
    page.goto(f"{DESK}/duong-dan")
    expect(page.get_by_role("img", name=re.compile("QR"))).to_be_visible()
    address = page.get_by_role("link", name=re.compile("^http")).get_attribute("href")
    assert address and address.endswith(f"/y-kien/{SLUG}")
    return address


def take_in_table(page: Page) -> None:
    """Step 5: columns are chosen; a table with one wrong row takes in nothing; the mended one takes in all."""
    _upload(page, samples.collected(wrong=True))
    expect(page.get_by_role("region", name="Những ô cần sửa")).to_contain_text("Xã Không Có")
    picture(page, "nhap-bang-loi")
    page.goto(f"{DESK}/y-kien")
    expect(page.locator("main")).not_to_contain_text("Bữa trưa của cháu chỉ có cơm")
    _upload(page, samples.collected(wrong=False))
    page.get_by_role("button", name="Nhập vào đợt lấy ý kiến").click()
    expect(page.get_by_role("status")).to_contain_text(f"Đã nhập {len(samples.COLLECTED) + len(samples.VOICES)} ý kiến")
    page.goto(f"{DESK}/y-kien")
    expect(page.locator("main")).to_contain_text("Xin sửa mái nhà bán trú")


def _upload(page: Page, data: bytes) -> None:
    page.goto(f"{DESK}/nhap-bang")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.locator("input[type=file]").set_input_files({"name": "y-kien.xlsx", "mimeType": kind, "buffer": data})
    page.get_by_role("button", name="Tải lên").click()
    expect(page.get_by_label("Nội dung góp ý")).to_contain_text("Nội dung góp ý")  # guessed from the header
    page.locator("[name=all_channel]").select_option(label="Phiếu giấy")
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Kiểm tra từng dòng").click()
    expect(page.get_by_role("heading", name="Kiểm tra trước khi nhập")).to_be_visible()


def analyse(page: Page, run: int) -> None:
    """Step 6: start the analysis and wait as a person waits, until the themes of this run are shown."""
    page.goto(f"{DESK}/phan-tich")
    page.get_by_role("button", name="Bắt đầu phân tích").click()
    expect(page.locator("progress").or_(page.get_by_role("link", name="Xem các nhóm ý kiến")).first).to_be_visible()
    for _ in range(60):
        page.goto(f"{DESK}/nhom")
        if page.get_by_text(f"Lần phân tích số {run},").count():
            break
        page.wait_for_timeout(1000)
    expect(page.locator("main table")).to_be_visible()
    expect(page.get_by_text(f"Lần phân tích số {run},")).to_be_visible()
    picture(page, "nhom-y-kien")


def rename_theme(page: Page, name: str) -> None:
    """Step 6: open the largest theme, see its opinions, give it a name of one's own."""
    page.goto(f"{DESK}/nhom")
    page.get_by_role("link", name="Mở tất cả ý kiến của nhóm").first.click()
    expect(page.locator(".quote").first).to_be_visible()
    page.get_by_label("Tên nhóm").fill(name)
    page.get_by_role("button", name=re.compile("^(Đổi|Lưu) tên")).click()
    page.goto(f"{DESK}/nhom")
    expect(page.locator("main table").get_by_role("link", name=name)).to_be_visible()


def report(page: Page, folder: Path) -> Path:
    """Step 7: see the report on screen and download it."""
    page.goto(f"{DESK}/bao-cao")
    picture(page, "bao-cao")
    with page.expect_download() as waiting:
        page.get_by_role("button", name=re.compile("Tải báo cáo")).click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file
