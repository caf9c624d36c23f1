"""The draft changes while citizens write: nothing is refused, each word stays with the version it was written on."""

from sqlalchemy import select

from feedback.consultations import drafts, versions
from feedback.consultations.models import Clause, Consultation, DraftVersion
from feedback.intake.models import Basket
from feedback.ledger import next_version
from feedback.ledger.models import Opinion, Submission
from tests.cast import Cast, consultation_with_draft
from tests.feedback.intake.asked import Citizen, hidden, on_sqlite, shown
from tests.site import Site

OLD = """QUY ĐỊNH
VỀ RÁC THẢI
Điều 1. Phạm vi điều chỉnh
Quy định này nói về việc thu gom rác thải sinh hoạt ở nông thôn.
Điều 2. Mức phí
1. Mỗi hộ trả 20.000 đồng một tháng cho việc thu gom rác tại nhà.
2. Hộ nghèo, hộ cận nghèo không phải trả phí thu gom rác.
Điều 3. Xử phạt
Người đổ rác ra suối, ra đường bị phạt theo quy định của pháp luật.
"""
NEW = """QUY ĐỊNH
VỀ RÁC THẢI
Điều 1. Phạm vi điều chỉnh
Quy định này nói về việc thu gom rác thải sinh hoạt ở nông thôn.
Điều 2. Giải thích từ ngữ
Điểm tập kết là nơi các thôn, xóm đưa chất thải đã phân loại đến trước giờ xe đi qua.
Điều 3. Mức phí
1. Mỗi hộ trả 15.000 đồng một tháng cho việc thu gom rác tại nhà.
2. Hộ nghèo, hộ cận nghèo không phải trả phí thu gom rác.
"""
WORDS = "Thôn tôi ở xa, xe rác không vào được."


def next_one(site: Site, number: int, text: str = NEW) -> int:
    """Publish a further version, all pairs as the machine sees them; its number in the database."""
    with site.session() as session:
        row = session.get_one(Consultation, number)
        draft = drafts.upload(session, row, "moi.txt", text.encode(), row.created_by)
        versions.match(session, row, draft, row.created_by)
        for pair in versions.rows(session, draft):
            pair.decided_by_id = row.created_by_id
        session.flush()
        next_version.publish_next(session, row, draft, versions.stamp(versions.rows(session, draft)), row.created_by)
        return draft.id


def test_kept_comments_stay_on_the_version_they_were_written_on(site: Site, cast: Cast) -> None:
    number = consultation_with_draft(site, "rac", OLD)
    person = Citizen(site)
    for path, text in (("d1", "Một."), ("d2.k1", "Hai."), ("d3", "Ba."), ("-", "Chung.")):
        person.comment(path, "amend", text)
    open_page = hidden(person.get("/du-thao/d2.k2"))
    assert "thay-doi" not in person.get("/du-thao")
    second = next_one(site, number)

    review = person.get("/xem-lai")
    assert review.count("Viết trên bản 1.") == 4
    assert "Ở bản 2 phần này vẫn như vậy." in review
    assert "Ở bản 2 phần này đã sửa, nay là khoản 1 Điều 3." in review
    assert "Bản 2 không còn phần này." in review
    order = [review.index(f">{words}<") for words in ("Một.", "Hai.", "Ba.", "Chung.")]
    assert order == sorted(order)
    moved = person.fill("/xem-lai", respondent="person", onward="clause:d3.k1")
    assert moved.location == "/y-kien/rac/du-thao/d3.k1?ve=xem-lai"
    page = person.get("/du-thao/d3.k1")
    assert "Mỗi hộ trả 15.000 đồng" in page
    assert "Ông/Bà đã góp ý cho phần này trên bản 1" in page
    assert "/du-thao/v1:d2.k1" in page

    # The page she had open goes on: it is a comment on what she read.
    sent = person.send("/du-thao/d2.k2", {**open_page, "stance": "ask", "text": WORDS})
    assert (sent.status_code, sent.location) == (302, "/y-kien/rac/du-thao?xong=v1:d2.k2#d3.k2")
    draft = person.get("/du-thao?xong=v1:d2.k2")
    assert "Đây là bản 2 của dự thảo" in draft
    assert "/y-kien/rac/thay-doi" in draft
    assert draft.count("Đã góp ý trên bản 1") == 4  # the one on Điều 3 of then has no place in this version
    assert draft.index("Đã giữ góp ý này") > draft.index('id="d3.k2"')
    older = person.get("/du-thao/v1:d2.k2")
    assert "Đây là bản 1 của dự thảo. Nay đã có bản 2" in older
    assert "/du-thao/d3.k2" in older
    assert WORDS in older
    person.comment("d3.k2", "agree", "")  # and on the new one besides
    gone = person.fill("/du-thao/v1:d3", stance="remove", text="Ba, sửa lại.")
    assert gone.location == "/y-kien/rac/xem-lai"
    person.comment("v1:d1", "agree", "")
    assert person.fill("/du-thao/v1:d1", action="delete").status_code == 302

    person.finish()
    with site.session() as session:
        rows = session.execute(
            select(DraftVersion.number, Clause.path, Opinion.clause_path, Opinion.text)
            .select_from(Opinion).outerjoin(Clause, Opinion.clause_id == Clause.id)
            .outerjoin(DraftVersion, Clause.draft_id == DraftVersion.id).order_by(Opinion.position)
        )  # fmt: skip
        assert [tuple(row) for row in rows] == [
            (1, "d2.k1", "d3.k1", "Hai."),
            (1, "d2.k2", "d3.k2", WORDS),
            (2, "d3.k2", "d3.k2", ""),
            (1, "d3", "v1:d3", "Ba, sửa lại."),
            (None, None, None, "Chung."),
        ]
        assert session.scalars(select(Submission.draft_id)).one() == second


