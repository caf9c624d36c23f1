"""A table of opinions on its way through the pages into the ledger, on both databases."""

import io
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from openpyxl import Workbook
from sqlalchemy import func, insert, select

from feedback import clock
from feedback.consultations.models import Clause, Consultation, DraftVersion
from feedback.identity.models import Consent, ConsentText
from feedback.intake.models import ImportBatch
from feedback.intake.spreadsheet import batches, taking
from feedback.intake.spreadsheet.check import Entry
from feedback.intake.spreadsheet.choice import Choice
from feedback.journal import service as journal
from feedback.journal.models import Entry as Line
from feedback.ledger import many
from feedback.ledger.models import Opinion, Submission
from feedback.ledger.service import NewOpinion
from surveys.drafts.grammar import parse_text
from tests.cast import COMMUNE, OTHER, Cast, consultation
from tests.site import Site

DEMO = Path(__file__).resolve().parents[3] / "feedback" / "demo"
ADDRESS = "/ban-lam-viec/thu/nhap-bang"
SMALL = "Xã,Ý kiến\nXã Yên Sơn,Nên giảm phí\nXã Pà Vầy Sủ,Đường xa quá\n"


def _draft(site: Site, number: int) -> None:
    """The worked example's draft, published."""
    text = (DEMO / "du_thao.md").read_text(encoding="utf-8")
    with site.session() as session:
        row = DraftVersion(
            consultation_id=number, number=1, file_name="x.md", sha256="x", title="x", source="x", created_by_id=1,
            created_at=clock.now(), published_at=clock.now(), warnings=[],
        )  # fmt: skip
        session.add(row)
        session.flush()
        session.execute(insert(Clause), [
            {"draft_id": row.id, "path": node.path, "parent_path": node.parent, "position": place, "level": node.level,
             "label": node.label, "heading": node.heading, "text": node.text, "doubt": False, "excluded": False, "version": 1}
            for place, node in enumerate(parse_text(text).nodes)
        ])  # fmt: skip


