"""Wrong fields, closed doors, lost cookies: nothing she typed is lost, and the page says what to do."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from feedback import clock
from feedback.consultations.models import Consultation
from feedback.identity.models import ConsentText
from feedback.intake import basket, citizen, reading
from feedback.intake.basket import Comment
from feedback.intake.models import Basket
from feedback.ledger import codes
from feedback.ledger.models import Submission
from feedback.public import service as public
from tests.cast import Cast
from tests.feedback.intake.asked import (
    QUESTIONNAIRE,
    Citizen,
    add_questionnaire,
    close,
    exclude,
    hidden,
    on_sqlite,
    publish,
    receipt_on,
    shown,
)
from tests.site import Site

WORDS = "Thôn tôi ở xa, xe rác không vào được."


def recorded(site: Site) -> int:
    """How many submissions there are."""
    with site.session() as session:
        return session.scalar(select(func.count(Submission.id))) or 0


@on_sqlite
def test_wrong_fields_keep_what_was_typed(site: Site, cast: Cast) -> None:
    publish(site)
    person = Citizen(site)
    answer = person.fill("/du-thao/d1", text=WORDS)
    page = shown(answer)
    assert answer.status_code == 422
    assert WORDS in page
    assert "<title>Lỗi: Góp ý" in page
    assert page.count("Hãy chọn một trong năm mục.") == 2  # at the top and at the field
    assert 'href="#stance-0"' in page  # the first choice: a fieldset would not take the focus
    assert 'id="stance-0"' in page
    empty = person.fill("/du-thao/d1", stance="amend", text=" \r\n ", proposed="Viết lại.")
    assert "Hãy viết ý kiến" in shown(empty)
    assert "Viết lại." in shown(empty)
    long = person.fill("/du-thao/d1", stance="ask", text="à" * 5_001)
    assert "Bài viết dài 5.001 ký tự, nhiều nhất là 5.000." in shown(long)
    assert "à" * 5_001 in shown(long)
    assert person.fill("/du-thao/d1", stance="ask", text="a\u0300" * 5_000).status_code == 302  # counted in NFC

    survey = person.fill("/khao-sat", **{"q-so_nguoi": "bốn", "q-loi_khac": WORDS})
    page = shown(survey)
    assert survey.status_code == 422
    assert "Ông/Bà có tán thành không? Hãy chọn một phương án." in page  # the list at the top names the question
    assert 'value="bốn"' in page
    assert WORDS in page

    review = person.fill("/xem-lai", respondent="person", name="Bà Lan", address="09")
    assert review.status_code == 422
    assert "Hãy chọn “Đồng ý” để chúng tôi giữ lại" in shown(review)
    assert 'value="Bà Lan"' in shown(review)
    review = person.fill("/xem-lai", respondent="person", contact="yes", address="09")
    assert "Chưa giống số điện thoại" in shown(review)
    assert person.fill("/xem-lai", respondent="person", contact="yes").status_code == 422
    assert person.fill("/xem-lai", respondent="person", unit="999999").status_code == 422
    assert recorded(site) == 0
    person.finish(contact="no", address="09")  # said no: what stands in the field is not kept and not checked

    nobody = Citizen(site)
    nothing = nobody.fill("/xem-lai", respondent="person")
    assert nothing.status_code == 422
    assert "chưa viết góp ý nào" in shown(nothing)


@on_sqlite
def test_a_consent_counts_only_for_the_sentence_that_was_shown(site: Site, cast: Cast) -> None:
    publish(site)
    person = Citizen(site)
    person.comment("d1")
    old_page = hidden(person.get("/xem-lai"))
    with site.session() as session:
        session.add(ConsentText(purpose="publish", version=2, text="Tôi đồng ý in ra báo.", text_hash="0" * 64))
    answer = person.send("/xem-lai", {**old_page, "respondent": "person", "publish": "yes"})
    assert answer.status_code == 422
    page = shown(answer)
    assert "vừa được sửa" in page
    assert "Tôi đồng ý in ra báo." in page
    assert page.count(" checked") == 1  # only the kind of respondent
    assert recorded(site) == 0
    assert person.send("/xem-lai", {**hidden(page), "respondent": "person", "publish": "yes"}).status_code == 303


def test_closed_while_answering(site: Site, cast: Cast) -> None:
    number = publish(site)
    sender, person = Citizen(site), Citizen(site)
    sender.comment("d1")
    sent_page = hidden(sender.get("/xem-lai"))
    code = sender.finish()
    person.comment("d2", "amend", "Đã giữ từ trước.", "Câu chữ đề nghị.")
    comment_page, survey_page, last_page = (
        hidden(person.get(page)) for page in ("/du-thao/d1", "/khao-sat", "/xem-lai")
    )
    close(site, number)
    for answer in (
        person.send("/du-thao/d1", {**comment_page, "stance": "ask", "text": WORDS}),
        person.send("/khao-sat", {**survey_page, "q-dong_y": "co", "q-loi_khac": WORDS}),
    ):
        page = shown(answer)
        assert answer.status_code == 410
        assert "đã kết thúc" in page
        assert "0207 000 000" in page
        for words in (WORDS, "Đã giữ từ trước.", "Câu chữ đề nghị."):
            assert words in page
    assert "Còn điều gì muốn nói?" in page  # the answer stands under its question
    assert "Có tán thành" in page
    assert person.send("/xem-lai", {**last_page, "respondent": "person"}).status_code == 410
    assert recorded(site) == 1
    assert "đã kết thúc" in person.get()
    assert "Góp ý điều này" not in person.get("/du-thao")
    # Her retry after the end finds what was recorded before it.
    assert sender.send("/xem-lai", {**sent_page, "respondent": "person"}).status_code == 302
    assert receipt_on(sender.get("/bien-nhan")) == code


@on_sqlite
def test_before_it_opens(site: Site, cast: Cast) -> None:
    number = publish(site)
    with site.session() as session:
        row = session.get_one(Consultation, number)
        row.opens_at = clock.now() + timedelta(days=2)
    person = Citizen(site)
    assert "chưa mở" in person.get()
    assert person.client.get("/y-kien/rac/xem-lai").status_code == 410
    with site.session() as session:
        session.get_one(Consultation, number).published_at = None
    assert person.client.get("/y-kien/rac").status_code == 404


@on_sqlite
def test_a_clause_goes_while_she_writes(site: Site, cast: Cast) -> None:
    number = publish(site)
    person = Citizen(site)
    person.comment("d1", "amend", WORDS)
    person.comment("d2.k1", "amend", "Góp ý cho khoản sẽ bị bỏ.")
    exclude(site, number, "d2.k1")
    review = person.get("/xem-lai")
    assert "Điều khoản này không còn trong dự thảo" in review
    person.finish()
    with site.session() as session:
        row = session.scalars(select(Submission)).one()
        said = [(opinion.clause_path, opinion.clause_id is None) for opinion in row.opinions]
    assert said == [("d1", False), ("d2.k1", True)]


@on_sqlite
def test_answers_keep_the_version_they_were_given_to(site: Site, cast: Cast) -> None:
    number = publish(site, draft=False)
    person = Citizen(site)
    page = hidden(person.get("/khao-sat"))
    same, changed = QUESTIONNAIRE.questions[0], replace(QUESTIONNAIRE.questions[1], high=3)
    add_questionnaire(site, number, 2, replace(QUESTIONNAIRE, questions=(same, changed)))
    assert person.send("/khao-sat", {**page, "q-dong_y": "co", "q-so_nguoi": "5"}).status_code == 302
    assert "5 người" in person.get("/xem-lai")
    survey = person.get("/khao-sat")  # now the new one, with the answer to the question that stayed the same
    assert 'value="co" checked' in survey
    assert 'value="5"' not in survey
    person.finish()
    with site.session() as session:
        row = session.scalars(select(Submission)).one()
        assert str(row.questionnaire_id) == page["version"]


@on_sqlite
def test_without_cookies_and_from_elsewhere(site: Site, cast: Cast) -> None:
    publish(site)
    person = Citizen(site)
    page = hidden(person.get("/du-thao/d1"))
    person.client.delete_cookie("ln-rac", path="/y-kien/rac")
    answer = person.send("/du-thao/d1", {**page, "stance": "ask", "text": WORDS})
    assert answer.status_code == 400
    assert "cookie" in shown(answer)
    assert f"readonly rows=\"2\">{WORDS}" in shown(answer).replace('rows="3"', 'rows="2"')
    retry = hidden(shown(answer))
    assert retry["text"] == WORDS
    assert person.send("/du-thao/d1", retry).status_code == 302  # the page itself gave her a cookie
    foreign = person.client.post(
        "/y-kien/rac/du-thao/d1", data={**page, "stance": "ask", "text": WORDS}, headers={"Origin": "https://la.example"}
    )
    assert foreign.status_code == 400
    assert "từ một trang khác" in shown(foreign)
    assert WORDS in shown(foreign)
    unknown = person.send("/du-thao/d9", {**page, "stance": "ask", "text": WORDS})
    assert (unknown.status_code, WORDS in shown(unknown)) == (410, True)
    assert person.client.get("/y-kien/rac/du-thao/d9").status_code == 404


def test_two_windows_do_not_overwrite_each_other(site: Site, cast: Cast) -> None:
    publish(site)
    person = Citizen(site)
    comment_page, survey_page = hidden(person.get("/du-thao/d1")), hidden(person.get("/khao-sat"))
    person.comment("d1", "amend", "Lời ở cửa sổ một.", "Câu chữ một.")
    person.answer({"q-dong_y": "co", "q-loi_khac": "Lời phiếu một."})
    second = person.send("/du-thao/d1", {**comment_page, "stance": "ask", "text": WORDS})
    assert second.status_code == 422
    for words in (WORDS, "Lời ở cửa sổ một.", "Câu chữ một.", "đã giữ một góp ý khác"):
        assert words in shown(second)
    again = {**hidden(shown(second)), "stance": "ask", "text": WORDS}
    assert person.send("/du-thao/d1", again).status_code == 302
    assert WORDS in person.get("/du-thao/d1")
    answers = {"q-dong_y": "khong", "q-loi_khac": WORDS}
    second = person.send("/khao-sat", {**survey_page, **answers})
    assert second.status_code == 422
    for words in (WORDS, "Lời phiếu một.", "Có tán thành", "đã giữ câu trả lời khác"):
        assert words in shown(second)
    wrong = person.send("/khao-sat", {**survey_page, **answers, "q-so_nguoi": "bốn"})  # a mistake first: not forgotten
    assert person.send("/khao-sat", {**hidden(shown(wrong)), **answers}).status_code == 422
    assert person.send("/khao-sat", {**hidden(shown(second)), **answers}).status_code == 302
    assert person.send("/khao-sat", {**survey_page, **answers}).status_code == 302  # pressed twice: the same, no clash
    page = hidden(person.get("/du-thao/d2"))
    person.finish()
    assert person.send("/du-thao/d1", {**page, "seen": "0" * 16, "stance": "ask", "text": WORDS}).status_code == 302


@on_sqlite
def test_a_number_no_page_of_ours_holds(site: Site, cast: Cast) -> None:
    publish(site)
    person = Citizen(site)
    person.comment("d1", "amend", "Đã giữ từ trước.")
    page = hidden(person.get("/khao-sat"))
    for version in ("99999999999999999999", "3000000000", "0", "-1", "một", ""):
        answer = person.send("/khao-sat", {**page, "version": version, "q-dong_y": "co", "q-cau_la": WORDS})
        assert answer.status_code == 410, version
        assert "Phiếu khảo sát này không còn như lúc Ông/Bà mở." in shown(answer)
        assert WORDS in shown(answer)
        assert "Đã giữ từ trước." in shown(answer)
        assert "Bắt đầu lại" not in shown(answer)  # it would drop the comment
    assert person.client.get("/y-kien/a%00b").status_code == 404


@on_sqlite
def test_nothing_of_hers_reaches_the_log(
    site: Site, cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    publish(site)
    person = Citizen(site)
    person.comment("d1", "amend", WORDS)
    code = person.finish()

    def broken(session: Session, *rest: object) -> None:
        session.execute(text("SELECT :words FROM no_such_table"), {"words": WORDS})

    monkeypatch.setattr(public, "receipt", broken)
    assert person.client.get(f"/tra-cuu/{code}").status_code == 500
    assert "/tra-cuu/<code>" in caplog.text
    assert "no_such_table" in caplog.text
    assert code not in caplog.text
    assert WORDS not in caplog.text


def test_presses_at_the_same_moment(site: Site, cast: Cast) -> None:
    number = publish(site, survey=False)
    key, results = codes.new_key(), []

    def together(work: object) -> None:
        threads = [threading.Thread(target=lambda: results.append(site.writer.write(work))) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    with site.session() as session:
        draft_id = reading.current(session, number).draft_id
    said = Comment("ask", WORDS, "", "Điều 1", draft_id)
    together(lambda session: basket.keep(
        session, site.secret, key, number, lambda written: written.with_comment("v1:d1", said)
    ))  # fmt: skip
    assert results == [key] * 6
    results.clear()
    together(lambda session: citizen.send(session, site.secret, key, number, citizen.Sender()))
    assert sorted(receipt.created for receipt in results) == [False] * 5 + [True]
    assert len({receipt.code for receipt in results}) == 1
    assert recorded(site) == 1


def test_forgotten_baskets_go(site: Site, cast: Cast) -> None:
    publish(site)
    first, second = Citizen(site), Citizen(site)
    first.comment("d1")
    with site.session() as session:
        session.scalars(select(Basket)).one().changed_at = clock.now() - basket.LIFE - timedelta(days=1)
    second.comment("d1")
    with site.session() as session:
        assert session.scalar(select(func.count(Basket.id))) == 1
    assert ">Đã góp ý<" not in first.get("/du-thao")