@on_sqlite
def test_pages_of_versions_and_clauses_that_are_not_there(site: Site, cast: Cast) -> None:
    number = consultation_with_draft(site, "rac", OLD)
    person = Citizen(site)
    page = hidden(person.get("/du-thao/d1"))
    next_one(site, number)
    with site.session() as session:
        row = session.get_one(Consultation, number)
        drafts.upload(session, row, "ba.txt", NEW.encode(), row.created_by)  # version 3, not published
    for path in ("v3:d1", "v9:d1", "v99999999999999999999:d1", "v1:d9", "v0:-", "v1:", ":", "d9", "v1:v1:d1"):
        assert person.client.get(f"/y-kien/rac/du-thao/{path}").status_code == 404, path
        sent = person.send(f"/du-thao/{path}", {"stance": "ask", "text": WORDS})
        assert sent.status_code == 410, path
        assert WORDS in shown(sent)
    for draft in ("0", "-1", "99999999999999999999", "9999"):
        assert person.send("/du-thao/d1", {**page, "draft": draft, "stance": "ask", "text": WORDS}).status_code == 410
    assert person.send("/du-thao/d1", {**page, "draft": "một", "stance": "ask", "text": WORDS}).status_code == 302
    assert "v2:d1" in person.get("/xem-lai")
    assert person.client.get("/y-kien/rac/du-thao/v1:-").status_code == 200


@on_sqlite
def test_a_basket_kept_before_versions_were_told_apart(site: Site, cast: Cast) -> None:
    number = consultation_with_draft(site, "rac", OLD)
    person = Citizen(site)
    person.comment("d1", "amend", WORDS)
    with site.session() as session:
        first = session.scalars(select(DraftVersion.id).where(DraftVersion.consultation_id == number)).one()
        session.scalars(select(Basket)).one().content = {
            "draft_id": first, "questionnaire_id": None, "answers": {}, "sender": {}, "seconded": [],
            "comments": {"d1": {"stance": "amend", "text": "Lời cũ.", "proposed": "", "name": "Điều 1"}},
        }  # fmt: skip
    next_one(site, number)
    assert "Lời cũ." in person.get("/du-thao/v1:d1")
    assert "Viết trên bản 1." in person.get("/xem-lai")
    person.comment("d1", "ask", "Lời mới.")
    person.finish()
    with site.session() as session:
        query = select(Opinion.text, DraftVersion.number).join(Opinion.clause).join(Clause.draft)
        found = session.execute(query.order_by(Opinion.position))
        assert [tuple(row) for row in found] == [("Lời cũ.", 1), ("Lời mới.", 2)]


