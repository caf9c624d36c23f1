"""The next version of a draft, as staff and citizens meet it."""

import re
from datetime import timedelta
from io import BytesIO
from threading import Thread

from flask.testing import FlaskClient
from sqlalchemy import select, update

from feedback import clock
from feedback.consultations import drafts, publishing, versions
from feedback.consultations.corrections import Correction, correct, move
from feedback.consultations.models import Clause, ClauseMatch, Consultation, DraftVersion
from feedback.intake.spreadsheet import taking
from feedback.journal.models import Entry
from feedback.ledger import next_version, places
from feedback.ledger import service as ledger
from feedback.ledger.models import Opinion
from feedback.ledger.service import NewOpinion, NewSubmission
from tests.cast import Cast, consultation_with_draft
from tests.site import Site

FIRST = """QUY ĐỊNH
VỀ VIỆC HỖ TRỢ XÓA NHÀ TẠM
Điều 1. Phạm vi điều chỉnh
Quy định này nói về việc hỗ trợ hộ nghèo xóa nhà tạm, nhà dột nát trên địa bàn tỉnh.
Điều 2. Mức hỗ trợ
1. Mỗi hộ xây mới được hỗ trợ 60.000.000 đồng từ ngân sách tỉnh và các nguồn hợp pháp khác.
2. Mỗi hộ sửa chữa được hỗ trợ 30.000.000 đồng, chuyển qua tài khoản của hộ.
3. Hộ ở xã đặc biệt khó khăn được hỗ trợ thêm chi phí vận chuyển vật liệu.
Điều 3. Bình xét đối tượng
Thôn họp bình xét công khai, niêm yết danh sách tại nhà văn hóa trong 10 ngày.
"""
SECOND = """QUY ĐỊNH
VỀ VIỆC HỖ TRỢ XÓA NHÀ TẠM
Điều 1. Phạm vi điều chỉnh
Quy định này nói về việc hỗ trợ hộ nghèo xóa nhà tạm, nhà dột nát trên địa bàn tỉnh.
Điều 2. Giải thích từ ngữ
Nhà tạm là nhà làm bằng vật liệu mau hỏng, niên hạn sử dụng dưới 5 năm.
Điều 3. Mức hỗ trợ
1. Mỗi hộ xây mới được hỗ trợ 80.000.000 đồng từ ngân sách tỉnh và các nguồn hợp pháp khác.
2. Kinh phí sửa chữa chuyển cho từng gia đình một lần.
Điều 4. Bình xét đối tượng
Thôn họp bình xét công khai, niêm yết danh sách tại nhà văn hóa trong 10 ngày.
"""
THIRD = SECOND.replace("Điều 4.", "3. Hộ ở xã đặc biệt khó khăn được hỗ trợ thêm chi phí vận chuyển vật liệu.\nĐiều 4.")
DESK = "/ban-lam-viec/thu"
PAGE = f"{DESK}/du-thao/ban-2"


def read(client: FlaskClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code, answer.get_data(as_text=True)[:500])
    return answer.get_data(as_text=True)


def follow(client: FlaskClient, path: str, status: int = 200, **data: str) -> str:
    answer = client.post(path, data=data, follow_redirects=True)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.get_data(as_text=True)


def prepared(site: Site, second: str = SECOND) -> tuple[int, str]:
    """A consultation on FIRST with one opinion on each clause and one on the whole, and a second version not matched yet;
    the receipt of these opinions."""
    number = consultation_with_draft(site, "thu", FIRST)
    with site.session() as session:
        row = session.get_one(Consultation, number)
        first = drafts.published(session, row)
        assert first is not None
        opinions = [NewOpinion(f"về {clause.path}", "amend", clause.id) for clause in first.clauses]
        sending = NewSubmission(number, "một", "paper", (*opinions, NewOpinion("về tất cả")))
        code = ledger.record(session, site.secret, sending).code
        drafts.upload(session, row, "hai.txt", second.encode(), row.created_by)
    return number, code


def where(site: Site) -> dict[str, str | None]:
    """Where each opinion stands, by its words."""
    with site.session() as session:
        return {one.text: one.clause_path for one in session.scalars(select(Opinion))}


