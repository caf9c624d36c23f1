"""Making a consultation, changing it, opening and closing it."""

import re
from datetime import timedelta

import pytest

from feedback import clock
from feedback.consultations import dates, slugs
from tests.cast import Cast
from tests.feedback.consultations.steps import DRAFT, about, consultation, send, upload
from tests.site import Site


def test_a_designer_makes_changes_opens_and_closes_a_consultation(site: Site, cast: Cast) -> None:
    client = cast.client("designer")
    made = client.post("/ban-lam-viec/moi", data=about(site))
    assert made.status_code == 302
    assert made.location == "/ban-lam-viec/gop-y-du-thao-thu-gom-rac"
    slug = made.location.rpartition("/")[2]
    row = consultation(site, slug)
    assert row.opens_at == dates.opening(clock.today())
    assert row.closes_at == dates.opening(clock.today()) + timedelta(days=30)
    assert row.state(clock.now()) == "preparing"

    again = client.post("/ban-lam-viec/moi", data=about(site))
    assert again.location == f"/ban-lam-viec/{slug}-2", "the second of the same title gets a name of its own"

    edit = f"/ban-lam-viec/{slug}/sua"
    short = about(site, slug="rac-2026", closes_on=f"{clock.today() + timedelta(days=4):%Y-%m-%d}")
    assert send(client, edit, short, "version").status_code == 302
    row = consultation(site, "rac-2026")
    assert row.closes_at == dates.opening(clock.today()) + timedelta(days=5)
    warned = client.get("/ban-lam-viec/rac-2026/mo").get_data(as_text=True)
    assert "chỉ có 5 ngày" in warned
    assert "Chưa có dự thảo và cũng chưa có phiếu" in warned

    refused = client.post("/ban-lam-viec/rac-2026/mo")
    assert refused.status_code == 422
    assert consultation(site, "rac-2026").published_at is None

    assert upload(client, "rac-2026", "du-thao.txt", DRAFT.encode()).status_code == 302
    opened = client.post("/ban-lam-viec/rac-2026/mo")
    assert opened.location == "/ban-lam-viec/rac-2026/duong-dan"
    assert consultation(site, "rac-2026").state(clock.now()) == "open"
    assert site.client().get("/y-kien/rac-2026/du-thao").status_code == 200

    kept = about(site, slug="khac", title="Tên mới", closes_on=f"{clock.today() + timedelta(days=9):%Y-%m-%d}")
    assert send(client, "/ban-lam-viec/rac-2026/sua", kept, "version").status_code == 302
    assert consultation(site, "rac-2026").title == "Tên mới", "the address citizens have been given stays"

    assert "Đóng ngay" in client.post("/ban-lam-viec/rac-2026/dong").get_data(as_text=True), "asks first"
    assert consultation(site, "rac-2026").state(clock.now()) == "open"
    assert client.post("/ban-lam-viec/rac-2026/dong", data={"confirm": "1"}).status_code == 302
    closed = consultation(site, "rac-2026")
    assert closed.state(clock.now()) == "closed"
    assert client.post("/ban-lam-viec/rac-2026/dong", data={"confirm": "1"}).status_code == 422

    same = about(site, closes_on=f"{clock.today():%Y-%m-%d}", title="Tên cuối")
    assert send(client, "/ban-lam-viec/rac-2026/sua", same, "version").status_code == 302
    assert consultation(site, "rac-2026").closes_at == closed.closes_at, "saving other things does not open it again"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_address_of_an_invited_draft_does_not_say_its_title(site: Site, cast: Cast) -> None:
    client = cast.client("designer")
    made = client.post("/ban-lam-viec/moi", data=about(site, invited="y")).location.rpartition("/")[2]
    assert re.fullmatch(r"gop-y-[a-z2-9]{6}", made)
    plain = client.post("/ban-lam-viec/moi", data=about(site)).location.rpartition("/")[2]
    assert plain == "gop-y-du-thao-thu-gom-rac"
    changed = send(client, f"/ban-lam-viec/{plain}/sua", about(site, slug=plain, invited="y"), "version")
    assert re.search(r"/gop-y-[a-z2-9]{6}$", changed.location or "")
    own = send(client, f"/ban-lam-viec/{made}/sua", about(site, slug="ten-tu-chon", invited="y"), "version")
    assert (own.location or "").endswith("/ten-tu-chon"), "whoever chooses a name knows what it says"


