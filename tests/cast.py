"""The fixed cast of the tests."""

from dataclasses import dataclass
from datetime import timedelta

from argon2 import PasswordHasher
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback import clock
from feedback.accounts import service as accounts
from feedback.accounts.models import ROLES, Account
from feedback.consultations import drafts, publishing
from feedback.consultations.models import Consultation
from feedback.units import service as units
from feedback.units.models import Unit
from tests.site import Site

PASSWORD = "mat-khau-thu-nghiem"
COMMUNE = "Xã Yên Sơn"
OTHER = "Xã Pà Vầy Sủ"


@dataclass(frozen=True)
class Cast:
    """Province staff of each role (login = role), a collector of one commune, and 'stranger' of another commune, who
    holds every role there and must see nothing of the province's work."""

    site: Site
    logins: tuple[str, ...]

    def client(self, login: str) -> FlaskClient:
        """A visitor signed in as one of the cast."""
        client = self.site.client()
        answer = client.post("/dang-nhap", data={"login": login, "password": PASSWORD})
        assert answer.status_code == 302, answer.get_data(as_text=True)
        return client


_QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""The cast's passwords are no secrets: hashing them slowly would only make the tests slow."""


def settle(site: Site) -> Cast:
    """Add the cast to the database."""
    with site.session() as session:
        province = units.root(session)
        assert province is not None
        communes = {unit.name: unit for unit in session.scalars(select(Unit))}
        people: list[tuple[str, Unit, tuple[str, ...]]] = [(role, province, (role,)) for role in ROLES]
        people.append(("commune", communes[COMMUNE], ("collector", "viewer")))
        people.append(("stranger", communes[OTHER], ROLES))
        for login, unit, roles in people:
            account = _account(session, login)
            for role in roles:
                accounts.grant(session, account, role, unit, by="test")
    return Cast(site, tuple(login for login, _, _ in people))


def _account(session: Session, login: str) -> Account:
    account = Account(login=login, name=f"Cán bộ {login}", created_at=clock.now(), active=True)
    account.password_hash = _QUICK.hash(PASSWORD)
    session.add(account)
    session.flush()
    return account


def consultation(site: Site, slug: str = "thu", *, is_open: bool = True, unit: str | None = None) -> int:
    """Add a consultation of the province (or the unit named) and return its number."""
    with site.session() as session:
        owner = session.scalars(select(Unit).where(Unit.name == unit)).one() if unit else units.root(session)
        maker = session.scalars(select(Account).order_by(Account.id)).first()
        assert owner is not None and maker is not None
        now = clock.now()
        row = Consultation(
            slug=slug, kind="criticism", title="Dự thảo thử nghiệm", drafting_body="Sở Thử nghiệm", unit_id=owner.id,
            created_by_id=maker.id, created_at=now, opens_at=now - timedelta(days=1),
            closes_at=now + timedelta(days=20), published_at=now - timedelta(days=1) if is_open else None,
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row.id


DRAFT = """QUY ĐỊNH
VỀ VIỆC THỬ NGHIỆM
Điều 1. Phạm vi điều chỉnh
Quy định này nói về việc thử nghiệm phần mềm.
Điều 2. Mức hỗ trợ
1. Mỗi hộ được hỗ trợ 100.000 đồng.
2. Hộ nghèo được hỗ trợ 200.000 đồng.
"""


def consultation_with_draft(site: Site, slug: str = "thu", text: str = DRAFT) -> int:
    """Add an open consultation of the province on a small draft and return its number."""
    number = consultation(site, slug, is_open=False)
    with site.session() as session:
        row = session.get_one(Consultation, number)
        drafts.upload(session, row, "thu.txt", text.encode(), row.created_by)
        publishing.publish(session, row, row.created_by)
    return number
