"""A citizen's way from the first page to the receipt, on both databases."""

from sqlalchemy import select

from feedback.identity.models import Consent, ConsentText, Contact
from feedback.intake.models import Basket
from feedback.ledger.models import Submission
from feedback.ledger.service import by_receipt
from tests.cast import COMMUNE, Cast
from tests.feedback.intake.asked import ANSWERS, Citizen, on_sqlite, publish, receipt_on, shown
from tests.site import Site


def submissions(site: Site) -> list[Submission]:
    """All that was recorded, with opinions and answers loaded."""
    with site.session() as session:
        rows = list(session.scalars(select(Submission).order_by(Submission.id)))
        for row in rows:
            _ = row.answers, [opinion.clause for opinion in row.opinions], row.unit
        session.expunge_all()
        return rows


def option(page: str, label: str) -> str:
    """Value of the choice with this label in a select."""
    before = page.split(f">{label}</option>")[0]
    return before.rpartition('value="')[2].partition('"')[0]


def test_from_reading_to_receipt(site: Site, cast: Cast) -> None:
    number = publish(site)
    citizen = Citizen(site)
    start = citizen.get()
    assert "Đọc dự thảo và góp ý" in start
    assert "Trả lời phiếu khảo sát" in start
    assert "Xem lại và gửi" not in start
    draft = citizen.get("/du-thao")
    buttons = {"điều này": 2, "khoản này": 1, "điểm này": 1, "cả phần này": 1}  # the last: the chapter
    assert {words: draft.count(f"Góp ý {words} <") for words in buttons} == buttons
    assert "(điểm đ khoản 1 Điều 2)" in draft
    assert "bị loại" not in draft
    clause = citizen.get("/du-thao/d2.k1")
    assert "Điều 2. Đối tượng áp dụng" in clause
    assert "Người thu mua phế liệu." in clause

    # Written out of order; recorded in the order of the document, the general comment after the clauses.
    citizen.comment("-", "ask", "Bao giờ áp dụng?")
    onward = citizen.comment("d2.k1.pđ", "amend", "Thêm người\r\nnhặt rác.", "Người thu mua, nhặt phế liệu.")
    assert onward.location == "/y-kien/rac/du-thao?xong=d2.k1.p%C4%91#d2.k1.p%C4%91"
    citizen.comment("d1", "agree", "")
    draft = citizen.get("/du-thao?xong=d1")
    assert draft.count(">Đã góp ý<") == 3
    assert "Đã giữ góp ý này, chưa gửi đi." in draft
    citizen.answer()
    review = citizen.get("/xem-lai")
    places = [review.index(words) for words in ("Điều 1</h2>", "Điểm đ khoản 1 Điều 2</h2>", "Cả dự thảo</h2>", "4 người")]
    assert places == sorted(places)
    assert " checked" not in review.replace('checked id="respondent-0"', "")

    code = citizen.finish(
        unit=option(review, COMMUNE), publish="yes", group="no", contact="yes", address="0912 345 678", name="Bà Lan"
    )
    (row,) = submissions(site)
    assert (row.consultation_id, row.channel, row.unit and row.unit.name) == (number, "web", COMMUNE)
    assert (row.may_publish, row.may_group) == (True, False)
    assert row.draft_id is not None
    assert row.questionnaire_id is not None
    said = [(opinion.clause_path, opinion.question, opinion.stance, opinion.text) for opinion in row.opinions]
    assert said == [
        ("d1", None, "agree", ""),
        ("d2.k1.pđ", None, "amend", "Thêm người\nnhặt rác."),
        (None, None, "ask", "Bao giờ áp dụng?"),
        (None, "loi_khac", None, ANSWERS["q-loi_khac"]),
    ]
    assert [opinion.clause.path if opinion.clause else None for opinion in row.opinions] == ["d1", "d2.k1.pđ", None, None]
    assert row.opinions[1].proposed == "Người thu mua, nhặt phế liệu."
    assert {answer.question: answer.value for answer in row.answers} == {
        "dong_y": "co", "so_nguoi": 4, "loi_khac": ANSWERS["q-loi_khac"],
    }  # fmt: skip
    with site.session() as session:
        found = by_receipt(session, site.secret, code)
        assert found is not None
        assert found.id == row.id
        assert session.scalars(select(Consent.decision).order_by(Consent.id)).all() == ["granted", "denied", "granted"]
        contact = session.scalars(select(Contact)).one()
        assert (contact.name, contact.address) == ("Bà Lan", "0912 345 678")
        assert session.scalars(select(Basket)).all() == []  # nothing leads from the phone to the words any more


def test_sending_twice_stores_once_and_writing_on_begins_anew(site: Site, cast: Cast) -> None:
    publish(site)
    citizen = Citizen(site)
    citizen.comment("d1", "remove", "Bỏ điều này.")
    first_key = citizen.client.get_cookie("ln-rac", path="/y-kien/rac")
    assert first_key is not None
    assert (first_key.http_only, first_key.same_site) == (True, "Lax")
    code = citizen.finish()
    again = citizen.send("/xem-lai", {"respondent": "household"})  # pressed twice, or Back and then Send
    assert again.status_code == 302
    assert receipt_on(citizen.get("/bien-nhan")) == code
    assert "Xem lại mã biên nhận" in citizen.get()
    assert len(submissions(site)) == 1

    assert ">Đã góp ý<" not in citizen.get("/du-thao")
    citizen.comment("d2", "ask", "Thế hộ kinh doanh thì sao?")
    second_key = citizen.client.get_cookie("ln-rac", path="/y-kien/rac")
    assert second_key is not None
    assert second_key.value != first_key.value
    second = citizen.finish()
    assert second != code
    assert [[opinion.text for opinion in row.opinions] for row in submissions(site)] == [
        ["Bỏ điều này."], ["Thế hộ kinh doanh thì sao?"],
    ]  # fmt: skip

    assert citizen.send("/gui-tiep", {}).status_code == 303
    assert citizen.client.get("/y-kien/rac/bien-nhan").status_code == 302  # the new key has no receipt
    assert "mã biên nhận" not in citizen.get()


