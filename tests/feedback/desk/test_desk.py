"""The desk: who sees which consultations, and figures that add up."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from feedback import clock
from feedback.accounts.models import Account
from feedback.consultations.models import Clause, Consultation, DraftVersion, QuestionnaireVersion
from feedback.desk import figures, service
from feedback.findings.models import Run
from feedback.ledger import service as ledger
from feedback.units.models import Unit
from tests.cast import COMMUNE, OTHER, Cast, consultation
from tests.feedback.findings.sample import LIGHT, WASTE, tell
from tests.site import Site


def plain(page: str) -> str:
    """The words of a page."""
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def links(cast: Cast, login: str, address: str, below: str = "") -> set[str]:
    """Last words of the desk's addresses that a page shows to one of the cast."""
    page = cast.client(login).get(address).get_data(as_text=True)
    return set(re.findall(rf'href="/ban-lam-viec{below}/([a-z-]+)"', page))


def send(site: Site, number: int, key: str, *, place: str | None, opinions: int, at: datetime, channel: str = "paper") -> None:
    """Record one submission."""
    with site.session() as session:
        unit = session.scalars(select(Unit).where(Unit.name == place)).one() if place else None
        said = tuple(ledger.NewOpinion(text=f"Ý kiến {key} {index}") for index in range(opinions))
        new = ledger.NewSubmission(
            number, key, channel, said, {} if said else {"cau": 1}, unit_id=unit.id if unit else None, received_at=at
        )
        ledger.record(session, site.secret, new, "collector")


def test_figures_by_channel_place_and_day(cast: Cast) -> None:
    number, other = consultation(cast.site), consultation(cast.site, "khac")
    late = datetime(2026, 11, 20, 16, 59, tzinfo=UTC)  # 23:59 in Vietnam
    send(cast.site, number, "a", place=COMMUNE, opinions=2, at=late)
    send(cast.site, number, "b", place=COMMUNE, opinions=1, at=late + timedelta(minutes=2), channel="meeting")
    send(cast.site, number, "c", place=None, opinions=0, at=late + timedelta(days=2))
    send(cast.site, number, "d", place=OTHER, opinions=4, at=late + timedelta(days=2))
    send(cast.site, other, "e", place=OTHER, opinions=1, at=late)
    with cast.site.session() as session:
        found = figures.of(session, number)
        path = session.scalars(select(Unit.path).where(Unit.name == COMMUNE)).one()
        part = figures.of(session, number, (path,))
        none = figures.of(session, number, ())
    assert (found.submissions, found.opinions) == (4, 7)
    assert found.channels == (figures.Count("paper", 3, 6), figures.Count("meeting", 1, 1))
    assert found.places == (figures.Count(OTHER, 1, 4), figures.Count(COMMUNE, 2, 3), figures.Count("", 1, 0))
    assert found.days == (
        figures.Day(date(2026, 11, 20), 1, 2), figures.Day(date(2026, 11, 21), 1, 1), figures.Day(date(2026, 11, 22), 2, 4)
    )  # fmt: skip
    assert (part.submissions, part.opinions, len(part.places), len(part.days)) == (2, 3, 1, 2)
    assert (none.submissions, none.channels, none.places, none.days) == (0, (), (), ())


def test_days_without_anything_are_shown_as_such() -> None:
    days = [figures.Day(date(2026, 2, 27), 1, 1), figures.Day(date(2026, 3, 2), 2, 2)]
    assert [day.submissions for day in figures._without_gaps(days)] == [1, 0, 0, 2]


@pytest.mark.parametrize(
    ("paths", "above"),
    [(("/1/17/",), ["/1/"]), (("/1/",), []), (("/1/2/3/", "/1/4/"), ["/1/", "/1/2/"]), ((), [])],
)
def test_units_above(paths: tuple[str, ...], above: list[str]) -> None:
    assert service.ancestors(paths) == above


def test_the_list_and_the_overview_for_each_of_the_cast(cast: Cast) -> None:
    number = consultation(cast.site)
    consultation(cast.site, "kin", is_open=False)
    consultation(cast.site, "cua-xa", unit=COMMUNE)
    now = clock.now()
    send(cast.site, number, "a", place=COMMUNE, opinions=2, at=now)
    send(cast.site, number, "b", place=OTHER, opinions=5, at=now)
    shown = {login: links(cast, login, "/ban-lam-viec") for login in ("viewer", "commune", "stranger", "designer")}
    assert shown["viewer"] == {"thu", "kin", "cua-xa", "mat-khau"}
    assert shown["commune"] == {"thu", "cua-xa", "mat-khau"}
    assert shown["stranger"] == {"thu", "moi", "mat-khau"}
    assert shown["designer"] == {"thu", "kin", "cua-xa", "moi", "mat-khau"}
    with cast.site.session() as session:
        for login, expected in (("viewer", (2, 7)), ("commune", (1, 2)), ("stranger", (1, 5))):
            account = session.scalars(select(Account).where(Account.login == login)).one()
            rows = session.scalars(service.listed(account)).all()
            lines = {line.consultation.slug: line for line in service.lines(session, account, rows)}
            assert (lines["thu"].submissions, lines["thu"].opinions) == expected
            assert lines["thu"].whole is (login == "viewer")
    whole = plain(cast.client("viewer").get("/ban-lam-viec/thu").get_data(as_text=True))
    part = plain(cast.client("commune").get("/ban-lam-viec/thu").get_data(as_text=True))
    assert "2 lượt gửi, 7 ý kiến" in whole
    assert OTHER in whole
    assert "1 lượt gửi, 2 ý kiến" in part
    assert OTHER not in part
    assert f"Số liệu ở đây chỉ gồm ý kiến từ: {COMMUNE}" in part


