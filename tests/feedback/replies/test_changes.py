"""What changed and why: staff explain, everybody reads."""

import re

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from feedback import clock
from feedback.accounts.models import Account
from feedback.consultations.models import Clause, ClauseMatch, Consultation, DraftVersion
from feedback.ledger import codes
from feedback.ledger import service as ledger
from feedback.ledger.models import Opinion, PublishedOpinion, Submission
from feedback.replies import changes, service
from tests.cast import Cast, consultation_with_draft
from tests.site import Site

SECOND = (
    ("d1", None, "dieu", "1", "Phạm vi điều chỉnh", "Quy định này nói về việc thử nghiệm phần mềm."),
    ("d2", None, "dieu", "2", "Mức hỗ trợ", ""),
    ("d2.k1", "d2", "khoan", "1", "", "Mỗi hộ được hỗ trợ 150.000 đồng."),
    ("d3", None, "dieu", "3", "Hiệu lực", "Có hiệu lực từ ngày ký."),
)
SAID = (
    ("d2.k1", "amend", "Thấp quá, xin nâng lên", "Mỗi hộ được hỗ trợ 150.000 đồng.", True),
    ("d2.k1", "amend", "Nên theo số người trong hộ", "Mỗi người được hỗ trợ 20.000 đồng.", False),
    ("d2.k1", "agree", "Tôi đồng ý", "", True),
    ("d2.k2", "remove", "Không nên chia hộ nghèo riêng", "", True),
    (None, "ask", "Bao giờ có tiền?", "", False),
)


@pytest.fixture
def revised(cast: Cast) -> Site:
    """A consultation at 'thu' with five opinions and a second, published version: khoản 1 edited, khoản 2 dropped, Điều 3
    new."""
    number = consultation_with_draft(cast.site, "thu")
    with cast.site.session() as session:
        first = session.scalars(select(DraftVersion)).one()
        old = {clause.path: clause for clause in first.clauses}
        _say(session, cast.site, number, old)
        second = _second(session, number, first.created_by_id)
        new = {clause.path: clause for clause in second.clauses}
        rows = (
            ("d1", "d1", "same"), ("d2", "d2", "same"), ("d2.k1", "d2.k1", "edited"), ("d2.k2", None, "dropped"),
            (None, "d3", "new"),
        )  # fmt: skip
        session.add_all(
            ClauseMatch(
                draft_id=second.id, position=place, old_id=old[was].id if was else None,
                new_id=new[now].id if now else None, kind=kind, score=1.0,
            )
            for place, (was, now, kind) in enumerate(rows)
        )  # fmt: skip
    return cast.site


def _say(session: Session, site: Site, number: int, old: dict[str, Clause]) -> None:
    for place, (path, stance, text, proposed, publish) in enumerate(SAID):
        said = ledger.NewOpinion(text, stance, old[path].id if path else None, path, proposed=proposed)
        new = ledger.NewSubmission(number, f"khóa-{place}", "paper", (said,), consents={"publish": publish})
        ledger.record(session, site.secret, new, "collector")


def _second(session: Session, number: int, maker: int) -> DraftVersion:
    draft = DraftVersion(
        consultation_id=number, number=2, file_name="hai.txt", sha256="2" * 64, title="QUY ĐỊNH", source="",
        created_by_id=maker, created_at=clock.now(), published_at=clock.now(),
    )  # fmt: skip
    draft.clauses = [
        Clause(path=path, parent_path=parent, position=place, level=level, label=label, heading=heading, text=text)
        for place, (path, parent, level, label, heading, text) in enumerate(SECOND)
    ]
    session.add(draft)
    session.flush()
    return draft


def key_of(site: Site, path: str, number: int = 2) -> int:
    with site.session() as session:
        return session.scalars(
            select(Clause.id).join(DraftVersion).where(Clause.path == path, DraftVersion.number == number)
        ).one()


def code_of(site: Site, text: str) -> str:
    with site.session() as session:
        return session.scalars(select(Opinion.code).where(Opinion.text == text)).one()


def version_on(page: str) -> str:
    """The version in the hidden field of the page of one change."""
    found = re.search(r'name="version"[^>]*value="(\d+)"', page)
    assert found
    return found[1]


def test_changes_are_told_in_document_order_with_their_words(revised: Site) -> None:
    with revised.session() as session:
        draft = session.scalars(select(DraftVersion).where(DraftVersion.number == 2)).one()
        found = changes.between(session, draft)
        assert [(one.kind, one.anchor) for one in found] == [
            ("edited", "d2.k1"), ("dropped", "bo-d2.k2"), ("new", "d3")
        ]  # fmt: skip
        taken = [(piece.kind, piece.text) for piece in found[0].pieces if piece.kind != "same"]
        assert taken == [("removed", "100.000"), ("added", "150.000")]
        assert service.alike(session, found[0], service.basis(session, found[0])) == {
            session.scalars(select(Opinion.id).where(Opinion.proposed.contains("150.000"))).one()
        }


