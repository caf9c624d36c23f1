"""Administrators: only within their own units, never into somebody else's account, never the last one out."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback.accounts import service as accounts
from feedback.accounts.models import Account, Membership
from feedback.admin import service
from feedback.errors import UserError
from feedback.journal.models import Entry
from feedback.units import service as units
from feedback.units.models import Unit
from tests.cast import COMMUNE, OTHER, PASSWORD, Cast
from tests.site import Site

LIST = "/ban-lam-viec/quan-tri/tai-khoan"


def number(site: Site, login: str) -> int:
    """Number of an account."""
    with site.session() as session:
        return session.scalars(select(Account.id).where(Account.login == login)).one()


def version(site: Site, login: str) -> int:
    """What an editor of the account has just seen."""
    with site.session() as session:
        return session.scalars(select(Account.version).where(Account.login == login)).one()


def unit(site: Site, name: str) -> int:
    """Number of a unit."""
    with site.session() as session:
        return session.scalars(select(Unit.id).where(Unit.name == name)).one()


def roles(site: Site, login: str) -> dict[tuple[str, str], int]:
    """(role, unit's name) → number of the membership."""
    with site.session() as session:
        rows = session.scalars(select(Membership).join(Account).where(Account.login == login))
        return {(row.role, row.unit.name): row.id for row in rows}


def post(client: FlaskClient, address: str, **data: object) -> tuple[int, str]:
    """Status and page after following a redirect."""
    answer = client.post(address, data=data)
    if answer.status_code == 302:
        return 302, client.get(answer.headers["Location"]).get_data(as_text=True)
    return answer.status_code, answer.get_data(as_text=True)


def test_an_account_from_its_making_to_its_closing(cast: Cast) -> None:
    site, admin = cast.site, cast.client("admin")
    asked = {"login": "NguyenVanAn", "name": "  Nguyễn  Văn An ", "role": "collector", "unit": unit(site, COMMUNE)}
    status, page = post(admin, f"{LIST}/moi", **asked)
    assert status == 200
    found = re.search(r'id="mat-khau-tam">([^<]+)<', page)
    assert found
    person = site.client()
    assert person.post("/dang-nhap", data={"login": "nguyenvanan", "password": found[1]}).status_code == 302
    assert "Nguyễn Văn An" in person.get("/ban-lam-viec").get_data(as_text=True)

    status, page = post(admin, f"{LIST}/moi", **asked)
    assert status == 422
    assert page.count("đã có người dùng") == 2
    assert 'value="Nguyễn Văn An"' in page

    one = f"{LIST}/{number(site, 'nguyenvanan')}"
    status, page = post(admin, f"{one}/cap", role="viewer", unit=unit(site, OTHER))
    assert "Đã cấp vai trò" in page
    member = roles(site, "nguyenvanan")["collector", COMMUNE]
    assert "Đã bỏ vai trò" in post(admin, f"{one}/bo", member=member)[1]
    assert set(roles(site, "nguyenvanan")) == {("viewer", OTHER)}
    assert "vừa được bỏ rồi" in post(admin, f"{one}/bo", member=member)[1]
    last = roles(site, "nguyenvanan")["viewer", OTHER]
    assert "vai trò duy nhất" in post(admin, f"{one}/bo", member=last)[1]

    seen = version(site, "nguyenvanan")
    status, page = post(admin, f"{one}/mat-khau", version=seen)
    renewed = re.search(r'id="mat-khau-tam">([^<]+)<', page)
    assert status == 200
    assert renewed
    assert renewed[1] != found[1]
    assert person.get("/ban-lam-viec").status_code == 302  # the old session ended
    assert person.post("/dang-nhap", data={"login": "nguyenvanan", "password": renewed[1]}).status_code == 302

    status, page = post(admin, one, name="Nguyễn Văn An Bình", version=seen, active="y")
    assert status == 422
    assert "Người khác vừa sửa" in page
    assert 'value="Nguyễn Văn An Bình"' in page
    status, page = post(admin, one, name="Nguyễn Văn An Bình", version=version(site, "nguyenvanan"))
    assert status == 302
    assert "Đã khóa" in page
    assert person.get("/ban-lam-viec").status_code == 302
    with site.session() as session:
        done = session.scalars(select(Entry.action).where(Entry.subject == "nguyenvanan", Entry.actor == "admin")).all()
    assert done == [
        "account.created", "account.granted", "account.granted", "account.revoked", "account.password", "account.changed",
    ]  # fmt: skip


def test_odd_input_is_told_at_the_field_and_kept(lone_cast: Cast) -> None:
    client = lone_cast.client("admin")
    for changed, sentence in (
        ({"login": "nguyễn an"}, "Chỉ dùng chữ không dấu"),
        ({"login": "a" * 61}, "Dài nhất 60 ký tự"),
        ({"login": ""}, "Hãy gõ tên đăng nhập"),
        ({"name": "x" * 121}, "Dài nhất 120 ký tự"),
        ({"unit": "0"}, "Hãy chọn một đơn vị"),
    ):
        data = {"login": "moi", "name": "Trần Thị Mới", "role": "viewer", "unit": unit(lone_cast.site, COMMUNE)} | changed
        status, page = post(client, f"{LIST}/moi", **data)
        assert status == 422, sentence
        assert page.count(sentence) == 2, sentence
        assert "Trần Thị Mới" in page or "name" in changed
    assert post(client, f"{LIST}/moi", login="moi", name="Mới", role="boss", unit=unit(lone_cast.site, COMMUNE))[0] == 422
    assert post(client, f"{LIST}/moi", login="moi", name="Mới", role="viewer", unit="999999")[0] == 422


def test_an_administrator_cannot_lock_herself_or_everybody_out(cast: Cast) -> None:
    site, admin = cast.site, cast.client("admin")
    own = f"{LIST}/{number(site, 'admin')}"
    post(admin, f"{own}/cap", role="viewer", unit=unit(site, COMMUNE))
    assert "không thể tự bỏ" in post(admin, own, name="Admin", version=version(site, "admin"))[1]
    assert "không thể tự bỏ" in post(admin, f"{own}/bo", member=roles(site, "admin")["admin", "Tỉnh Tuyên Quang"])[1]

    with site.session() as session:
        second = accounts.create(session, login="second", name="Người thứ hai", password=PASSWORD, by="test")
        root = units.root(session)
        assert root is not None
        accounts.grant(session, second, "admin", root, "test")
        accounts.grant(session, second, "viewer", root, "test")
    other = f"{LIST}/{number(site, 'second')}"
    assert post(admin, f"{other}/bo", member=roles(site, "second")["admin", "Tỉnh Tuyên Quang"])[0] == 302
    post(admin, f"{other}/cap", role="admin", unit=unit(site, "Tỉnh Tuyên Quang"))
    with site.session() as session:  # the second one closes the first while the first is about to do the same to her
        first = session.scalars(select(Account).where(Account.login == "admin")).one()
        last = session.scalars(select(Account).where(Account.login == "second")).one()
        first.active = False
        for act in (_closing, _revoking):
            with pytest.raises(UserError, match="cuối cùng"):
                act(session, first, last)


def _closing(session: Session, by: Account, account: Account) -> None:
    service.change(session, by, account, account.name, False, account.version)


def _revoking(session: Session, by: Account, account: Account) -> None:
    member = next(member for member in account.memberships if member.role == "admin")
    service.revoke(session, by, account, member.id)


def number_of(session: Session, login: str) -> int:
    """Number of an account, within a session."""
    return session.scalars(select(Account.id).where(Account.login == login)).one()


def test_a_communes_administrator_stays_within_the_commune(cast: Cast) -> None:
    """'stranger' is administrator of OTHER. Somebody of the province also holds a role there."""
    site, client = cast.site, cast.client("stranger")
    with site.session() as session:
        analyst = session.get_one(Account, number_of(session, "analyst"))
        place = session.scalars(select(Unit).where(Unit.name == OTHER)).one()
        accounts.grant(session, analyst, "viewer", place, "test")
    shown = set(re.findall(r'class="code">([a-z]+)<', client.get(LIST).get_data(as_text=True)))
    assert shown == {"stranger", "analyst"}
    theirs = f"{LIST}/{number(site, 'analyst')}"
    page = client.get(theirs).get_data(as_text=True)
    assert "Đặt mật khẩu tạm mới" not in page
    assert page.count(">Bỏ<") == 1
    assert "đơn vị khác" in post(client, f"{theirs}/mat-khau", version=version(site, "analyst"))[1]
    assert "đơn vị khác" in post(client, theirs, name="Khác", version=version(site, "analyst"))[1]
    assert post(client, f"{theirs}/bo", member=roles(site, "analyst")["analyst", "Tỉnh Tuyên Quang"])[0] == 403
    assert post(client, f"{theirs}/cap", role="admin", unit=unit(site, "Tỉnh Tuyên Quang"))[0] == 422
    assert post(client, f"{theirs}/cap", role="admin", unit=unit(site, COMMUNE))[0] == 422
    assert set(roles(site, "analyst")) == {("analyst", "Tỉnh Tuyên Quang"), ("viewer", OTHER)}
    answer = client.post(f"{theirs}/bo", data={"member": roles(site, "analyst")["viewer", OTHER]})
    assert answer.status_code == 302
    assert client.get(theirs).status_code == 403  # nothing is left of hers there
    assert client.get(f"{LIST}/{number(site, 'viewer')}").status_code == 403
    assert client.get(f"{LIST}/999999").status_code == 404
    assert cast.client("analyst").get("/ban-lam-viec").status_code == 200


def test_the_list_is_searched_without_diacritics(lone_cast: Cast) -> None:
    client = lone_cast.client("admin")
    page = client.get(f"{LIST}?tim=can bo REVIEW").get_data(as_text=True)
    assert re.findall(r'class="code">([a-z]+)<', page) == ["reviewer"]
    assert "Không tìm thấy tài khoản nào" in client.get(f"{LIST}?tim=không ai").get_data(as_text=True)