def test_the_overview_offers_what_the_account_may_open(lone_cast: Cast) -> None:
    cast = lone_cast
    consultation(cast.site)
    people = ("designer", "collector", "viewer", "analyst", "commune")
    offered = {login: links(cast, login, "/ban-lam-viec/thu", "/thu") for login in people}
    assert {"du-thao", "phieu", "duong-dan", "sua"} <= offered["designer"]
    assert "nhap-bang" in offered["collector"]
    assert {"y-kien", "phan-tich", "bao-cao"} <= offered["analyst"]
    assert offered["viewer"].isdisjoint({"du-thao", "phieu", "sua", "bao-cao", "nhap-bang", "phan-tich"})
    assert {"y-kien", "nhap-bang"} <= offered["commune"]
    assert offered["commune"].isdisjoint({"du-thao", "phieu", "sua", "bao-cao"})


def test_the_steps_tell_how_far_it_is(lone_cast: Cast) -> None:
    cast = lone_cast
    number = consultation(cast.site, is_open=False)
    client = cast.client("designer")
    before = client.get("/ban-lam-viec/thu").get_data(as_text=True)
    assert 'class="done"' not in before
    assert "Tải dự thảo lên" in before
    assert "Kiểm tra và mở đợt" in before
    with cast.site.session() as session:
        maker = session.scalars(select(Account)).first()
        assert maker is not None
        draft = DraftVersion(
            consultation_id=number, number=1, file_name="a.txt", sha256="0" * 64, title="Dự thảo", source="…",
            created_by_id=maker.id, created_at=clock.now(),
        )  # fmt: skip
        draft.clauses = [
            Clause(path=f"d{place}", position=place, level="dieu", label=str(place), doubt=place > 1, excluded=place > 2)
            for place in range(4)
        ]
        definition = {"title": "Phiếu", "questions": [{"name": "a", "kind": "text", "label": "A?"}]}
        session.add_all([
            draft,
            QuestionnaireVersion(
                consultation_id=number, number=1, definition=definition, created_by_id=maker.id, created_at=clock.now()
            ),
        ])  # fmt: skip
    after = plain(client.get("/ban-lam-viec/thu").get_data(as_text=True))
    assert "3 điều, khoản, mục" in after
    assert "1 chỗ cần xem lại" in after
    assert "1 câu hỏi" in after
    with cast.site.session() as session:
        session.get_one(Consultation, number).published_at = clock.now()
    send(cast.site, number, "a", place=None, opinions=1, at=clock.now())
    done = client.get("/ban-lam-viec/thu").get_data(as_text=True)
    assert done.count('class="done"') == 4
    assert "Kiểm tra và mở đợt" not in done


def test_a_long_list_comes_in_pages(lone_cast: Cast) -> None:
    for index in range(51):
        consultation(lone_cast.site, f"dot-{index}")
    client = lone_cast.client("viewer")
    first = client.get("/ban-lam-viec").get_data(as_text=True)
    second = client.get("/ban-lam-viec?trang=2").get_data(as_text=True)
    assert "Trang 1 / 2" in first
    assert 'href="/ban-lam-viec?trang=2"' in first
    assert re.findall(r'href="/ban-lam-viec/(dot-\d+)"', second) == ["dot-0"]
    assert client.get("/ban-lam-viec/khong-co").status_code == 404


def test_a_commune_is_told_how_many_of_its_own_opinions_are_new(cast: Cast) -> None:
    number = consultation(cast.site)
    with cast.site.session() as session:
        session.add(Run(consultation_id=number, number=1, finished_at=clock.now(), opinions=0, card={}))
    tell(cast.site, number, WASTE[:2], unit=COMMUNE)
    tell(cast.site, number, LIGHT[:3], unit=OTHER)
    for login, words in (("commune", "2 ý kiến mới chưa phân tích"), ("viewer", "5 ý kiến mới chưa phân tích")):
        assert words in plain(cast.client(login).get("/ban-lam-viec/thu").get_data(as_text=True))