def test_an_officer_gives_the_reason_and_links_who_asked(revised: Site, cast: Cast) -> None:
    analyst, key = cast.client("analyst"), key_of(revised, "d2.k1")
    for who, came_from in (("analyst", ""), ("viewer", ""), ("designer", ""), ("designer", "/du-thao/ban-2")):
        assert "/ban-lam-viec/thu/thay-doi" in cast.client(who).get(f"/ban-lam-viec/thu{came_from}").get_data(as_text=True)
    desk = analyst.get("/ban-lam-viec/thu").get_data(as_text=True)
    assert not re.search(r"<p>\s*·", desk), "no dot before the first link an analyst may open"
    address = f"/ban-lam-viec/thu/thay-doi/2/{key}"
    page = analyst.get(address).get_data(as_text=True)
    assert "gần giống câu mới" in page and "Không nên chia hộ nghèo riêng" not in page
    asked, other = code_of(revised, "Thấp quá, xin nâng lên"), code_of(revised, "Nên theo số người trong hộ")
    shown = re.search(r'name="shown"[^>]*value="([^"]*)"', page)
    assert shown and set(shown[1].split()) == {asked, other, code_of(revised, "Tôi đồng ý")}
    sent = {"reason": "Tiếp thu: giá cả đã tăng.", "shown": shown[1], "ticked": [asked], "version": "0"}
    assert analyst.post(address, data=sent).status_code == 303
    page = analyst.get("/ban-lam-viec/thu/thay-doi").get_data(as_text=True)
    assert "1 ý kiến" in page and "Tiếp thu: giá cả đã tăng." in page
    found = analyst.get(f"{address}?loi=khong nen chia").get_data(as_text=True)
    assert "Không nên chia hộ nghèo riêng" in found and "Tôi đồng ý" not in found
    more = {"reason": "Tiếp thu.", "shown": code_of(revised, "Không nên chia hộ nghèo riêng"), "version": version_on(found)}
    assert analyst.post(address, data={**more, "ticked": [more["shown"]]}).status_code == 303
    with revised.session() as session:
        linked = service.told(session, session.scalars(select(DraftVersion).where(DraftVersion.number == 2)).one())
        assert linked[key].opinions == 2  # the one linked before was not on the page and stays
    seen = version_on(analyst.get(address).get_data(as_text=True))
    assert analyst.post(address, data={"reason": "x", "shown": "", "all": "1", "version": seen}).status_code == 303
    with revised.session() as session:
        linked = service.told(session, session.scalars(select(DraftVersion).where(DraftVersion.number == 2)).one())
        assert linked[key].opinions == 3


