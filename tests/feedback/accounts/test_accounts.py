"""Signing in, changing one's own password, sessions that end with it."""

import unicodedata

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from feedback.accounts import service
from feedback.accounts.models import Account
from feedback.errors import UserError
from feedback.journal.models import Entry
from tests.cast import PASSWORD, Cast
from tests.site import Site

PAGE = "/ban-lam-viec/mat-khau"
NEW = "một câu ngắn dễ nhớ"


def change(client: FlaskClient, old: str, new: str, again: str | None = None) -> tuple[int, str]:
    """Send the form; status and page."""
    data = {"old_password": old, "password": new, "repeat_password": new if again is None else again}
    answer = client.post(PAGE, data=data)
    return answer.status_code, answer.get_data(as_text=True)


def test_changing_ones_password_ends_the_other_sessions(cast: Cast) -> None:
    here, elsewhere = cast.client("viewer"), cast.client("viewer")
    assert change(here, PASSWORD, NEW)[0] == 302
    assert "Đã đổi mật khẩu" in here.get("/ban-lam-viec").get_data(as_text=True)
    assert elsewhere.get("/ban-lam-viec").status_code == 302
    fresh = cast.site.client()
    assert fresh.post("/dang-nhap", data={"login": "viewer", "password": PASSWORD}).status_code == 422
    assert fresh.post("/dang-nhap", data={"login": "viewer", "password": NEW}).status_code == 302
    with cast.site.session() as session:
        assert session.scalars(select(Entry.subject).where(Entry.action == "account.password")).all() == ["viewer"]


def test_what_is_wrong_is_said_at_the_field(lone_cast: Cast) -> None:
    client = lone_cast.client("viewer")
    for old, new, again, sentence in (
        ("sai mật khẩu", NEW, NEW, "Mật khẩu hiện nay chưa đúng"),
        (PASSWORD, "cụt", "cụt", "Mật khẩu cần ít nhất 10 ký tự"),
        (PASSWORD, NEW, NEW + "!", "Hai lần gõ mật khẩu mới chưa giống nhau"),
        (PASSWORD, "x" * 201, "x" * 201, "Mật khẩu dài nhất 200 ký tự"),
        ("", "", "", "Hãy gõ mật khẩu hiện nay"),
    ):
        status, page = change(client, old, new, again)
        assert status == 422
        assert page.count(sentence) == 2, sentence  # at the top and at the field
        assert not new or new not in page
    assert cast_can_sign_in(lone_cast)


def cast_can_sign_in(cast: Cast) -> bool:
    """Whether the old password still holds."""
    return cast.client("viewer").get("/ban-lam-viec").status_code == 200


def test_signing_in_leads_where_one_wanted_to_go_but_never_outside(lone_cast: Cast) -> None:
    for wanted, led in (("/ban-lam-viec/mat-khau", "/ban-lam-viec/mat-khau"), ("https://evil.example/", "/ban-lam-viec"),
                        ("//evil.example", "/ban-lam-viec"), ("", "/ban-lam-viec")):  # fmt: skip
        client = lone_cast.site.client()
        answer = client.post("/dang-nhap", query_string={"next": wanted}, data={"login": " Viewer ", "password": PASSWORD})
        assert answer.headers["Location"] == led
    client.post("/dang-xuat")
    assert client.get("/ban-lam-viec").status_code == 302


def test_a_closed_account_is_out_at_once(lone_cast: Cast) -> None:
    client = lone_cast.client("viewer")
    with lone_cast.site.session() as session:
        session.scalars(select(Account).where(Account.login == "viewer")).one().active = False
    assert client.get("/ban-lam-viec").status_code == 302
    assert client.post("/dang-nhap", data={"login": "viewer", "password": PASSWORD}).status_code == 422


def test_a_forged_cookie_opens_nothing(lone_cast: Cast) -> None:
    for identity in ("1", "1.", "1.0000000000000000", "x.y", "99.0000000000000000", ""):
        client = lone_cast.site.client()
        with client.session_transaction() as cookie:
            cookie["_user_id"] = identity
        assert client.get("/ban-lam-viec").status_code == 302, identity


def test_passwords_and_logins_are_checked(lone_site: Site) -> None:
    with lone_site.session() as session:
        account = service.create(session, login="An ".strip(), name="Nguyễn An", password="mật khẩu dài", by="test")
        assert account.login == "an"
        assert service.check(account, unicodedata.normalize("NFD", "mật khẩu dài"))  # another keyboard
        assert not service.check(account, "mat khau dai")
        assert not service.check(None, "mật khẩu dài")
        for login, password, field in (("an", NEW, "login"), ("a b", NEW, "login"), ("b", "ngắn", "password")):
            with pytest.raises(UserError) as error:
                service.create(session, login=login, name="B", password=password, by="test")
            assert error.value.field == field
    assert len({service.temporary_password() for _turn in range(100)}) == 100
    assert len(service.temporary_password()) >= service.MIN_PASSWORD