def test_wrong_entries_are_told_at_the_field_and_kept(
    site: Site, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = cast.client("designer")
    client.post("/ban-lam-viec/moi", data=about(site, slug="rac"))
    today = clock.today()
    past, soon = f"{today - timedelta(days=2):%Y-%m-%d}", f"{today + timedelta(days=2):%Y-%m-%d}"
    wrong = {
        "title": ({"title": " "}, "Hãy ghi tên đợt lấy ý kiến."),
        "slug": ({"slug": "rac"}, "Một đợt lấy ý kiến khác đã dùng tên này."),
        "slug ": ({"slug": "quan-tri"}, "Tên này hệ thống đã dùng cho trang khác."),
        "slug  ": ({"slug": "Rác thải"}, "chỉ gồm chữ thường không dấu"),
        "opens_on": ({"opens_on": past}, "Ngày bắt đầu đã qua."),
        "opens_on ": ({"opens_on": "32/13/2026"}, "Ngày chưa đúng."),
        "closes_on": ({"opens_on": "", "closes_on": past}, "Ngày kết thúc đã qua."),
        "closes_on ": ({"opens_on": soon, "closes_on": f"{today:%Y-%m-%d}"}, "Ngày kết thúc phải từ ngày bắt đầu"),
        "reply_by": ({"reply_by": f"{today:%Y-%m-%d}"}, "Hạn trả lời phải sau ngày kết thúc"),
        "kind": ({"kind": "party"}, "Phương án này không có trong danh sách."),
        "unit": ({"unit": "999999"}, "Phương án này không có trong danh sách."),
        "contact": ({"contact": "x" * 301}, "Chỉ được dài nhất 300 ký tự."),
    }
    for field, (changes, sentence) in wrong.items():
        answer = client.post("/ban-lam-viec/moi", data=about(site, intro="Lời giới thiệu đã gõ", **changes))
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422, field
        assert page.count(sentence) == 2, f"{field}: at the top and at the field"
        assert "Lời giới thiệu đã gõ" in page, field
        assert f'id="{field.strip()}-error"' in page
    monkeypatch.setattr(slugs, "taken", lambda *_: False)  # as when two officers press the button at the same moment
    answer = client.post("/ban-lam-viec/moi", data=about(site, slug="rac"))
    assert answer.status_code == 422
    assert "Một đợt lấy ý kiến khác đã dùng tên này." in answer.get_data(as_text=True)


def test_two_officers_notice_each_other(site: Site, cast: Cast) -> None:
    client, other = cast.client("designer"), cast.client("admin")
    client.post("/ban-lam-viec/moi", data=about(site, slug="rac"))
    mine = client.get("/ban-lam-viec/rac/sua")
    assert send(other, "/ban-lam-viec/rac/sua", about(site, title="Của người khác"), "version").status_code == 302
    version = mine.get_data(as_text=True).partition('name="version" type="hidden" value="')[2].partition('"')[0]
    assert version
    answer = client.post("/ban-lam-viec/rac/sua", data=about(site, title="Của tôi", version=version))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "người khác đã lưu thay đổi" in page
    assert "Của tôi" in page
    assert consultation(site, "rac").title == "Của người khác"
    newer = page.partition('name="version" type="hidden" value="')[2].partition('"')[0]
    assert client.post("/ban-lam-viec/rac/sua", data=about(site, title="Của tôi", version=newer)).status_code == 302
    assert consultation(site, "rac").title == "Của tôi"


def test_one_not_yet_open_can_be_taken_back(site: Site, cast: Cast) -> None:
    client = cast.client("designer")
    later = f"{clock.today() + timedelta(days=3):%Y-%m-%d}"
    client.post("/ban-lam-viec/moi", data=about(site, slug="rac", opens_on=later))
    upload(client, "rac", "du-thao.md", DRAFT.encode())
    assert client.post("/ban-lam-viec/rac/mo").status_code == 302
    assert consultation(site, "rac").state(clock.now()) == "waiting"
    assert "Thu hồi" in client.get("/ban-lam-viec/rac/dong").get_data(as_text=True)
    assert client.post("/ban-lam-viec/rac/dong", data={"confirm": "1"}).status_code == 302
    assert consultation(site, "rac").state(clock.now()) == "preparing"
    assert upload(client, "rac", "khac.txt", DRAFT.encode()).status_code == 302


def test_only_designers_of_the_unit_prepare(site: Site, cast: Cast) -> None:
    cast.client("designer").post("/ban-lam-viec/moi", data=about(site, slug="rac"))
    upload(cast.client("designer"), "rac", "du-thao.txt", DRAFT.encode())
    pages = ("sua", "mo", "dong", "du-thao", "du-thao/d1", "du-thao/xem-thu", "phieu", "phieu/them/text")
    posts = ("du-thao/doc-lai", "du-thao/d1/chuyen", "phieu/mau", "phieu/cau/x/chuyen", "phieu/cau/x/xoa")
    for login in ("viewer", "reviewer", "analyst", "collector", "stranger"):
        client = cast.client(login)
        for page in pages:
            assert client.get(f"/ban-lam-viec/rac/{page}").status_code == 403, (login, page)
            assert client.post(f"/ban-lam-viec/rac/{page}").status_code in (403, 405), (login, page)
        for post in posts:
            assert client.post(f"/ban-lam-viec/rac/{post}").status_code == 403, (login, post)
    stranger = cast.client("stranger")
    for page in ("duong-dan", "qr.svg", "qr.png", "thong-bao"):
        assert stranger.get(f"/ban-lam-viec/rac/{page}").status_code == 403, page
    cast.client("designer").post("/ban-lam-viec/rac/mo")
    assert stranger.get("/ban-lam-viec/rac/thong-bao").status_code == 200, "communes print it once it is published"
    assert stranger.post("/ban-lam-viec/moi", data=about(site, slug="khac")).status_code == 422, "not for the province"


def test_link_and_qr_code_lead_to_the_first_page(site: Site, cast: Cast) -> None:
    client = cast.client("designer")
    client.post("/ban-lam-viec/moi", data=about(site, slug="rac", contact="Bà Lan, 0900 000 123"))
    shown = client.get("/ban-lam-viec/rac/duong-dan").get_data(as_text=True)
    assert "http://localhost/y-kien/rac" in shown
    assert "Đợt này chưa mở" in shown
    notice = client.get("/ban-lam-viec/rac/thong-bao").get_data(as_text=True)
    assert "http://localhost/y-kien/rac" in notice
    assert "0900 000 123" in notice
    svg = client.get("/ban-lam-viec/rac/qr.svg")
    assert svg.mimetype == "image/svg+xml"
    assert svg.data.startswith(b"<svg")
    png = client.get("/ban-lam-viec/rac/qr.png")
    assert png.data.startswith(b"\x89PNG")
    assert "attachment" in png.headers["Content-Disposition"]
