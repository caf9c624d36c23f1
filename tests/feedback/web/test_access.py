"""Every page × every role × own and other unit: nobody gets where she has no business. New pages are covered by themselves."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from flask import Blueprint
from sqlalchemy import select
from werkzeug.routing import Rule

from feedback import app as application
from feedback import clock, config
from feedback.accounts.models import ROLES, Account
from feedback.consultations.models import Clause, DraftVersion, QuestionnaireVersion
from feedback.findings.models import Placement, Run, Theme
from feedback.intake.models import ImportBatch
from feedback.ledger import service as ledger
from feedback.ledger.models import Opinion
from feedback.units.models import Unit
from feedback.web.access import PUBLIC, rule
from tests.cast import COMMUNE, Cast, consultation, settle
from tests.site import Site, open_site

WORDS = "Lời này chỉ người Yên Sơn và tỉnh được đọc"

SEEN_FROM_BELOW = frozenset({
    "desk.overview", "findings.themes", "findings.theme", "findings.opinions", "findings.progress",
    "spreadsheet.upload", "consultations.link", "consultations.notice", "consultations.qr", "consultations.qr_png",
})  # fmt: skip
"""Pages of the province's consultation that its communes open too. They must not show what other communes said."""

AFTER_ANOTHER_STEP = frozenset({
    "spreadsheet.problem_file", "invitations.codes", "invitations.openings", "replies.listing", "replies.change",
    "versions.compare", "corrections.split",
})  # fmt: skip
"""Pages that are there only once the columns of a table are chosen, for a draft that needs a code, that has a second
version, or that nobody has read yet."""


@dataclass
class Ground:
    """What stands behind the addresses: the value of each variable part, so that 404 does not hide a missing rule."""

    cast: Cast
    values: dict[str, object] = field(default_factory=dict)

    def address(self, where: Rule) -> str:
        """An address of this rule that leads to something; AssertionError for a part this test knows nothing of."""
        unknown = where.arguments - self.values.keys()
        assert not unknown, f"{where.rule}: give this test a value for {', '.join(unknown)}"
        with self.cast.site.app.test_request_context():
            adapter = self.cast.site.app.url_map.bind("localhost")
            return adapter.build(where.endpoint, {name: self.values[name] for name in where.arguments})

    def walk(self) -> Iterator[tuple[Rule, frozenset[str], str, str]]:
        """All staff pages: (rule, roles let in, method, address)."""
        for where in self.cast.site.app.url_map.iter_rules():
            roles = rule(self.cast.site.app.view_functions[where.endpoint])
            if isinstance(roles, frozenset):
                for method in sorted((where.methods or set()) & {"GET", "POST"}):
                    yield where, roles, method, self.address(where)


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """The province's consultation with one thing of each kind in it; the walks change nothing, so it is made once."""
    home = tmp_path_factory.mktemp("ground")
    with open_site(f"sqlite:///{home / 'ground.db'}", home) as opened:
        yield _planted(settle(opened))


def _planted(cast: Cast) -> Ground:
    number = consultation(cast.site, "thu")
    now = clock.now()
    with cast.site.session() as session:
        maker = session.scalars(select(Account).where(Account.login == "designer")).one()
        place = session.scalars(select(Unit).where(Unit.name == COMMUNE)).one()
        draft = DraftVersion(
            consultation_id=number, number=1, file_name="a.txt", sha256="0" * 64, title="Dự thảo", source="Điều 1. Thử",
            created_by_id=maker.id, created_at=now, published_at=now,
        )  # fmt: skip
        draft.clauses = [Clause(path="d1", position=0, level="dieu", label="1", heading="Thử", text="")]
        asked = {"title": "Phiếu", "questions": [{"name": "cau_1", "kind": "text", "label": "Ông/Bà nghĩ gì?"}]}
        run = Run(consultation_id=number, number=1, finished_at=now, opinions=1, card={})
        session.add_all([
            draft, run,
            QuestionnaireVersion(
                consultation_id=number, number=1, definition=asked, created_by_id=maker.id, created_at=now
            ),
        ])  # fmt: skip
        said = ledger.NewOpinion(text=WORDS, clause_path="d1")
        new = ledger.NewSubmission(
            number, "khóa", "paper", (said,), unit_id=place.id, consents={"group": True, "publish": True}
        )
        ledger.record(session, cast.site.secret, new, "collector")
        opinion = session.scalars(select(Opinion)).one()
        session.flush()
        theme = Theme(consultation_id=number, name="Nhóm một", machine_name="Nhóm một", run_id=run.id,
                      summary=[[opinion.code, WORDS]])  # fmt: skip
        batch = ImportBatch(
            consultation_id=number, file_name="a.csv", sha256="1" * 64, content=f"noi_dung\n{WORDS}\n".encode(),
            created_by_id=maker.id, created_at=now,
        )  # fmt: skip
        session.add_all([theme, batch])
        session.flush()
        session.add(Placement(opinion_id=opinion.id, theme_id=theme.id, run_id=run.id, score=1.0, mark="central"))
        values = {
            "slug": "thu", "path": "d1", "name": "cau_1", "kind": "text", "code": opinion.code, "theme_id": theme.id,
            "batch_id": batch.id, "account_id": maker.id, "number": 1, "clause_id": 1,
            "mark": 1, "match_id": 1,
        }  # fmt: skip
    return Ground(cast, values)


