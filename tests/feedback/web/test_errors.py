"""Every error a person may meet: a page in plain words, nothing typed lost, no traceback."""

import logging
import re
import sqlite3
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

from feedback import config
from feedback.app import create_app
from feedback.db import db
from feedback.errors import Conflict, NotAllowed, NotFound, NotOpen, UserError
from feedback.web.access import public
from feedback.web.limits import limiter
from tests.cast import PASSWORD, Cast, consultation
from tests.site import Site

WORDS = "Đề nghị giữ chợ phiên"
PASSWORD_PAGE = "/ban-lam-viec/mat-khau"


def hidden(page: str, name: str) -> str:
    """Value of a hidden field on a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page) or re.search(rf'name="{name}"[^>]* value="([^"]*)"', page)
    assert found, f"no {name} on the page"
    return unescape(found[1])


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (UserError("Bảng này không có cột nội dung."), 400, "Bảng này không có cột nội dung."),
        (Conflict("Nhóm này vừa được đổi tên."), 409, "Nhóm này vừa được đổi tên."),
        (NotOpen("Đợt này đã đóng."), 410, "Đợt này đã đóng."),
        (NotAllowed(), 403, "chưa được giao việc này"),
        (NotFound(), 404, "Không tìm thấy trang"),
        (StaleDataError("UPDATE statement on table"), 409, "vừa được người khác thay đổi"),
        (TimeoutError(), 503, "Máy đang bận"),
        (OperationalError("INSERT", {}, sqlite3.OperationalError("database is locked")), 503, "Máy đang bận"),
        (OperationalError("INSERT", {}, sqlite3.OperationalError("disk I/O error")), 500, "mã lỗi này"),
        (ZeroDivisionError("secret detail"), 500, "mã lỗi này"),
    ],
)
def test_each_error_is_a_page_that_keeps_the_words(
    lone_site: Site, caplog: pytest.LogCaptureFixture, error: Exception, code: int, sentence: str
) -> None:
    @public
    def broken() -> str:
        raise error

    lone_site.app.add_url_rule("/ban-lam-viec/hong", "broken", broken, methods=["POST"])
    with caplog.at_level(logging.CRITICAL + 1 if code != 500 else logging.ERROR):
        answer = lone_site.client().post("/ban-lam-viec/hong", data={"text": WORDS, "password": "mật khẩu của tôi"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == code
    assert sentence in page
    assert WORDS in page
    assert "mật khẩu của tôi" not in page
    assert "Traceback" not in page
    assert "secret detail" not in page
    assert "UPDATE statement" not in page
    if code == 500:
        reference = re.search(r'class="code">([0-9A-F]{8})<', page)
        assert reference
        assert reference[1] in caplog.text


def test_a_missing_page_speaks_to_staff_and_to_citizens(lone_site: Site) -> None:
    client = lone_site.client()
    for path, style in (("/khong-co", "citizen.css"), ("/ban-lam-viec/khong/co/trang", "staff.css")):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "Không tìm thấy trang" in answer.get_data(as_text=True)
        assert style in answer.get_data(as_text=True)


def test_a_method_the_page_does_not_know(lone_site: Site) -> None:
    answer = lone_site.client().get("/dang-xuat")
    assert answer.status_code == 405
    assert "bấm nút trên trang" in answer.get_data(as_text=True)


def test_a_file_of_60_megabytes_is_refused_with_a_sentence(lone_cast: Cast) -> None:
    lone_cast.site.app.config["WTF_CSRF_ENABLED"] = True
    client = lone_cast.site.client()
    sign_in(client, "designer")
    body = b"--x\r\n" + bytes(60 * 1024 * 1024)
    answer = client.post(PASSWORD_PAGE, data=body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413
    assert "Tệp quá lớn" in answer.get_data(as_text=True)
    assert "40 MB" in answer.get_data(as_text=True)


def sign_in(client: FlaskClient, login: str) -> None:
    """Sign in as a person does, with the token of the page."""
    token = hidden(client.get("/dang-nhap").get_data(as_text=True), "csrf_token")
    answer = client.post("/dang-nhap", data={"login": login, "password": PASSWORD, "csrf_token": token})
    assert answer.status_code == 302


def test_an_expired_form_is_sent_again_with_what_was_typed(lone_cast: Cast) -> None:
    """The token is gone but the person is signed in: one press sends all again."""
    lone_cast.site.app.config["WTF_CSRF_ENABLED"] = True
    client = lone_cast.site.client()
    sign_in(client, "designer")
    answer = client.post(PASSWORD_PAGE + "?a=1", data={"csrf_token": "cũ", "note": WORDS, "kind": "x"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert "Trang đã để quá lâu" in page
    assert hidden(page, "note") == WORDS
    assert hidden(page, "kind") == "x"
    assert f'action="{PASSWORD_PAGE}?a=1"' in page
    again = client.post(PASSWORD_PAGE, data={"csrf_token": hidden(page, "csrf_token"), "note": WORDS})
    assert again.status_code == 422  # the form itself answers: it was let through


def test_a_file_cannot_be_sent_again_so_the_way_to_choose_it_anew_is_shown(lone_cast: Cast) -> None:
    lone_cast.site.app.config["WTF_CSRF_ENABLED"] = True
    client = lone_cast.site.client()
    place = "/ban-lam-viec/thu/du-thao"
    for status, way in ((401, f"/dang-nhap?next={place}"), (400, place)):
        answer = client.post(place, data={"file": (BytesIO(b"chu"), "a.txt"), "seen": "-"})
        page = answer.get_data(as_text=True)
        assert answer.status_code == status
        assert f'href="{way}"' in page and "Tệp chưa được nhận" in page
        assert "Gửi lại" not in page
        if status == 401:
            sign_in(client, "designer")


@pytest.mark.parametrize("csrf", [True, False])
def test_a_form_sent_after_the_session_ended_is_kept_until_she_has_signed_in(lone_cast: Cast, csrf: bool) -> None:
    lone_cast.site.app.config["WTF_CSRF_ENABLED"] = csrf
    client = lone_cast.site.client()
    answer = client.post(PASSWORD_PAGE, data={"csrf_token": "cũ", "note": WORDS, "old_password": "bí mật nhỏ"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 401
    assert "Phiên làm việc đã hết" in page
    assert hidden(page, "note") == WORDS
    assert "bí mật nhỏ" not in page
    assert 'href="/dang-nhap" target="_blank"' in page
    assert "Gửi lại" in page
    if csrf:
        token = hidden(page, "csrf_token")
        sign_in(client, "designer")  # in another tab of the same browser
        assert client.post(PASSWORD_PAGE, data={"csrf_token": token, "note": WORDS}).status_code == 422


def test_too_many_guesses_get_a_sentence(tmp_path: Path) -> None:
    app = create_app(config.Config(home=tmp_path, database=f"sqlite:///{tmp_path / 'x.db'}", secret="a test's secret"))
    app.config["WTF_CSRF_ENABLED"] = False
    try:
        client = app.test_client()
        answers = [client.post("/dang-nhap", data={"login": ""}) for _try in range(21)]
        assert answers[19].status_code != 429
        assert answers[20].status_code == 429
        assert "Hãy chờ một phút" in answers[20].get_data(as_text=True)
    finally:
        limiter.reset()
        with app.app_context():
            db.engine.dispose()


def test_a_number_too_large_for_the_database_is_no_page(lone_cast: Cast) -> None:
    consultation(lone_cast.site)
    client = lone_cast.client("admin")
    for number in ("99999999999999999999", str(2**31), str(2**31 - 1)):
        assert client.get(f"/ban-lam-viec/thu/nhom/{number}").status_code == 404