@on_sqlite
def test_changing_and_deleting_before_sending(site: Site, cast: Cast) -> None:
    publish(site)
    citizen = Citizen(site)
    citizen.comment("d1", "amend", "Lời cũ.")
    citizen.comment("d2", "amend", "Lời thừa.")
    assert "Lời cũ." in citizen.get("/du-thao/d1")
    onward = citizen.fill("/du-thao/d1?ve=xem-lai", stance="add", text="Lời mới.")
    assert onward.location == "/y-kien/rac/xem-lai"
    assert citizen.fill("/du-thao/d2", action="delete").status_code == 302
    citizen.answer()
    assert 'value="4"' in citizen.get("/khao-sat")  # answers are shown again for changing
    citizen.answer({"q-dong_y": "khong"})  # an answer taken away does not come back
    citizen.finish()
    (row,) = submissions(site)
    assert [(opinion.stance, opinion.text) for opinion in row.opinions] == [("add", "Lời mới.")]
    assert {answer.question: answer.value for answer in row.answers} == {"dong_y": "khong"}
    assert not row.may_publish  # silence is no consent


@on_sqlite
def test_leaving_the_last_page_by_a_button_keeps_what_stands_on_it(site: Site, cast: Cast) -> None:
    publish(site)
    citizen = Citizen(site)
    citizen.comment("d1", "amend", "Lời cũ.")
    citizen.answer()
    review = citizen.get("/xem-lai")
    assert 'form="gui" name="onward" value="clause:v1:d1"' in review
    told = {"unit": option(review, COMMUNE), "respondent": "household", "publish": "yes", "group": "no"}
    onward = citizen.fill("/xem-lai", **told, name="Bà Lan", address="09", onward="clause:v1:d1")
    assert (onward.status_code, onward.location) == (303, "/y-kien/rac/du-thao/v1:d1?ve=xem-lai")
    citizen.fill("/du-thao/d1?ve=xem-lai", stance="amend", text="Lời mới.")
    review = citizen.get("/xem-lai")
    assert f'<option selected value="{told["unit"]}">' in review
    for ticked in ("respondent-1", "publish-0", "group-1"):
        assert f'checked id="{ticked}"' in review
    assert review.count(" checked") == 3
    assert 'value="Bà Lan"' in review
    assert 'value="09"' in review  # not yet a number one can call: kept all the same, checked when she sends
    for pressed, place in (
        ("read", "/du-thao"), ("survey", "/khao-sat"), ("survey:dong_y", "/khao-sat#q-dong_y"), ("//la.example", "/du-thao"),
    ):  # fmt: skip
        assert citizen.fill("/xem-lai", **told, onward=pressed).location == f"/y-kien/rac{place}"

    citizen.fill("/xem-lai", **told, contact="no", name="Bà Lan", address="0912 345 678", onward="read")
    with site.session() as session:
        content = session.scalars(select(Basket)).one().content
        assert "0912" not in str(content)  # she said no
        assert session.scalars(select(Contact)).all() == []
    assert "0912" not in citizen.get("/xem-lai")
    citizen.fill("/xem-lai", **told, contact="yes", address="0912 345 678", onward="read")
    with site.session() as session:
        session.add(ConsentText(purpose="publish", version=2, text="Lời hỏi mới.", text_hash="0" * 64))
    review = citizen.get("/xem-lai")  # chosen for another sentence: asked again
    assert review.count(" checked") == 1
    assert 'value="0912 345 678"' in review
    citizen.finish()
    (row,) = submissions(site)
    assert row.opinions[0].text == "Lời mới."
    with site.session() as session:
        assert session.scalars(select(Contact)).all() == []
        assert session.scalars(select(Basket)).all() == []


@on_sqlite
def test_only_a_draft_or_only_a_survey(site: Site, cast: Cast) -> None:
    publish(site, "chi-du-thao", survey=False)
    publish(site, "chi-phieu", draft=False)
    reader, answerer = Citizen(site, "chi-du-thao"), Citizen(site, "chi-phieu")
    assert "Trả lời phiếu khảo sát" not in reader.get()
    assert reader.client.get("/y-kien/chi-du-thao/khao-sat").status_code == 404
    assert "Đọc dự thảo" not in answerer.get()
    assert answerer.client.get("/y-kien/chi-phieu/du-thao").status_code == 404
    answerer.answer({"q-dong_y": "co"})
    # A key of one consultation, its basket unsent or sent, says nothing to another.
    key = answerer.client.get_cookie("ln-chi-phieu", path="/y-kien/chi-phieu")
    assert key is not None
    reader.client.set_cookie("ln-chi-du-thao", key.value, path="/y-kien/chi-du-thao")
    assert "Xem lại và gửi" not in reader.get()
    answerer.finish()
    (row,) = submissions(site)
    assert (row.draft_id, len(row.opinions), len(row.answers)) == (None, 0, 1)
    assert "mã biên nhận" not in reader.get()
    reader.comment("d1")
    assert "Điều 1" in reader.get("/xem-lai")
    assert shown(reader.client.get("/y-kien/khong-co")).count("Không tìm thấy trang") >= 1