def test_two_officers_never_overwrite_each_other_unseen(revised: Site, cast: Cast) -> None:
    address = f"/ban-lam-viec/thu/thay-doi/2/{key_of(revised, 'd3')}"
    first, second = cast.client("analyst"), cast.client("admin")
    assert first.post(address, data={"reason": "Của người trước", "version": "0"}).status_code == 303
    answer = second.post(address, data={"reason": "Của người sau", "version": "0"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "người khác đã lưu thay đổi" in page and "Của người sau" in page
    newer = version_on(page)
    assert second.post(address, data={"reason": "Của người sau", "version": newer}).status_code == 303
    long = second.post(address, data={"reason": "x" * 5001, "version": "2"})
    assert long.status_code == 422 and "dài quá 5.000" in long.get_data(as_text=True)


def test_everybody_reads_what_changed_and_only_published_words(revised: Site, cast: Cast) -> None:
    with revised.session() as session:
        draft = session.scalars(select(DraftVersion).where(DraftVersion.number == 2)).one()
        row = session.scalars(select(Consultation)).one()
        account = session.scalars(select(Account).where(Account.login == "analyst")).one()
        row.show_opinions = True
        edited, dropped, _new = changes.between(session, draft)
        service.link_all(session, row, draft, edited, 0, account)
        service.link_all(session, row, draft, dropped, 0, account)
        asked = session.scalars(select(Opinion.id).where(Opinion.stance.in_(("amend", "remove")))).all()
        steps = service.behind(session, asked)
        assert {step.anchor for found in steps.values() for step in found} == {"d2.k1", "bo-d2.k2"} and len(steps) == 3
        for opinion in session.scalars(select(Opinion)):
            shown = opinion.stance != "remove"
            session.add(
                PublishedOpinion(
                    opinion_id=opinion.id, shown=shown, text=opinion.text, decided_by_id=account.id, decided_at=clock.now()
                )
            )
    page = revised.client().get("/y-kien/thu/thay-doi").get_data(as_text=True)
    assert '<section class="card" id="d2.k1">' in page and 'id="bo-d2.k2"' in page
    assert "Thấp quá, xin nâng lên" in page, "published, with consent"
    assert "Nên theo số người trong hộ" not in page, "its sender did not consent"
    assert "Không nên chia hộ nghèo riêng" not in page, "an officer keeps it back"
    assert page.count("Chưa có giải trình.") == 3
    assert "<del>" in page and "<ins>" in page and "[bỏ:" in page
    assert revised.client().get(f"/y-kien/thu/thay-doi?ban={10**20}").status_code == 200, "no such number: the newest"
    with revised.session() as session:
        session.execute(update(Consultation).values(show_opinions=False))
    assert "Thấp quá" not in revised.client().get("/y-kien/thu/thay-doi").get_data(as_text=True), "none are shown here"
    with revised.session() as session:
        session.execute(update(Consultation).values(show_opinions=True))
    with revised.session() as session:
        session.execute(update(Submission).values(may_publish=False))
    assert "Thấp quá" not in revised.client().get("/y-kien/thu/thay-doi").get_data(as_text=True), "consent withdrawn"


def test_a_version_in_preparation_is_not_public_and_one_version_has_no_changes(revised: Site, cast: Cast) -> None:
    consultation_with_draft(revised, "mot-ban")
    assert revised.client().get("/y-kien/mot-ban/thay-doi").status_code == 404
    with revised.session() as session:
        session.execute(update(DraftVersion).where(DraftVersion.number == 2).values(published_at=None))
    assert revised.client().get("/y-kien/thu/thay-doi").status_code == 404
    assert cast.client("reviewer").get("/ban-lam-viec/thu/thay-doi").status_code == 200
    key = key_of(revised, "d2.k1")
    assert cast.client("analyst").get(f"/ban-lam-viec/thu/thay-doi/2/{key}").status_code == 200
    assert cast.client("reviewer").post(f"/ban-lam-viec/thu/thay-doi/2/{key}", data={"reason": "x"}).status_code == 403
    assert cast.client("analyst").get(f"/ban-lam-viec/thu/thay-doi/9/{key}").status_code == 404


def test_who_asked_for_a_change_finds_it_with_her_code(revised: Site, cast: Cast) -> None:
    with revised.session() as session:
        draft = session.scalars(select(DraftVersion).where(DraftVersion.number == 2)).one()
        row = session.scalars(select(Consultation)).one()
        account = session.scalars(select(Account).where(Account.login == "analyst")).one()
        service.link_all(session, row, draft, changes.between(session, draft)[0], 0, account)
    page = revised.client().get(f"/tra-cuu/{codes.receipt(revised.secret, 'khóa-0')}").get_data(as_text=True)
    assert "sửa thành bản 2" in page and 'href="/y-kien/thu/thay-doi?ban=2#d2.k1"' in page
    page = revised.client().get(f"/tra-cuu/{codes.receipt(revised.secret, 'khóa-2')}").get_data(as_text=True)
    assert "sửa thành bản 2" not in page


def test_staff_see_a_proposed_wording_beside_the_clause_word_by_word(revised: Site, cast: Cast) -> None:
    address = f"/ban-lam-viec/thu/y-kien/{code_of(revised, 'Thấp quá, xin nâng lên')}"
    page = cast.client("reviewer").get(address).get_data(as_text=True)
    assert re.search(r"<del>.*100\.000.*</del><ins>.*150\.000.*</ins>", page)


def test_a_clause_that_an_earlier_version_had_is_said_to_be_back(revised: Site) -> None:
    with revised.session() as session:
        second = session.scalars(select(DraftVersion).where(DraftVersion.number == 2)).one()
        third = DraftVersion(
            consultation_id=second.consultation_id, number=3, file_name="ba.txt", sha256="3" * 64, title="QUY ĐỊNH",
            source="", created_by_id=second.created_by_id, created_at=clock.now(), published_at=clock.now(),
        )  # fmt: skip
        third.clauses = [Clause(path="d9", position=0, level="dieu", label="9", text="Hộ nghèo được hỗ trợ 200.000 đồng.")]
        session.add(third)
        session.flush()
        was = session.scalars(select(Clause).where(Clause.path == "d2.k2")).one()
        session.add(
            ClauseMatch(draft_id=third.id, position=0, old_id=was.id, new_id=third.clauses[0].id, kind="moved", score=1.0)
        )
        session.flush()
        assert [(one.kind, one.anchor) for one in changes.between(session, third)] == [("restored", "d9")]
    assert "Đưa trở lại" in revised.client().get("/y-kien/thu/thay-doi").get_data(as_text=True)
