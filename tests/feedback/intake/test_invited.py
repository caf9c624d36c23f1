"""A draft for invited persons: nothing of it is shown without a code, and nothing leads from the code to the words."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from feedback import clock
from feedback.consultations import invitations
from feedback.consultations.models import Consultation, Invitation, Opening
from feedback.journal.models import Entry
from feedback.ledger.models import Submission
from tests.cast import Cast, consultation_with_draft
from tests.feedback.intake.asked import QUESTIONNAIRE, Citizen, add_questionnaire, shown
from tests.site import Site

SECRETS = ("Dự thảo thử nghiệm", "Mức hỗ trợ", "100.000 đồng")
"""Title, heading and text of the draft."""


@pytest.fixture
def invited(cast: Cast) -> Site:
    """An open consultation at 'kin' that is shown to invited persons only."""
    number = consultation_with_draft(cast.site, "kin")
    with cast.site.session() as session:
        session.get_one(Consultation, number).invited = True
    return cast.site


def make(cast: Cast, **data: object) -> list[str]:
    """Codes made through the page of staff, as they are shown there."""
    page = cast.client("designer").post("/ban-lam-viec/kin/ma-moi", data=data).get_data(as_text=True)
    return re.findall(r'class="code">([A-Z0-9-]+)<', page)


def come_in(site: Site, code: str) -> FlaskClient:
    client = site.client()
    assert client.post("/y-kien/kin/ma-moi", data={"ma_moi": code, "ve": "/y-kien/kin/du-thao"}).status_code == 303
    return client


def test_no_page_says_a_word_of_the_draft_without_a_code(invited: Site, cast: Cast) -> None:
    client = invited.client()
    adapter = invited.app.url_map.bind("localhost")
    walked = 0
    for where in invited.app.url_map.iter_rules():
        if not where.rule.startswith("/y-kien/"):
            continue
        values = {"slug": "kin", "path": "d2", "number": 1, "code": "ABCDEF"}
        with invited.app.test_request_context():
            address = adapter.build(where.endpoint, {name: values[name] for name in where.arguments})
        for method in sorted((where.methods or set()) & {"GET", "POST"}):
            answer = client.open(address, method=method)
            page = answer.get_data(as_text=True)
            assert answer.status_code == 403, (method, address)
            assert "Mã mời" in page and not any(word in page for word in SECRETS), (method, address)
            walked += 1
    assert walked >= 10
    assert "Dự thảo thử nghiệm" not in client.get("/").get_data(as_text=True)


def test_with_a_code_she_reads_writes_and_sends(invited: Site, cast: Cast) -> None:
    (code,) = make(cast, labels="Hội Nông dân tỉnh")
    client = come_in(invited, code.lower().replace("-", " "))
    assert "100.000 đồng" in client.get("/y-kien/kin/du-thao").get_data(as_text=True)
    kept = client.post("/y-kien/kin/du-thao/d2.k1", data={"stance": "amend", "text": "Mức này thấp quá, nên nâng lên"})
    assert kept.status_code == 302
    assert client.post("/y-kien/kin/xem-lai", data={"respondent": "person", "wording": ""}).status_code in (303, 422)
    with invited.session() as session:
        openings = session.scalars(select(Opening)).all()
        assert [(one.opened_at.minute, one.opened_at.second) for one in openings] == [(0, 0)]
        assert not session.scalars(select(Entry).where(Entry.action.contains("open"))).all()
    page = cast.client("designer").get("/ban-lam-viec/kin/ma-moi").get_data(as_text=True)
    assert "Hội Nông dân tỉnh" in page and "trong giờ" in page and code not in page


def test_a_receipt_code_alone_says_not_a_word_of_the_draft(invited: Site, cast: Cast) -> None:
    (code,) = make(cast, count=1)
    citizen = Citizen(invited, "kin")
    citizen.client = come_in(invited, code)
    citizen.comment("d2.k1", "amend", "Thấp quá, xin nâng lên.", "Mức hỗ trợ là 900.000 đồng mỗi hộ.")
    with invited.session() as session:
        number = session.scalars(select(Consultation.id).where(Consultation.slug == "kin")).one()
    add_questionnaire(invited, number, 1, QUESTIONNAIRE)
    citizen.answer()
    receipt = shown(invited.client().get(f"/tra-cuu/{citizen.finish()}"))
    assert "Thấp quá, xin nâng lên." in receipt and "Khoản 1 Điều 2" in receipt and "Đề nghị sửa" in receipt
    for word in (*SECRETS, "900.000", "tán thành không", "Nhà có mấy người", "Còn điều gì"):
        assert word not in receipt, word


def test_a_wrong_code_is_told_at_the_field_and_kept(invited: Site, cast: Cast) -> None:
    answer = invited.client().post("/y-kien/kin/ma-moi", data={"ma_moi": "SAI MÃ", "ve": "/y-kien/kin"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "Mã này không mở được dự thảo" in page and 'value="SAI MÃ"' in page
    elsewhere = consultation_with_draft(invited, "khac")
    with invited.session() as session:
        row = session.get_one(Consultation, elsewhere)
        row.invited = True
        other = invitations.make(session, invited.app.config["SECRET_KEY"], row, [""], row.created_by)[0].code
    assert invited.client().post("/y-kien/kin/ma-moi", data={"ma_moi": other}).status_code == 422
    away = come_in(invited, make(cast, count="1")[0]).post("/y-kien/kin/ma-moi", data={"ve": "//evil.example"})
    assert away.headers["Location"] == "/y-kien/kin"


def test_who_wrote_for_longer_than_the_door_stays_open_loses_nothing(invited: Site, cast: Cast) -> None:
    code = make(cast, count="1")[0]
    client = come_in(invited, code)
    client.get("/y-kien/kin/du-thao/d2")
    client.delete_cookie("ln-moi-kin", path="/y-kien/kin")
    words = {"stance": "amend", "text": "Tôi viết rất lâu mới xong"}
    answer = client.post("/y-kien/kin/du-thao/d2", data=words)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 403 and "vẫn còn" in page and 'value="Tôi viết rất lâu mới xong"' in page
    assert client.post("/y-kien/kin/du-thao/d2", data={**words, "ma_moi": code}).status_code == 302
    assert "Tôi viết rất lâu mới xong" in client.get("/y-kien/kin/xem-lai").get_data(as_text=True)


def test_a_revoked_code_opens_nothing_also_for_who_is_inside(invited: Site, cast: Cast) -> None:
    code = make(cast, count="1")[0]
    client = come_in(invited, code)
    with invited.session() as session:
        number = session.scalars(select(Invitation.id)).one()
    assert cast.client("designer").post(f"/ban-lam-viec/kin/ma-moi/{number}/thu-hoi").status_code == 303
    assert client.get("/y-kien/kin/du-thao").status_code == 403
    assert client.post("/y-kien/kin/ma-moi", data={"ma_moi": code}).status_code == 422
    assert cast.client("designer").post("/ban-lam-viec/kin/ma-moi/999/thu-hoi").status_code == 404


def test_a_forged_cookie_opens_nothing(invited: Site, cast: Cast) -> None:
    make(cast, count="1")
    client = invited.client()
    client.set_cookie("ln-moi-kin", "MQ.aaaaaa.bbbbbb", path="/y-kien/kin")
    assert client.get("/y-kien/kin").status_code == 403


def test_codes_are_made_in_numbers_or_by_list_and_saved_as_a_table(invited: Site, cast: Cast) -> None:
    staff = cast.client("designer")
    assert len(set(make(cast, count="30"))) == 30
    shown = make(cast, count="7", labels="=Sở A\n\n Sở  B \n")
    assert len(shown) == 2
    file = staff.post("/ban-lam-viec/kin/ma-moi/tep.csv", data={"codes": "\n".join(shown), "labels": "=Sở A\nSở B"})
    text = file.get_data().decode("utf-8-sig")
    assert f"'=Sở A,{shown[0]},http://localhost/y-kien/kin" in text
    forged = staff.post("/ban-lam-viec/kin/ma-moi/tep.csv", data={"codes": "AAAA-AAAA-AAAA", "labels": "x"})
    assert forged.status_code == 404
    for data in (*({"count": wrong} for wrong in ("0", "501", "mười", "")), {"labels": "x" * 201}, {"labels": "a\n" * 501}):
        answer = staff.post("/ban-lam-viec/kin/ma-moi", data=data)
        assert answer.status_code == 422 and "Có chỗ cần sửa" in answer.get_data(as_text=True), data


def test_communes_below_do_not_see_it_and_public_drafts_have_no_codes(invited: Site, cast: Cast) -> None:
    commune = cast.client("commune")
    assert commune.get("/ban-lam-viec/kin").status_code == 403
    assert "Dự thảo thử nghiệm" not in commune.get("/ban-lam-viec").get_data(as_text=True)
    consultation_with_draft(invited, "ai-cung-doc")
    assert cast.client("designer").get("/ban-lam-viec/ai-cung-doc/ma-moi").status_code == 404
    assert invited.client().get("/y-kien/ai-cung-doc").status_code == 200


def test_codes_go_a_year_after_closing_and_no_row_ties_them_to_words(invited: Site, cast: Cast) -> None:
    come_in(invited, make(cast, count="2")[0])
    assert not {column.name for column in Submission.__table__.columns} & {"invitation_id", "opening_id"}
    with invited.session() as session:
        assert invitations.forget(session) == 0
        row = session.scalars(select(Consultation).where(Consultation.slug == "kin")).one()
        row.opens_at, row.closes_at = clock.now() - timedelta(days=400), clock.now() - timedelta(days=366)
        session.flush()
        assert invitations.forget(session) == 2
        assert not session.scalars(select(Invitation)).all() and not session.scalars(select(Opening)).all()
