"""What citizens see of each other's opinions, and 'tôi cũng nghĩ vậy', from the button to the ledger."""

import re

from sqlalchemy import select

from feedback.ledger.models import Opinion, Signature, Submission
from tests.cast import Cast
from tests.feedback.intake.asked import Citizen, hidden, on_sqlite, publish, shown
from tests.feedback.intake.published import show, take_down, tell, withdraw
from tests.site import Site

WASTE = {
    "Xe chở rác nên vào tận ngõ nhỏ mỗi tuần hai lần.": "d2.k1.pđ",
    "Người nhặt phế liệu cũng phải được hỗ trợ.": "d2.k1",
    "Phí rác nên thu theo hộ gia đình.": "d1",
}
TYPED = "xe cho rac nen vao ngo nho"
"""As many people type: without any marks."""


def pressed(citizen: Citizen, path: str, **typed: str) -> str:
    """The page after a button of the form was pressed that only looks or joins."""
    answer = citizen.send(f"/du-thao/{path}", {**hidden(citizen.get(f"/du-thao/{path}")), **typed})
    assert answer.status_code == 200, shown(answer)
    return shown(answer)


def cards(page: str) -> list[str]:
    """The words of the opinions listed under 'others say', in their order."""
    section = page.partition('<section id="nguoi-khac">')[2].partition("</section>")[0]
    return re.findall(r"<p>(?!<)([^<]+)</p>", re.sub(r'<p class="[^"]*">.*?</p>', "", section, flags=re.DOTALL))


def signed(site: Site) -> list[tuple[str, int]]:
    """Words joined, and the sending that joined them."""
    with site.session() as session:
        rows = select(Opinion.text, Signature.submission_id).join(Opinion, Signature.opinion_id == Opinion.id)
        return [(row.text, row.submission_id) for row in session.execute(rows.order_by(Opinion.text))]


def test_a_citizen_joins_what_others_said_and_sends_nothing_else(site: Site, cast: Cast) -> None:
    number = publish(site)
    codes = show(site, number, WASTE)
    tell(site, number, {"Lời không được đồng ý công khai.": "d2"}, consents=False)
    truck, pickers, fee = (codes[words] for words in WASTE)
    citizen = Citizen(site)
    page = citizen.get("/du-thao/d2")
    assert sorted(cards(page)) == sorted(words for words, path in WASTE.items() if path != "d1")
    assert "điểm đ khoản 1 Điều 2" in page.partition("nguoi-khac")[2]
    chapter = citizen.get("/du-thao/c1")
    assert sorted(cards(chapter)) == sorted(WASTE), "articles lie in a chapter though their anchors do not tell"
    page = pressed(citizen, "d2", second=pickers, text="Lời đang viết dở", stance="add")
    assert "Lời đang viết dở" in page and "Bỏ chọn" in page
    assert pressed(citizen, "d2", second=pickers).count("Bỏ chọn") == 1
    pressed(citizen, "d1", second=fee)
    pressed(citizen, "d2", second=truck)
    page = pressed(citizen, "d2", unsecond=truck)
    assert page.count('name="unsecond"') == 1 and f'name="unsecond" value="{pickers}"' in page
    assert "Lời đang viết dở" not in citizen.get("/xem-lai"), "looking keeps nothing she did not mean to keep"
    withdraw(site, fee)
    review = citizen.get("/xem-lai")
    assert "Người nhặt phế liệu" in review and "Phí rác" not in review and "1 ý kiến mà Ông/Bà tán thành không còn" in review
    code = citizen.finish()
    assert [words for words, _sending in signed(site)] == ["Người nhặt phế liệu cũng phải được hỗ trợ."]
    with site.session() as session:
        sending = session.scalars(select(Submission).where(Submission.channel == "web")).one()
        assert (sending.opinions, sending.answers) == ([], [])
    receipt = shown(site.client().get(f"/tra-cuu/{code}"))
    assert "Người nhặt phế liệu" in receipt and "1 người cùng ý kiến" in receipt

    second = Citizen(site)
    assert "1 người cùng ý kiến" in second.get("/du-thao/d2.k1")
    second.comment("d2.k1", "amend", "Tôi nói thêm.")
    pressed(second, "d2.k1", second=pickers)
    take_down(site, pickers)
    second.finish()
    assert len(signed(site)) == 1, "what is shown no longer is not signed, the rest is sent"