def match_of(site: Site, old: str | None, new: str | None, number: int = 2) -> tuple[int, str]:
    """Number and stamp of the row of the matching that pairs these anchors."""
    with site.session() as session:
        draft = session.scalars(select(DraftVersion).where(DraftVersion.number == number)).one()
        for row in versions.rows(session, draft):
            if (row.old.path if row.old else None, row.new.path if row.new else None) == (old, new):
                return row.id, versions.stamp([row])
    raise AssertionError((old, new))


def doubt(site: Site, old: str, new: str | None) -> None:
    """Make the machine doubt this row and no other, whatever it thought."""
    with site.session() as session:
        session.execute(update(ClauseMatch).values(doubtful=False))
        session.execute(update(ClauseMatch).where(ClauseMatch.id == match_of(site, old, new)[0]).values(doubtful=True))


def clause_number(site: Site, version: int, path: str) -> int:
    with site.session() as session:
        query = select(Clause.id).join(Clause.draft).where(DraftVersion.number == version, Clause.path == path)
        return session.scalars(query).one()


def publish(site: Site, text: str | None = None) -> None:
    """Match, confirm and publish the version in preparation, after uploading it if a text is given."""
    with site.session() as session:
        row = session.scalars(select(Consultation)).one()
        account = row.created_by
        draft = drafts.upload(session, row, "x.txt", text.encode(), account) if text else drafts.current(session, row)
        assert draft is not None
        versions.match(session, row, draft, account)
        for one in versions.rows(session, draft):
            if one.doubtful and one.decided_by_id is None:
                versions.confirm(session, row, draft, one, versions.stamp([one]), account)
        next_version.publish_next(session, row, draft, versions.stamp(versions.rows(session, draft)), account)


