"""Deciding which opinions citizens may read: consent first, words only taken out, nobody overruled unseen."""

import re

import pytest
from sqlalchemy import select

from feedback.consultations.models import Consultation
from feedback.findings import publishing
from feedback.journal.models import Entry
from feedback.ledger.models import Opinion, PublishedOpinion
from tests.cast import Cast, consultation
from tests.feedback.findings.sample import add_draft
from tests.feedback.intake.asked import hidden, on_sqlite, shown
from tests.feedback.intake.published import tell, withdraw
from tests.site import Site

PAGE = "/ban-lam-viec/thu/cong-khai"
NAMED = "Nhà ông Nguyễn Văn Hùng, số 0912 345 678, đổ rác ra suối."
HIDDEN = "Nhà ông [tên], số [số điện thoại], đổ rác ra suối."
SAID = {NAMED: "d1", "Đèn đường hỏng ba tháng chưa sửa.": "d2.k1", "Nên thu phí theo hộ.": "d2"}


def state(site: Site) -> dict[str, tuple[bool, str]]:
    """What is decided, by the sender's own words."""
    with site.session() as session:
        rows = select(Opinion.text, PublishedOpinion.shown, PublishedOpinion.text.label("words")).join(PublishedOpinion)
        return {row.text: (row.shown, row.words) for row in session.execute(rows)}


def test_an_analyst_shows_keeps_back_and_thinks_again(site: Site, cast: Cast) -> None:
    number = consultation(site)
    add_draft(site, number)
    codes = tell(site, number, SAID)
    tell(site, number, {"Không được nói ra ngoài.": "d1"}, consents=False)
    named, light, fee = (codes[words] for words in SAID)
    analyst = cast.client("analyst")
    page = shown(analyst.get(PAGE))
    assert "chưa cho người dân xem" in page and "Không được nói ra ngoài" not in page and "Tìm thấy 3 ý kiến" in page
    assert f"\n{HIDDEN}</textarea>" in page and "Nguyên văn" in page
    words = {named: HIDDEN, light: "Đèn đường hỏng chưa sửa.", fee: "Nên thu phí theo hộ."}
    form = {**hidden(page), **{f"loi-{code}": text for code, text in words.items()}}
    done = analyst.post(PAGE, data={**form, "hien": "*", "chon": [named, light]})
    assert (done.status_code, done.location) == (302, PAGE)
    assert "Đã công khai 2 ý kiến." in shown(analyst.get(PAGE))
    assert state(site) == {NAMED: (True, HIDDEN), "Đèn đường hỏng ba tháng chưa sửa.": (True, "Đèn đường hỏng chưa sửa.")}
    assert analyst.post(PAGE, data={**form, "an": fee}).status_code == 302
    assert state(site)["Nên thu phí theo hộ."] == (False, "Nên thu phí theo hộ.")

    shown_now = shown(analyst.get(f"{PAGE}?trang-thai=hien&dieu=d2"))
    assert "Đèn đường hỏng chưa sửa." in shown_now and HIDDEN not in shown_now
    late = analyst.post(PAGE, data={**form, "an": light})  # the form of before: somebody has decided since
    assert late.status_code == 422 and "vừa quyết định" in shown(late)
    assert analyst.post(PAGE, data={**form, **hidden(shown_now), "an": light}).status_code == 302
    assert state(site)["Đèn đường hỏng ba tháng chưa sửa."][0] is False
    withdraw(site, named)
    assert "Tìm thấy 0 ý kiến" in shown(analyst.get(f"{PAGE}?trang-thai=hien"))
    with site.session() as session:
        told = session.execute(select(Entry.action, Entry.detail).where(Entry.action.startswith("opinion."))).all()
        assert [(row.action, row.detail["opinion"]) for row in told] == [
            ("opinion.published", named), ("opinion.published", light), ("opinion.withheld", fee), ("opinion.withheld", light),
        ]  # fmt: skip


@on_sqlite
def test_wrong_decisions_are_told_at_the_opinion_and_what_was_typed_stays(site: Site, cast: Cast) -> None:
    number = consultation(site)
    codes = tell(site, number, {**SAID, "Thêm một ý kiến nữa.": "d1"})
    named, light, *_rest, last = codes.values()
    analyst = cast.client("analyst")
    form = hidden(shown(analyst.get(PAGE)))
    for words, sentence in (
        ("Đèn đường hỏng ba năm chưa sửa.", "không thêm, không đổi"), ("  [tên] ", "đang trống"),
        ("Chưa sửa đèn đường", "không thêm, không đổi"), ("Đèn [và nhiều lời khác mà không ai nói ra bao giờ cả]", "không thêm"),
    ):  # fmt: skip
        typed = {**form, f"loi-{light}": words, f"loi-{named}": HIDDEN, "chon": [named, light], "hien": "*"}
        answer = analyst.post(PAGE, data=typed)
        assert answer.status_code == 422 and state(site) == {}, "all or nothing"
        page = shown(answer)
        assert sentence in page and f'id="sai-{light}"' in page and f'id="sai-{named}"' not in page
        assert f"\n{words}</textarea>" in page and len(re.findall(r'name="chon"[^>]* checked', page)) == 2
    assert "ít nhất một" in shown(analyst.post(PAGE, data={**form, "hien": "*"}))
    withdraw(site, last)
    gone = analyst.post(PAGE, data={**form, f"loi-{last}": "Thêm một ý kiến nữa.", "hien": last})
    assert gone.status_code == 422 and "đồng ý công khai" in shown(gone) and state(site) == {}
    reviewer = cast.client("reviewer")
    assert "<textarea" not in shown(reviewer.get(PAGE)) and "Đèn đường hỏng" in shown(reviewer.get(PAGE))
    assert reviewer.post(PAGE, data={"hien": light}).status_code == 403
    assert cast.client("stranger").get(PAGE).status_code == 403
    with site.session() as session:
        session.get_one(Consultation, number).show_opinions = True
    assert "chưa cho người dân xem" not in shown(analyst.get(PAGE))


@pytest.mark.parametrize(("text", "kept"), [
    ("Đổ rác ra suối", True), ("ĐỔ [x] suối!", True), ("Đổ rác ra sông", False), ("ra rác", False), ("", True),
    ("Đổ rác rác", False), ("Đổ [rác\nra] suối", True), ("[a[b]] suối", False),
])  # fmt: skip
def test_words_may_only_be_taken_out(text: str, kept: bool) -> None:
    assert publishing.keeps_to(text, "Đổ rác ra suối") is kept