def test_a_page_without_a_rule_stops_the_start(lone_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = Blueprint("bare", __name__)
    bare.add_url_rule("/quen-luat", "forgotten", lambda: "")
    monkeypatch.setattr(application, "BLUEPRINTS", (*application.BLUEPRINTS, bare))
    settings: config.Config = lone_site.app.extensions["langnghe"]
    with pytest.raises(RuntimeError, match=r"bare\.forgotten"):
        application.create_app(settings)


def test_the_desk_has_only_staff_pages_and_nothing_else_has(lone_site: Site) -> None:
    for where in lone_site.app.url_map.iter_rules():
        staff_page = rule(lone_site.app.view_functions[where.endpoint]) != PUBLIC
        assert staff_page == (where.rule + "/").startswith("/ban-lam-viec/"), where.rule


def test_nobody_gets_in_without_signing_in(ground: Ground) -> None:
    client = ground.cast.site.client()
    walked = 0
    for _where, _roles, method, address in ground.walk():
        answer = client.open(address, method=method)
        if method == "GET":
            assert answer.status_code == 302, address
            assert answer.headers["Location"].startswith("/dang-nhap"), address
        else:
            assert answer.status_code == 401, address
        walked += 1
    assert walked > 20


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_its_pages_and_no_others(ground: Ground, role: str) -> None:
    client = ground.cast.client(role)
    wrong = []
    for where, roles, method, address in ground.walk():
        if role not in roles:
            status = client.open(address, method=method).status_code
            if status != 403:
                wrong.append(f"{method} {where.rule}: {status}, not 403")
        elif method == "GET":
            status = client.get(address).status_code
            if status not in (200, 302, 303) and not (status in (400, 404) and where.endpoint in AFTER_ANOTHER_STEP):
                wrong.append(f"GET {where.rule}: {status} although {role} may open it")
    assert wrong == []


def test_staff_of_another_commune_see_nothing_of_it(ground: Ground) -> None:
    """'stranger' holds every role in her commune: only her unit stands between her and the province's work."""
    client = ground.cast.client("stranger")
    wrong = []
    for where, _roles, method, address in ground.walk():
        if not where.arguments & {"slug", "account_id"}:
            continue
        answer = client.open(address, method=method)
        open_to_her = where.endpoint in SEEN_FROM_BELOW and (method == "GET" or answer.status_code in (400, 422))
        if answer.status_code not in (403, 404) and not open_to_her:
            wrong.append(f"{method} {where.rule}: {answer.status_code}")
        if WORDS.encode() in answer.data:  # a picture is no text
            wrong.append(f"{method} {where.rule}: shows the words")
    assert wrong == []


def test_a_commune_reads_its_own_people_in_the_provinces_consultation(ground: Ground) -> None:
    client = ground.cast.client("commune")
    assert WORDS in client.get("/ban-lam-viec/thu/y-kien").get_data(as_text=True)
    assert client.get("/ban-lam-viec/thu/du-thao").status_code == 403


def test_a_communes_consultation_is_its_own_and_the_provinces(ground: Ground) -> None:
    consultation(ground.cast.site, "cua-xa", unit=COMMUNE)
    statuses = {
        login: ground.cast.client(login).get("/ban-lam-viec/cua-xa").status_code
        for login in ("viewer", "commune", "stranger")
    }
    assert statuses == {"viewer": 200, "commune": 200, "stranger": 403}
    assert "cua-xa" not in ground.cast.client("stranger").get("/ban-lam-viec").get_data(as_text=True)


def test_what_the_province_prepares_is_not_shown_below_before_it_is_published(ground: Ground) -> None:
    consultation(ground.cast.site, "kin", is_open=False)
    commune, province = ground.cast.client("commune"), ground.cast.client("viewer")
    assert commune.get("/ban-lam-viec/kin").status_code == 403
    assert province.get("/ban-lam-viec/kin").status_code == 200
    assert "/kin" not in commune.get("/ban-lam-viec").get_data(as_text=True)