def test_from_upload_to_publishing_and_what_citizens_see(cast: Cast) -> None:
    site = cast.site
    _number, code = prepared(site)
    designer, analyst = cast.client("designer"), cast.client("analyst")
    page = read(designer, PAGE)
    assert "So với bản trước" in page and "Công bố bản 2" not in page
    assert "Chưa so bản này" in read(designer, f"{PAGE}/cong-bo")
    page = follow(designer, f"{PAGE}/so")
    assert "Đã so xong" in page
    everything = read(designer, f"{PAGE}?loc=")
    assert "60.000.000" in everything and re.search(r"<ins>.*80\.000\.000", everything)
    assert "Khoản 3 Điều 2" in read(designer, f"{PAGE}?loc=da-bo")
    assert "Giải thích từ ngữ" in read(designer, f"{PAGE}?loc=moi") and "80.000.000" not in read(designer, f"{PAGE}?loc=moi")
    doubt(site, "d2.k1", "d3.k1")

    # One officer confirms; another, who has not seen it, may not.
    row, seen = match_of(site, "d2.k1", "d3.k1")
    assert "Còn 1 chỗ" in read(designer, f"{PAGE}/cong-bo")
    assert "người khác" in follow(designer, f"{PAGE}/xac-nhan", muc=str(row), seen=versions.stamp([]))
    assert "Đã xác nhận" in follow(designer, f"{PAGE}/xac-nhan", muc=str(row), seen=seen)
    assert "người khác" in follow(designer, f"{PAGE}/xac-nhan", muc=str(row), seen=seen)

    # Who may only read sees no buttons, and others nothing.
    assert "So lại" not in read(analyst, PAGE)
    assert analyst.post(f"{PAGE}/so").status_code == 403
    assert cast.client("viewer").get(PAGE).status_code == 403
    assert cast.client("stranger").get(PAGE).status_code == 403
    assert designer.get(f"{DESK}/du-thao/ban-1").status_code == 404, "the first version has none before it"
    assert designer.get(f"{DESK}/du-thao/ban-7").status_code == 404

    # Publishing: what it will do, then that.
    before = read(designer, f"{PAGE}/cong-bo")
    assert "Khoản 3 Điều 2 (bản 1, đã bỏ)" in before
    assert where(site)["về d2.k1"] == "d2.k1", "nothing moves before"
    stale = follow(designer, f"{PAGE}/cong-bo", 422, seen="khác")
    assert "người khác" in stale
    seen = re.findall(r'name="seen" value="(\w+)"', before)[0]
    assert "Đã công bố bản 2" in follow(designer, f"{PAGE}/cong-bo", seen=seen)
    now = where(site)
    assert now["về d1"] == "d1" and now["về d2"] == "d3" and now["về d2.k1"] == "d3.k1" and now["về d3"] == "d4"
    assert now["về d2.k3"] == "v1:d2.k3" and now["về tất cả"] is None
    assert "không đổi nữa" in read(designer, PAGE)
    assert designer.post(f"{PAGE}/cong-bo", data={"seen": seen}).status_code == 422, "once only"

    # Citizens.
    visitor = site.client()
    assert "Giải thích từ ngữ" in read(visitor, "/y-kien/thu/du-thao")
    receipt = read(visitor, f"/tra-cuu/{code}")
    assert "Khoản 1 Điều 2 nay là khoản 1 Điều 3 và đã được sửa." in receipt
    assert "Bản 2 đã bỏ khoản 3 Điều 2" in receipt and "Điều 3 nay là Điều 4, câu chữ giữ nguyên." in receipt
    assert "Điều 1 giữ nguyên." in receipt

    # Staff.
    gone = read(analyst, f"{DESK}/y-kien?dieu=da-bo")
    assert "về d2.k3" in gone and "khoản 3 Điều 2 (bản 1, đã bỏ)" in gone and "về d2.k1" not in gone
    assert "về d2.k3" in read(analyst, f"{DESK}/y-kien?dieu=v1:d2.k3")
    under = read(analyst, f"{DESK}/y-kien?dieu=d3")
    assert "về d2.k1" in under and "về d3" not in under
    opinion = read(analyst, f"{DESK}/y-kien/{_code(site, 'về d2.k1')}")
    assert "khoản 1 Điều 2 (bản 1)" in opinion and "60.000.000" in opinion and "80.000.000" in opinion
    report = read(analyst, f"{DESK}/bao-cao")
    assert "bản số 2" in report and "mà dự thảo hiện nay không còn" in report
    assert "Khoản 3 Điều 2 (bản số 1, bản sau đã bỏ)" in report
    with site.session() as session:
        acts = set(session.scalars(select(Entry.action)))
    assert {"draft.compared", "draft.match_confirmed", "draft.published"} <= acts


def _code(site: Site, text: str) -> str:
    with site.session() as session:
        return session.scalars(select(Opinion.code).where(Opinion.text == text)).one()