@on_sqlite
def test_counts_summaries_and_search_on_the_page_of_the_draft(site: Site, cast: Cast) -> None:
    number = consultation_with_draft(site, "rac", OLD)
    for text in ("Một.", "Hai."):
        sender = Citizen(site)
        sender.comment("d2.k1", "amend", text)
        sender.comment("d2", "ask", text)
        sender.comment("-", "ask", text)
        sender.finish()
    person = Citizen(site)
    assert "ý kiến</span>" not in person.get("/du-thao")
    with site.session() as session:
        session.get_one(Consultation, number).show_counts = True
        session.scalars(select(Clause).where(Clause.path == "d2.k1")).one().plain = "Mỗi tháng nhà mình đóng <hai mươi> nghìn."
    draft = person.get("/du-thao")
    parts = {path: draft.partition(f'<section id="{path}"')[2].partition("</section>")[0] for path in ("d1", "d2", "d2.k1", "-")}
    assert 'class="count"' not in parts["d1"]
    assert '<span class="count">4 ý kiến, cả phần bên trong</span>' in parts["d2"]
    assert '<span class="count">2 ý kiến</span>' in parts["d2.k1"]
    assert '<span class="count">2 ý kiến</span>' in parts["-"]
    assert "nhà mình đóng &lt;hai mươi&gt; nghìn." in parts["d2.k1"]
    assert "không phải lời của dự thảo" in parts["d2.k1"]
    assert "Nói dễ hiểu" not in parts["d2"]
    for page in ("/du-thao/d2", "/du-thao/d2.k1"):
        assert "nhà mình đóng" in person.get(page)

    found = person.get("/du-thao?tim=phi+thu+gom")
    assert "Có 1 chỗ" in found
    assert '<li><a href="#d2.k2">Khoản 2 Điều 2</a>' in found
    assert "<mark>phí thu gom</mark>" in found
    assert "Xử phạt" in found  # the draft itself follows
    cited = person.get("/du-thao?tim=khoản+1+điều+2")
    assert '<li><a href="#d2.k1">' in cited
    assert "Không thấy “&lt;b&gt;xyz”" in person.get("/du-thao?tim=<b>xyz")
    assert "ket-qua" not in person.get("/du-thao?tim=+")
    assert person.client.get("/y-kien/rac/du-thao?tim=" + "a" * 3000).status_code == 200


@on_sqlite
def test_the_clauses_own_words_are_there_to_be_rewritten(site: Site, cast: Cast) -> None:
    number = consultation_with_draft(site, "rac", OLD)
    person = Citizen(site)
    page = person.get("/du-thao/d2")
    field = page.partition('name="proposed"')[2].partition("</textarea>")[0]
    assert "Mức phí\n1. Mỗi hộ trả 20.000 đồng một tháng cho việc thu gom rác tại nhà.\n2. Hộ nghèo" in field
    assert "<details open>" not in page
    typed = {
        "d1": "Phạm vi điều chỉnh\r\n Quy định này nói về việc thu gom rác thải  sinh hoạt ở nông thôn.",  # as it was
        "d2.k1": " ", "d2.k2": "Hộ nghèo không phải trả phí.",
    }  # fmt: skip
    for path, proposed in typed.items():
        person.comment(path, "amend", "Xin sửa.", proposed)
    assert "<details open>" in person.get("/du-thao/d2.k2")
    wrong = person.fill("/du-thao/d3", text="", stance="amend", proposed="")
    assert wrong.status_code == 422
    assert "Người đổ rác" not in shown(wrong).partition('name="proposed"')[2].partition("</textarea>")[0]  # emptied: stays so
    assert "dài 5.001 ký tự" in shown(person.fill("/du-thao/d3", text="a", stance="amend", proposed="à" * 5_001))
    general = person.get("/du-thao/-")
    assert "Viết câu chữ đề nghị" in general
    assert 'name="aspect"' not in general
    with site.session() as session:
        session.get_one(Consultation, number).ask_aspect = True
    assert "Không chọn" in person.get("/du-thao/d3")
    odd = person.fill("/du-thao/d3", stance="ask", text="Sao?", aspect="la")
    assert odd.status_code == 422
    assert "Hãy chọn một mục trong danh sách" in shown(odd)
    assert person.fill("/du-thao/d3", stance="ask", text="Sao?", aspect="feasible").status_code == 302
    assert "Có đúng thực tế, có làm được không" in person.get("/xem-lai")
    receipt_code = person.finish()
    receipt = person.client.get(f"/tra-cuu/{receipt_code}").get_data(as_text=True)
    assert receipt.count("Về: Có đúng thực tế, có làm được không") == 1
    with site.session() as session:
        rows = session.execute(select(Opinion.clause_path, Opinion.proposed, Opinion.aspect).order_by(Opinion.position))
        assert [tuple(row) for row in rows] == [
            ("d1", "", None), ("d2.k1", "", None), ("d2.k2", "Hộ nghèo không phải trả phí.", None), ("d3", "", "feasible"),
        ]  # fmt: skip
    office = cast.client("analyst")
    found = office.get("/ban-lam-viec/rac/y-kien?mat=feasible").get_data(as_text=True)
    assert "Tìm thấy 1 ý kiến." in found
    assert '<option selected value="feasible">Tính đúng đắn, khoa học, khả thi</option>' in found
    with site.session() as session:
        code = session.scalars(select(Opinion.code).where(Opinion.aspect == "feasible")).one()
    opinion = office.get(f"/ban-lam-viec/rac/y-kien/{code}").get_data(as_text=True)
    assert "<dd>Tính đúng đắn, khoa học, khả thi</dd>" in opinion
