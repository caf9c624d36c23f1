"""Contact data: shown to those who answer, noted each time, deleted when promised."""

from datetime import timedelta

from sqlalchemy import select

from feedback import clock
from feedback.consultations.models import Consultation
from feedback.identity.models import Contact
from feedback.identity.service import KEPT
from feedback.journal.models import Entry
from feedback.ledger.models import Opinion
from feedback.ledger.service import NewOpinion, NewSubmission, record
from feedback.worker import tidy
from tests.cast import Cast, consultation
from tests.site import Site

PHONE = "0900 000 789"


def _told(site: Site, number: int, key: str, *, contact: bool) -> str:
    new = NewSubmission(
        consultation_id=number, key=key, channel="web", opinions=(NewOpinion(f"Ý kiến {key}", stance="ask"),),
        consents={"contact": contact}, contact=("Nguyễn Văn Thử", PHONE),
    )  # fmt: skip
    site.writer.write(lambda session: record(session, site.secret, new))
    with site.session() as session:
        return session.scalars(select(Opinion.code).where(Opinion.text == f"Ý kiến {key}")).one()


def test_only_those_who_answer_see_it_and_each_look_is_noted(cast: Cast) -> None:
    number = consultation(cast.site)
    code, silent = _told(cast.site, number, "co", contact=True), _told(cast.site, number, "khong", contact=False)
    page = f"/ban-lam-viec/thu/y-kien/{code}"
    for login in ("viewer", "reviewer", "collector", "designer", "stranger", "commune"):
        assert cast.client(login).post(f"{page}/lien-he").status_code == 403, login
    reader, analyst = cast.client("viewer"), cast.client("analyst")
    assert "Xem thông tin liên hệ" not in reader.get(page).get_data(as_text=True)
    shown = analyst.get(page).get_data(as_text=True)
    assert "Xem thông tin liên hệ" in shown and PHONE not in shown
    assert PHONE in analyst.post(f"{page}/lien-he").get_data(as_text=True)
    assert analyst.post(f"/ban-lam-viec/thu/y-kien/{silent}/lien-he").status_code == 404
    with cast.site.session() as session:
        looks = list(session.execute(select(Entry.actor, Entry.subject).where(Entry.action == "contact.seen")).all())
    assert [tuple(look) for look in looks] == [("analyst", code)]


def test_it_is_deleted_a_year_after_the_end_and_the_opinion_stays(cast: Cast) -> None:
    site = cast.site
    ended, running = consultation(site, "da-xong"), consultation(site, "dang-mo")
    _told(site, ended, "cu", contact=True)
    _told(site, running, "moi", contact=True)
    for age, kept in ((KEPT - timedelta(days=1), 2), (KEPT + timedelta(days=1), 1)):
        with site.session() as session:
            row = session.get_one(Consultation, ended)
            row.opens_at, row.closes_at = clock.now() - age - timedelta(days=30), clock.now() - age
        tidy(site.engine)
        with site.session() as session:
            assert len(list(session.scalars(select(Contact)))) == kept
            assert len(list(session.scalars(select(Opinion)))) == 2