def test_an_officer_chooses_otherwise_and_corrects_the_tree_meanwhile(cast: Cast) -> None:
    site = cast.site
    prepared(site)
    designer = cast.client("designer")
    follow(designer, f"{PAGE}/so")
    with site.session() as session:  # whatever the machine thought of these two: an officer says they belong together
        draft = session.scalars(select(DraftVersion).where(DraftVersion.number == 2)).one()
        row = next(one for one in versions.rows(session, draft) if one.old and one.old.path == "d2.k2")
        number, seen = row.id, versions.stamp([row])
    page = read(designer, f"{PAGE}/cap-{number}")
    assert "Mỗi hộ sửa chữa" in page and "Kinh phí sửa chữa" in page
    assert "Kinh phí sửa chữa" in read(designer, f"{PAGE}/cap-{number}?tim=khoan 2 dieu 3")
    assert "Không có mục nào như vậy" in read(designer, f"{PAGE}/cap-{number}?tim=cá voi")
    other = clause_number(site, 2, "d3.k2")
    assert "Hãy chọn" in follow(designer, f"{PAGE}/cap-{number}", 422, seen=seen, choice="new:999999")
    assert "Hãy chọn" in follow(designer, f"{PAGE}/cap-{number}", 422, seen=seen, choice="gì đó")
    assert "người khác" in follow(designer, f"{PAGE}/cap-{number}", 422, seen="cũ", choice=f"new:{other}")
    assert "Đã ghi nhận" in follow(designer, f"{PAGE}/cap-{number}", seen=seen, choice=f"new:{other}")
    number, seen = match_of(site, "d2.k2", "d3.k2")
    assert "người khác" in read_redirect(designer, f"{PAGE}/cap-999999")

    # Said to be new, said to be dropped; and the first choice again.
    follow(designer, f"{PAGE}/cap-{number}", seen=seen, choice="added")
    number, seen = match_of(site, None, "d3.k2")
    follow(designer, f"{PAGE}/cap-{number}", seen=seen, choice=f"old:{clause_number(site, 1, 'd2.k2')}")
    number, seen = match_of(site, "d2.k2", "d3.k2")
    follow(designer, f"{PAGE}/cap-{number}", seen=seen, choice="dropped")
    number, seen = match_of(site, "d2.k2", None)
    follow(designer, f"{PAGE}/cap-{number}", seen=seen, choice=f"new:{other}")
    match_of(site, "d2.k2", "d3.k2")

    # The tree is corrected after the matching: it says so, must be matched again, and keeps what was decided.
    with site.session() as session:
        clause = session.get_one(Clause, clause_number(site, 2, "d1"))
        clause.text = "Quy định này nói về việc hỗ trợ hộ nghèo, hộ cận nghèo xóa nhà tạm, nhà dột nát trên địa bàn tỉnh."
    assert "đã được sửa sau lần so" in read(designer, PAGE)
    assert "đã được sửa sau lần so" in read(designer, f"{PAGE}/cong-bo")
    assert "đã được sửa sau lần so" not in follow(designer, f"{PAGE}/so")
    match_of(site, "d2.k2", "d3.k2")
    with site.session() as session:
        decided = session.scalars(select(ClauseMatch).where(ClauseMatch.decided_by_id.is_not(None))).all()
        assert [(one.old.path, one.new.path) for one in decided if one.old and one.new] == [("d2.k2", "d3.k2")]
    publish(site)
    assert where(site)["về d2.k2"] == "d3.k2"


def read_redirect(client: FlaskClient, path: str) -> str:
    return client.get(path, follow_redirects=True).get_data(as_text=True)


def test_a_clause_that_comes_back_brings_its_opinions_and_late_ones_find_their_place(cast: Cast) -> None:
    site = cast.site
    number, _code_of_first = prepared(site)
    publish(site)
    assert where(site)["về d2.k3"] == "v1:d2.k3"
    dropped = clause_number(site, 1, "d2.k3")
    with site.session() as session:  # written on version 1, sent after version 2
        late = [
            NewOpinion(f"muộn, về {path}", clause_id=clause_number(site, 1, path)) for path in ("d2.k3", "d2.k1")
        ]
        ledger.record(session, site.secret, NewSubmission(number, "hai", "web", tuple(late)))
    assert where(site)["muộn, về d2.k3"] == "v1:d2.k3" and where(site)["muộn, về d2.k1"] == "d3.k1"
    publish(site, THIRD)
    now = where(site)
    assert now["về d2.k3"] == now["muộn, về d2.k3"] == "d3.k3" and now["muộn, về d2.k1"] == "d3.k1"
    with site.session() as session:
        assert places.place(session, dropped) == "d3.k3"
        assert places.spread(session, dropped) == ["d3.k3"] and places.place(session, None) is None
        opinion = session.scalars(select(Opinion).where(Opinion.text == "về d2.k3")).one()
        assert opinion.clause is not None and opinion.clause.path == "d2.k3" and opinion.clause.draft.number == 1
    assert "Có lại từ bản 1" in read(cast.client("reviewer"), f"{DESK}/du-thao/ban-3?loc=")