def _send(client: FlaskClient, data: bytes | str, name: str = "bang.csv") -> tuple[int, str]:
    """Upload; the status and the address of the columns page, or the page that says what is wrong."""
    body = data.encode() if isinstance(data, str) else data
    answer = client.post(ADDRESS, data={"file": (io.BytesIO(body), name)})
    return answer.status_code, answer.location or answer.get_data(as_text=True)


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" type="hidden" value="([^"]*)"', page)
    assert found, page
    return found[1]


def _choose(client: FlaskClient, address: str, **chosen: str) -> str:
    """Choose the columns that were guessed and what is given; the page with the problems."""
    page = client.get(address).get_data(as_text=True)
    fields = {"all_respondent": "person", "wording": _hidden(page, "wording")}
    for name, options in re.findall(r'<select[^>]* name="(\w+)"[^>]*>(.*?)</select>', page, re.S):
        guessed = re.search(r'<option selected value="(\w*)"', options)
        fields[name] = guessed[1] if guessed else ""
    answer = client.post(address, data=fields | chosen, follow_redirects=True)
    return answer.get_data(as_text=True)


def _take(client: FlaskClient, address: str, **fields: str) -> tuple[int, str]:
    page = client.get(f"{address}/kiem-tra").get_data(as_text=True)
    answer = client.post(f"{address}/kiem-tra", data={"seen": _hidden(page, "seen"), **fields})
    return answer.status_code, answer.location or answer.get_data(as_text=True)


def _counts(site: Site) -> tuple[int, int]:
    with site.session() as session:
        return tuple(session.scalar(select(func.count()).select_from(model)) or 0 for model in (Submission, Opinion))  # type: ignore[return-value]


def test_nothing_is_taken_in_while_the_draft_may_still_change(site: Site, cast: Cast) -> None:
    number = consultation(site)
    client = cast.client("collector")
    with site.session() as session:  # published, but its first day has not come: it may still be withdrawn
        session.get_one(Consultation, number).opens_at = clock.now() + timedelta(days=1)
    assert "chưa bắt đầu nên chưa nhập được" in client.get(ADDRESS).get_data(as_text=True)
    status, page = _send(client, SMALL)
    assert status == 422 and "chưa bắt đầu nên chưa nhập được" in page
    with site.session() as session:
        assert session.scalar(select(func.count(ImportBatch.id))) == 0


def test_the_worked_examples_table_comes_in_without_its_three_wrong_rows(site: Site, cast: Cast) -> None:
    number = consultation(site)
    _draft(site, number)
    client = cast.client("collector")
    data = (DEMO / "y_kien_thu_thap.csv").read_bytes()
    status, address = _send(client, data)
    assert status == 303 and _send(client, data)[1] == address  # the same file is not kept twice
    refused = client.post(address, data={"text": "", "all_channel": "", "place": "2", "clause": "2", "date": "9"})
    page = refused.get_data(as_text=True)
    assert refused.status_code == 422 and "Hãy chọn cột chứa nội dung góp ý" in page and "Cột này đã chọn cho" in page
    page = _choose(client, address, all_channel="paper", group="y")
    for words in ("3 trên 40 dòng", "Có phải là Xã Trung Sơn?", "chưa có lời góp ý", "31/02/2026", "37 ý kiến trong 37 lượt gửi"):
        assert words in page
    errors = client.get(f"{address}/loi.csv").get_data(as_text=True)
    assert errors.startswith("\ufeffDòng,Cột,Đang ghi,Cần sửa") and [row.split(",")[0] for row in errors.split("\r\n")[1:4]] == [
        "13", "17", "27"
    ]  # fmt: skip
    status, page = _take(client, address)
    assert status == 422 and "Bảng còn dòng lỗi" in page and _counts(site) == (0, 0)
    status, page = _take(client, address, leave_out="y", seen="of another day")
    assert status == 422 and "vừa thay đổi" in page and _counts(site) == (0, 0)
    status, result = _take(client, address, leave_out="y")
    assert (status, _counts(site)) == (303, (37, 37))
    assert "Đã nhập 37 ý kiến, bỏ qua 3 dòng" in client.get(result).get_data(as_text=True)
    assert client.post(f"{address}/kiem-tra", data={"leave_out": "y"}).location == result and _counts(site) == (37, 37)
    status, page = _send(client, data, "ten-khac.csv")
    assert status == 422 and "Cán bộ collector" in page and "37 ý kiến" in page
    with site.session() as session:
        _assert_recorded(session.scalars(select(Opinion).order_by(Opinion.id)).all())
        batch = session.scalars(select(ImportBatch)).one()
        assert (batch.content, batch.rows) == (None, 37) and batch.imported_at is not None
        said = session.execute(select(ConsentText.purpose, Consent.decision, Consent.channel).join(Consent.text)).all()
        assert {tuple(row) for row in said} == {("group", "granted", "paper")} and len(said) == 37
        line = session.scalars(select(Line).where(Line.action == "table.taken")).one()
        assert (line.actor, line.detail["left_out"], line.detail["consents"]) == ("collector", 3, ["group"])
        assert list(journal.broken(session)) == []
    _assert_corrected_table_adds_only_what_is_new(site, client, data.decode())


def _assert_recorded(opinions: Sequence[Opinion]) -> None:
    ninth = next(one for one in opinions if one.text.startswith("Rác nhà tôi lợn gà ăn gần hết"))
    assert ninth.clause_path == "d7.k1" and ninth.clause is not None and ninth.clause.path == "d7.k1"
    sent = ninth.submission
    assert (sent.channel, sent.respondent, sent.said_on) == ("paper", "person", date(2026, 11, 13))
    assert sent.unit is not None and sent.unit.name == "Xã Trung Sơn" and sent.draft_id == ninth.clause.draft_id
    assert (sent.may_group, sent.may_publish) == (True, False)
    assert not any("Lương Thị Mẩy" in one.text for one in opinions)
    assert sum(one.clause_path is None for one in opinions) == 3


def _assert_corrected_table_adds_only_what_is_new(site: Site, client: FlaskClient, text: str) -> None:
    for wrong, right in (("Trung Sơn Thượng", "Trung Sơn"), (",,Điều 8", ",Có lời,Điều 8"), ("31/02", "11/02")):
        text = text.replace(wrong, right)
    _, address = _send(client, text)
    page = _choose(client, address, all_channel="paper")
    assert "37 dòng giống hệt ý kiến đã nhập" in page
    assert _take(client, address)[0] == 422 and _counts(site) == (37, 37)
    assert _take(client, address, repeats="skip")[0] == 303 and _counts(site) == (40, 40)


def test_a_workbook_of_sheets_comes_in_after_the_consultation_closed(site: Site, cast: Cast) -> None:
    number = consultation(site)
    with site.session() as session:
        session.get_one(Consultation, number).closes_at = clock.now() - timedelta(hours=1)
    workbook = Workbook()
    for row in (
        ["TỔNG HỢP Ý KIẾN", None, None, None, None],
        ["Mã phiếu", "Nội dung góp ý", "Thái độ", "Kênh tiếp nhận", "Ngày"],
        ["P1", "Nên giảm phí", "Đề nghị sửa", "Họp thôn", date(2026, 11, 20)],
        ["P1", "Cần thêm thùng rác", "Bổ sung", None, None],
        ["P2", None, "Tán thành", None, None],
        [None, "=1+1 là sai", None, "Zalo", "20/11/2026"],
    ):
        assert workbook.active is not None
        workbook.active.append(row)
    file = io.BytesIO()
    workbook.save(file)
    client = cast.client("analyst")
    _, address = _send(client, file.getvalue(), "phiếu.xlsx")
    page = _choose(client, address, all_channel="paper", all_respondent="household", publish="y")
    assert "không có dự thảo" in client.get(address).get_data(as_text=True) and "4 ý kiến trong 3 lượt gửi" not in page
    assert "3 ý kiến trong 2 lượt gửi" in page and "1 trên 4 dòng" in page  # a formula without a value is an empty cell
    assert _take(client, address, leave_out="y")[0] == 303
    with site.session() as session:
        first, second = session.scalars(select(Submission).order_by(Submission.id)).all()
        assert [(one.text, one.stance) for one in first.opinions] == [("Nên giảm phí", "amend"), ("Cần thêm thùng rác", "add")]
        assert (first.channel, first.said_on, first.respondent) == ("community", date(2026, 11, 20), "household")
        assert [(one.text, one.stance) for one in second.opinions] == [("", "agree")]
        assert (second.channel, second.said_on, second.unit_id) == ("paper", None, None)
        assert (second.may_group, second.may_publish) == (False, True)


def test_files_that_are_no_table_are_refused_at_the_field(site: Site, cast: Cast) -> None:
    consultation(site)
    consultation(site, "chua-mo", is_open=False)
    client = cast.client("collector")
    for data, name, words in (
        (b"\x89PNG....", "a.png", "không phải bảng tính"), ("chỉ một dòng", "a.csv", "chỉ có dòng tiêu đề"),
        (b"", "a.csv", "Tệp rỗng"), (b"PK\x03\x04 hong", "a.xlsx", "hỏng"), ("Ý kiến\n" + "a\n" * 20_001, "b.csv", "20.000"),
    ):
        status, page = _send(client, data, name)
        assert status == 422 and words in page and 'id="file-error"' in page
    assert "Hãy chọn tệp" in client.post(ADDRESS, data={}).get_data(as_text=True)
    early = client.post("/ban-lam-viec/chua-mo/nhap-bang", data={"file": (io.BytesIO(SMALL.encode()), "a.csv")})
    assert early.status_code == 422 and "chưa bắt đầu" in early.get_data(as_text=True)
    with site.session() as session:
        assert session.scalar(select(func.count()).select_from(ImportBatch)) == 0
    _, address = _send(client, SMALL)
    assert client.get(f"{address}/kiem-tra").location == address
    assert client.get(f"{address}/ket-qua").location == address
    assert client.get(f"{address}/loi.csv").status_code == 404
    assert "Đã xóa tệp" in client.post(f"{address}/bo", follow_redirects=True).get_data(as_text=True)
    assert client.get(address).status_code == 404


def test_a_failure_in_the_middle_leaves_nothing_and_a_retry_takes_all(
    site: Site, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    consultation(site)
    client = cast.client("collector")
    _, address = _send(client, "Ý kiến\n" + "".join(f"Góp ý số {number}\n" for number in range(60)))
    _choose(client, address, all_channel="meeting")
    calls, whole = [], many.rows_of

    def breaking(*arguments: object) -> object:
        calls.append(arguments)
        if len(calls) == 40:
            raise OSError("disk full")
        return whole(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(many, "rows_of", breaking)
    assert _take(client, address)[0] == 500
    assert len(calls) == 40 and _counts(site) == (0, 0)
    with site.session() as session:
        assert session.scalars(select(ImportBatch)).one().content is not None
        assert not session.scalars(select(Line).where(Line.action.in_(["table.taken", "submissions.received"]))).all()
    monkeypatch.undo()
    assert _take(client, address)[0] == 303 and _counts(site) == (60, 60)


def test_a_communes_collector_takes_in_her_own_commune_only(site: Site, cast: Cast) -> None:
    consultation(site)
    client, stranger = cast.client("commune"), cast.client("stranger")
    _, address = _send(client, SMALL)
    page = _choose(client, address, all_channel="front")
    assert f"không được giao nhập ý kiến của {OTHER}" in page and f"<dd>{COMMUNE}</dd>" in page
    assert _take(client, address, leave_out="y")[0] == 303
    with site.session() as session:
        assert [one.unit and one.unit.name for one in session.scalars(select(Submission))] == [COMMUNE]
    assert stranger.get(f"{address}/ket-qua").status_code == 404
    assert "bang.csv" not in stranger.get(ADDRESS).get_data(as_text=True)
    assert "bang.csv" in cast.client("admin").get(ADDRESS).get_data(as_text=True)
    for login in ("viewer", "reviewer", "designer"):
        assert cast.client(login).get(ADDRESS).status_code == 403
    _, theirs = _send(stranger, SMALL.replace("Sủ", "Sủ "))
    assert client.post(f"{theirs}/bo").status_code == 404
    forged = stranger.post(theirs, data={"text": "1", "all_channel": "paper", "all_place": "2", "all_respondent": "person"})
    assert forged.status_code == 422 and "không có trong danh sách" in forged.get_data(as_text=True)


def test_two_presses_and_two_batches_of_one_file_take_it_once(site: Site, cast: Cast) -> None:
    number = consultation(site)
    data = b"anything"
    one, two = (
        site.writer.write(lambda session, who=who: batches.keep(session, number, "a.csv", data, who)) for who in (1, 3)
    )
    entries = tuple(Entry(place, NewOpinion(f"Góp ý {place}"), "paper", "person", None, None) for place in range(30))

    def take(batch_id: int) -> int | str:
        order = taking.Order(batch_id, Choice({"text": 0}, "paper"), entries, 0, None, "collector")
        try:
            return site.writer.write(lambda session: taking.take(session, site.secret, order))
        except batches.UserError as error:
            return str(error.sentence)

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(take, [one, two] * 3))
    assert _counts(site) == (30, 30)
    assert answers.count(30) == 3 and sum("nên không nhập lần nữa" in str(answer) for answer in answers) == 3


def test_a_wording_changed_meanwhile_is_not_consented_to(site: Site, cast: Cast) -> None:
    consultation(site)
    client = cast.client("collector")
    _, address = _send(client, SMALL)
    _choose(client, address, all_channel="paper", group="y")
    with site.session() as session:
        session.add(ConsentText(purpose="group", version=2, text="Câu mới", text_hash="x"))
    status, page = _take(client, address)
    assert status == 422 and "vừa được sửa" in page and _counts(site) == (0, 0)
    assert "Câu mới" in client.get(address).get_data(as_text=True)
    _choose(client, address, all_channel="paper")
    assert _take(client, address)[0] == 303 and _counts(site) == (2, 2)
