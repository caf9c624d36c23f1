"""The first page, the box for a receipt code, and what a code shows."""

from datetime import timedelta

from sqlalchemy import select

from feedback import clock
from feedback.consultations.models import Consultation
from feedback.findings.models import Placement, Run, Theme
from feedback.ledger.models import Opinion, Submission
from feedback.ledger.service import NewOpinion, NewSubmission, record
from tests.cast import Cast
from tests.feedback.intake.asked import Citizen, close, on_sqlite, publish, shown
from tests.site import Site


def place(site: Site, consultation: int, words: dict[str, str | None]) -> None:
    """What a run of the analysis leaves: theme by the words of the opinion, None for one that fits nowhere."""
    with site.session() as session:
        run = Run(consultation_id=consultation, number=1, finished_at=clock.now(), opinions=len(words), card={})
        session.add(run)
        session.flush()
        themes = {name: Theme(consultation_id=consultation, name=name, machine_name=name, run_id=run.id)
                  for name in words.values() if name}  # fmt: skip
        session.add_all(themes.values())
        session.flush()
        for opinion in session.scalars(select(Opinion)):
            if opinion.text in words:
                theme = themes.get(words[opinion.text] or "")
                session.add(Placement(opinion_id=opinion.id, theme_id=theme.id if theme else None, run_id=run.id))


def test_a_code_shows_what_became_of_each_opinion(site: Site, cast: Cast) -> None:
    number = publish(site)
    person = Citizen(site)
    person.comment("d2.k1.pđ", "amend", "Xe rác không vào thôn.", "Thêm xe nhỏ.")
    person.comment("d1", "ask", "Bao giờ áp dụng?")
    person.answer()
    code = person.finish(publish="yes", group="yes", contact="yes", address="0912 345 678", name="Bà Lan")
    with site.session() as session:
        other = NewSubmission(number, "khác", "meeting", opinions=(NewOpinion("Xe rác to quá."),))
        record(session, site.secret, other)
    visitor = site.client()  # another phone
    before = visitor.get(f"/tra-cuu/{code}")
    page = shown(before)
    assert before.headers["Cache-Control"] == "no-store"
    assert "noindex" in before.headers["X-Robots-Tag"]
    assert "Đã nhận" in page
    assert "Đã xếp nhóm" not in page
    assert page.index("Bao giờ áp dụng?") < page.index("Điểm đ khoản 1 Điều 2") < page.index("Thêm xe nhỏ.")
    assert "Còn điều gì muốn nói?" in page
    assert page.count("Cần thêm xe chở rác ở thôn tôi.") == 1  # as an opinion, not once more among the answers
    assert "4 người" in page
    assert page.count("<strong>Đồng ý</strong>") == 3
    for secret in ("0912", "Bà Lan"):
        assert secret not in page

    themes = {"Xe rác không vào thôn.": "Xe rác nhỏ", "Xe rác to quá.": "Xe rác nhỏ", "Bao giờ áp dụng?": None}
    place(site, number, themes)
    after = shown(visitor.get(f"/tra-cuu/{code}"))
    assert "Đã xếp nhóm" in after
    assert "<strong>Xe rác nhỏ</strong> – cùng 1 ý kiến khác" in after
    assert "Chưa giống nhóm nào" in after
    with site.session() as session:
        row = session.scalars(select(Submission).where(Submission.channel == "web")).one()
        row.may_group = False
        for placement in session.scalars(select(Placement)):
            session.delete(placement)
    assert "Ông/Bà không chọn cho máy tính xếp nhóm" in shown(visitor.get(f"/tra-cuu/{code}"))


@on_sqlite
def test_looking_a_code_up(site: Site, cast: Cast) -> None:
    publish(site)
    person = Citizen(site)
    person.comment("d1")
    code = person.finish()
    visitor = site.client()
    assert "Mã biên nhận" in shown(visitor.get("/tra-cuu"))
    for typed, advice in (
        ("", "Hãy gõ mã biên nhận."),
        ("K7MA-3XRD-92H0", "không bao giờ có chữ I, O, Q, Z và số 0, 1"),
        ("K7MA 3XRD", "mã có 12 chữ và số"),
        ("K7MA-3XRD-92HP", "Không có lượt gửi nào mang mã này"),
    ):
        answer = visitor.post("/tra-cuu", data={"code": typed})
        page = shown(answer)
        assert answer.status_code == 422
        assert page.count(advice) == 2
        assert f'value="{typed}"' in page
    found = visitor.post("/tra-cuu", data={"code": f" {code.lower().replace('-', ' ')} "})
    assert found.location == f"/tra-cuu/{code}"
    assert visitor.get(f"/tra-cuu/{code.lower()}").status_code == 200
    missing = visitor.get("/tra-cuu/K7MA-3XRD-92HP")
    assert missing.status_code == 404
    assert "Không có lượt gửi nào mang mã này" in shown(missing)


@on_sqlite
def test_the_first_page_lists_consultations_by_state(site: Site, cast: Cast) -> None:
    titles = {"mo": "Đợt đang mở", "sap": "Đợt sắp mở", "xong": "Đợt đã xong", "soan": "Đợt đang soạn"}
    numbers = {slug: publish(site, slug) for slug in titles}
    with site.session() as session:
        for slug, number in numbers.items():
            row = session.get_one(Consultation, number)
            row.title = titles[slug]
            if slug == "sap":
                row.opens_at = clock.now() + timedelta(days=1)
            if slug == "soan":
                row.published_at = None
    close(site, numbers["xong"])
    visitor = site.client()
    page = shown(visitor.get("/"))
    order = [page.index(words) for words in (
        "Đang lấy ý kiến", "Đợt đang mở", "Sắp mở", "Đợt sắp mở", "Tra cứu", "Đã kết thúc", "Đợt đã xong")]  # fmt: skip
    assert order == sorted(order)
    assert "Đợt đang soạn" not in page
    assert "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Tuyên Quang" in page
    visitor.get("/ngon-ngu/en")
    assert '<html lang="en">' in shown(visitor.get("/"))
    assert visitor.get("/y-kien/mo/du-thao/d1").status_code == 200