def test_a_table_is_read_by_the_newest_published_version(cast: Cast) -> None:
    site = cast.site
    prepared(site)
    publish(site)
    collector = cast.client("collector")
    table = "Điều khoản,Ý kiến\nkhoản 1 Điều 3,Nên nâng mức này lên\n"
    sent = {"file": (BytesIO(table.encode()), "bang.csv")}
    answer = collector.post(f"{DESK}/nhap-bang", data=sent, content_type="multipart/form-data", follow_redirects=True)
    assert "theo bản dự thảo nào" in answer.get_data(as_text=True)
    step = answer.request.path
    wording = re.search(r'name="wording"[^>]*value="([^"]*)"', answer.get_data(as_text=True))
    assert wording
    chosen = {"text": "1", "clause": "0", "all_channel": "paper", "all_respondent": "person", "version": "2"}
    chosen["wording"] = wording[1]
    assert "có lỗi" not in follow(collector, step, **chosen)
    # Under the numbering of the first version there is no khoản 1 in Điều 3; khoản 1 Điều 2 went to Điều 3.
    wrong = follow(collector, step, **{**chosen, "version": "1"})
    assert "theo bản 1 của dự thảo" in wrong and "1 trên 1 dòng có lỗi" in wrong
    assert "không có trong danh sách" in follow(collector, step, 422, **{**chosen, "version": "7"})
    old = {"file": (BytesIO("Điều khoản,Ý kiến\nkhoản 1 Điều 2,Ghi trên phiếu của bản một\n".encode()), "cu.csv")}
    answer = collector.post(f"{DESK}/nhap-bang", data=old, content_type="multipart/form-data", follow_redirects=True)
    page = follow(collector, answer.request.path, **{**chosen, "version": "1"})
    seen = re.search(r'name="seen"[^>]*value="([^"]+)"', page)
    assert seen, page
    follow(collector, f"{answer.request.path}/kiem-tra", seen=seen[1])
    assert where(site)["Ghi trên phiếu của bản một"] == "d3.k1", "followed into the version citizens read now"
    with site.session() as session:
        written = session.scalars(select(Opinion).where(Opinion.text == "Ghi trên phiếu của bản một")).one()
        assert written.clause_id == clause_number(site, 1, "d2.k1")
    with site.session() as session:
        row = session.scalars(select(Consultation)).one()
        found = taking.ground(session, row, row.created_by)
        assert found.clause_ids["d3.k1"] == clause_number(site, 2, "d3.k1") and "d2.k1" not in found.clause_ids


def test_versions_are_published_before_during_and_after_the_days_of_asking(cast: Cast) -> None:
    site = cast.site
    number, _code_of_first = prepared(site)
    now = clock.now()
    with site.session() as session:
        row = session.get_one(Consultation, number)
        row.opens_at, row.closes_at = now - timedelta(days=3), now - timedelta(days=1)
    assert "nhưng không góp ý thêm" in _ready(cast)
    publish(site)
    assert "Giải thích từ ngữ" in read(site.client(), "/y-kien/thu/du-thao"), "read after the end, too"
    with site.session() as session:
        row = session.get_one(Consultation, number)
        row.opens_at, row.closes_at = now + timedelta(days=1), now + timedelta(days=30)
    publish(site, THIRD)
    with site.session() as session:  # withdrawn: what was published stays, a next version can be added and is told apart
        row = session.get_one(Consultation, number)
        publishing.close(session, row, row.created_by)
        assert row.published_at is None
        assert all(draft.published_at for draft in versions.every(session, row))
        drafts.upload(session, row, "bốn.txt", FIRST.encode(), row.created_by)
        assert any("Bản 4 còn đang soạn" in finding.sentence for finding in publishing.findings(session, row))
        publishing.publish(session, row, row.created_by)
        newest = drafts.published(session, row)
        assert newest is not None and newest.number == 3


def _ready(cast: Cast) -> str:
    """The page on which version 2 can be published."""
    designer = cast.client("designer")
    follow(designer, f"{PAGE}/so")
    with cast.site.session() as session:
        session.execute(update(ClauseMatch).values(doubtful=False))
    return read(designer, f"{PAGE}/cong-bo")