@on_sqlite
def test_what_is_typed_finds_its_like_with_and_without_the_script(site: Site, cast: Cast) -> None:
    number = publish(site)
    show(site, number, WASTE)
    citizen = Citizen(site)
    citizen.get()
    page = pressed(citizen, "d1", similar="1", text=TYPED, stance="amend")
    found = page.partition('id="giong"')[2].partition("tim-giong")[0]
    assert "Xe chở rác" in found and "Phí rác" not in found and "điểm đ khoản 1 Điều 2" in found
    assert f">\r\n{TYPED}</textarea>" in page and "Hãy" not in page.partition("<h1>")[2].partition("<form")[0]
    assert "Chưa thấy ý kiến" in pressed(citizen, "d1", similar="1", text="Tôi hoàn toàn đồng ý.")
    answer = citizen.client.post("/y-kien/rac/tuong-tu", data={"muc": "d1", "loi": TYPED})
    assert "Xe chở rác" in shown(answer) and "<html" not in shown(answer)
    for muc, loi in (("d1", "Đồng ý"), ("d1", ""), ("-", "chuyện hoàn toàn khác hẳn")):
        empty = citizen.client.post("/y-kien/rac/tuong-tu", data={"muc": muc, "loi": loi})
        assert (empty.status_code, empty.data) == (200, b"")
    assert citizen.client.post("/y-kien/rac/tuong-tu", data={"muc": "khong.co", "loi": TYPED}).status_code == 410
    foreign = citizen.client.post("/y-kien/rac/tuong-tu", data={"loi": "x"}, headers={"Origin": "http://ac.example"})
    assert foreign.status_code == 400


@on_sqlite
def test_five_at_a_time_most_signed_first_and_typed_words_survive_turning_the_page(site: Site, cast: Cast) -> None:
    number = publish(site)
    said = {f"Ý kiến số {place} về phạm vi.": "d1" for place in range(7)}
    codes = show(site, number, said)
    for _each in range(2):
        other = Citizen(site)
        pressed(other, "d1", second=codes["Ý kiến số 4 về phạm vi."])
        other.finish()
    citizen = Citizen(site)
    first = cards(citizen.get("/du-thao/d1"))
    assert (len(first), first[0]) == (5, "Ý kiến số 4 về phạm vi.")
    page = pressed(citizen, "d1", text="Chưa viết xong", sang="2")
    assert len(cards(page)) == 2 and set(cards(page)) | set(first) == set(said) and "Chưa viết xong" in page
    assert len(cards(citizen.get("/du-thao/d1?trang=99"))) == 2


@on_sqlite
def test_wrong_presses_are_told_and_nothing_is_shown_where_opinions_are_not(site: Site, cast: Cast) -> None:
    number = publish(site)
    (code,) = show(site, number, {"Chỉ một lời này thôi.": "d1"}).values()
    citizen = Citizen(site)
    assert "không còn công khai" in pressed(citizen, "d1", second="KHONGCO")
    citizen.comment("d1", "agree", "")
    citizen.finish()
    with site.session() as session:
        sending = session.scalars(select(Submission).where(Submission.channel == "web")).one()
        session.scalars(select(Opinion).where(Opinion.code == code)).one().submission_id = sending.id
        sending.may_publish = True
    assert "Ý kiến của Ông/Bà" in citizen.get("/du-thao/d1")
    assert "chính Ông/Bà" in pressed(citizen, "d1", second=code)
    plain = publish(site, "khac")
    tell(site, plain, {"Lời ở đợt khác.": "d1"})
    other = Citizen(site, "khac")
    page = other.get("/du-thao/d1")
    assert "nguoi-khac" not in page and "tim-giong" not in page
    assert other.client.post("/y-kien/khac/tuong-tu", data={"muc": "d1", "loi": "Lời ở đợt khác"}).data == b""