def test_an_opinion_sent_while_a_version_is_being_published_finds_its_place(cast: Cast) -> None:
    site = cast.site
    number, _code_of_first = prepared(site)
    new = NewSubmission(number, "giữa chừng", "web", (NewOpinion("giữa chừng", clause_id=clause_number(site, 1, "d2.k1")),))
    sender = Thread(target=lambda: site.writer.write(lambda session: ledger.record(session, site.secret, new)))
    with site.session() as session:
        row = session.get_one(Consultation, number)
        draft = drafts.current(session, row)
        assert draft is not None
        versions.match(session, row, draft, row.created_by)
        session.execute(update(ClauseMatch).values(doubtful=False))
        next_version.publish_next(session, row, draft, versions.stamp(versions.rows(session, draft)), row.created_by)
        sender.start()
        sender.join(0.5)
        assert sender.is_alive(), "it waits until the version is published"
    sender.join(20)
    assert where(site)["giữa chừng"] == "d3.k1"


CHAPTERS = """QUY ĐỊNH
VỀ VIỆC HỖ TRỢ XÓA NHÀ TẠM
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Quy định này nói về việc hỗ trợ hộ nghèo xóa nhà tạm, nhà dột nát trên địa bàn tỉnh.
Điều 2. Đối tượng áp dụng
Hộ nghèo, hộ cận nghèo đang ở nhà tạm, nhà dột nát trên địa bàn tỉnh.
"""


def test_a_matching_is_stale_after_any_correction_it_did_not_see_and_only_then(cast: Cast) -> None:
    """Chapters numbered I and then 1 are the same; renumbered words that change, and an Điều leaving its chapter, are not."""
    site = cast.site
    number = consultation_with_draft(site, "thu", CHAPTERS)
    later = CHAPTERS.replace("Chương I", "Chương 1").replace("Điều 2.", "Điều 3.").replace(
        "Điều 1. Phạm", "Điều 1. Giải thích từ ngữ\nNhà tạm là nhà làm bằng vật liệu mau hỏng.\nĐiều 2. Phạm"
    )
    with site.session() as session:
        row = session.get_one(Consultation, number)
        account = row.created_by
        draft = drafts.upload(session, row, "hai.txt", later.encode(), account)
        versions.match(session, row, draft, account)
        kinds = {one.new.path: one.kind for one in versions.rows(session, draft) if one.new}
        assert (kinds["c1"], kinds["d3"]) == ("same", "renumbered")
        assert not versions.is_stale(session, draft)

        clause = drafts.clause_at(draft, "d3")
        wanted = Correction(clause.level, clause.label, clause.heading, "Hộ nghèo đang ở nhà tạm trên địa bàn tỉnh.")
        correct(session, row, clause, wanted, clause.version, account)
        assert versions.is_stale(session, draft)
        versions.match(session, row, draft, account)
        assert not versions.is_stale(session, draft)

        clause = drafts.clause_at(draft, "d2")
        move(session, row, clause, "raise", clause.version, account)
        assert versions.is_stale(session, draft)
        versions.match(session, row, draft, account)
        assert not versions.is_stale(session, draft)


def test_what_staff_said_in_plain_words_goes_with_clauses_whose_words_did_not_change(cast: Cast) -> None:
    site = cast.site
    number, _code = prepared(site)
    with site.session() as session:
        row = session.get_one(Consultation, number)
        first, draft, account = drafts.published(session, row), drafts.current(session, row), row.created_by
        assert first is not None and draft is not None
        for clause in first.clauses:
            clause.plain = f"dễ hiểu {clause.path}"
        drafts.clause_at(draft, "d1").plain = "lời riêng"
        versions.match(session, row, draft, account)
        said = {clause.path: clause.plain for clause in draft.clauses if clause.plain}
        # d4 was d3; of d3, once d2, a khoản says something else, so words about all of it may be wrong.
        assert said.pop("modau", None) in (None, "dễ hiểu modau")
        assert said == {"d1": "lời riêng", "d4": "dễ hiểu d3"}
        drafts.clause_at(draft, "d4").plain = ""
        drafts.clause_at(first, "d3").plain = "viết lại khi bản sau đang soạn"
    publish(site)
    with site.session() as session:
        assert session.get_one(Clause, clause_number(site, 2, "d4")).plain == "viết lại khi bản sau đang soạn"
    publish(site, THIRD)
    with site.session() as session:  # taken up again from the first version
        back = session.get_one(Clause, clause_number(site, 3, "d3.k3"))
        assert back.plain == "dễ hiểu d2.k3"
