"""Uploading a draft and correcting its tree."""

from io import BytesIO

import docx
import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from feedback import clock
from feedback.accounts.models import Account
from feedback.consultations import drafts, outline
from feedback.consultations.models import Clause, DraftVersion
from feedback.journal.models import Entry
from feedback.ledger.models import Opinion, Submission
from surveys.drafts.read import DraftFile, read_draft_file
from tests.cast import Cast
from tests.feedback.consultations.steps import DRAFT, about, clause, consultation, hidden, send, upload
from tests.feedback.consultations.steps import outline as tree
from tests.site import Site

TREE = [
    ("md", None), ("d1", None), ("d1.k1", "d1"), ("d1.k2", "d1"), ("d2", None), ("d2.k1", "d2"), ("d2.k1.pa", "d2.k1"),
    ("d2.k1.pb", "d2.k1"), ("d2.k2", "d2"), ("d3", None),
]  # fmt: skip
FORM = "multipart/form-data; boundary=x"
WORDS = {"level": "khoan", "label": "2", "heading": "", "text": "Chữ mới."}


def _prepared(site: Site, cast: Cast) -> FlaskClient:
    client = cast.client("designer")
    client.post("/ban-lam-viec/moi", data=about(site, slug="rac"))
    assert upload(client, "rac", "du-thao.txt", DRAFT.encode()).status_code == 302
    return client


def _step(site: Site, client: FlaskClient, path: str, step: str) -> str:
    """Press one of the buttons of a clause; return the address it leads to."""
    data = {"step": step, "version": clause(site, "rac", path).version}
    answer = client.post(f"/ban-lam-viec/rac/du-thao/{path}/chuyen", data=data)
    assert answer.status_code == 302
    return str(answer.location)


def test_an_uploaded_draft_is_shown_beside_its_tree_and_can_be_replaced(site: Site, cast: Cast) -> None:
    client = cast.client("designer")
    client.post("/ban-lam-viec/moi", data=about(site, slug="rac"))
    document = docx.Document()
    for line in DRAFT.splitlines():
        document.add_paragraph(line)
    word = BytesIO()
    document.save(word)
    assert upload(client, "rac", "Dự thảo lần 1.docx", word.getvalue()).status_code == 302
    page = client.get("/ban-lam-viec/rac/du-thao").get_data(as_text=True)
    assert "Dự thảo lần 1.docx" in page
    for words in ("Điều 1", "điểm b", "Văn bản gốc", "b) Phí thu gom hằng tháng."):
        assert words in page
    first = [path for path, _ in tree(site, "rac") if path != "md"]
    assert first == [path for path, _ in TREE if path != "md"]

    assert upload(client, "rac", "ngan.md", b"**\xc4\x90i\xe1\xbb\x81u 1.** A\n\n1. B").status_code == 302
    assert [path for path, _ in tree(site, "rac") if path != "md"] == ["d1", "d1.k1"]
    clauses = len(tree(site, "rac"))
    with site.session() as session:
        assert session.query(DraftVersion).count() == 1
        assert session.query(Clause).count() == clauses


def test_files_that_cannot_be_read_are_refused_and_nothing_is_stored(site: Site, cast: Cast) -> None:
    client = cast.client("designer")
    client.post("/ban-lam-viec/moi", data=about(site, slug="rac"))
    refused = {
        "anh.docx": (b"\xff\xd8\xff\xe0 not word", "không phải tài liệu Word"),
        "quet.pdf": (b"%PDF-1.7 ...", "bản PDF"),
        "rong.txt": (b"", "không có nội dung"),
        "trang.md": (b" \n\n ", "không có nội dung"),
    }
    for name, (data, words) in refused.items():
        answer = upload(client, "rac", name, data)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422, name
        assert page.count(words) == 2, f"{name}: at the top and at the field"
        assert 'id="file-error"' in page
    missing = client.post("/ban-lam-viec/rac/du-thao", data={})
    assert missing.status_code == 422
    assert "Hãy chọn tệp dự thảo." in missing.get_data(as_text=True)
    # As bytes, for the test client keeps larger forms in temporary files that nobody closes.
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="lon.docx"\r\n\r\n' + bytes(60 * 1024 * 1024)
    big = client.post("/ban-lam-viec/rac/du-thao", data=body + b"\r\n--x--\r\n", content_type=FORM)
    assert big.status_code == 413
    assert "40 MB" in big.get_data(as_text=True)
    with site.session() as session:
        assert session.query(DraftVersion).count() == 0


def test_an_officer_corrects_the_tree(site: Site, cast: Cast) -> None:
    client = _prepared(site, cast)
    opening = [entry for entry in tree(site, "rac") if entry[0] == "md"]
    expected = [entry for entry in TREE if entry[0] != "md" or opening]
    assert tree(site, "rac") == expected

    place = "/ban-lam-viec/rac/du-thao/d2.k2"
    assert send(client, place, WORDS, "version").location == "/ban-lam-viec/rac/du-thao#d2.k2"
    assert clause(site, "rac", "d2.k2").text == "Chữ mới."
    assert tree(site, "rac") == expected, "new words keep the anchor"

    moved = send(client, place, {**WORDS, "label": "3"}, "version")
    assert moved.location.endswith("#d2.k3")
    roman = {**WORDS, "label": "IV", "text": "Đã gõ"}
    wrong = send(client, "/ban-lam-viec/rac/du-thao/d2.k3", roman, "version")
    assert wrong.status_code == 422
    assert "không hợp với cấp đã chọn" in wrong.get_data(as_text=True)
    assert "Đã gõ" in wrong.get_data(as_text=True)
    assert clause(site, "rac", "d2.k3").label == "3"

    # Out: what followed in the same Điều comes along below it. And in again.
    assert _step(site, client, "d2.k1", "raise").endswith("/du-thao/k1")
    assert [(p, a) for p, a in tree(site, "rac") if "k1" in p and not p.startswith("d1")] == [
        ("k1", None), ("k1.pa", "k1"), ("k1.pb", "k1"), ("k1.k3", "k1"),
    ]  # fmt: skip
    assert _step(site, client, "k1", "lower").endswith("/du-thao/d2.k1")
    assert ("d2.k1.k3", "d2.k1") in tree(site, "rac")
    assert _step(site, client, "d2.k1.k3", "raise").endswith("/du-thao/d2.k3")

    # Joined: the number is a word of the text again, nothing is lost.
    assert _step(site, client, "d2.k1.pb", "join").endswith("/du-thao/d2.k1.pa")
    assert clause(site, "rac", "d2.k1.pa").text == "Tiền mua thùng rác;\nb) Phí thu gom hằng tháng."

    _step(site, client, "d2", "exclude")
    assert [p for p, _ in tree(site, "rac") if p.startswith("(")] == ["(d2)", "(d2.k1)", "(d2.k1.pa)", "(d2.k3)"]
    preview = client.get("/ban-lam-viec/rac/du-thao/xem-thu").get_data(as_text=True)
    assert "thùng rác" not in preview
    assert "Phạm vi điều chỉnh" in preview
    _step(site, client, "d2.k1.pa", "include")
    assert [p for p, _ in tree(site, "rac") if p.startswith("(")] == ["(d2.k3)"], "with all it lies in, nothing else"

    client.post("/ban-lam-viec/rac/du-thao/doc-lai")
    assert tree(site, "rac") == expected
    with site.session() as session:
        acts = [entry.action for entry in session.query(Entry).order_by(Entry.id) if entry.action.startswith("draft.")]
    assert acts[:4] == ["draft.read", "draft.corrected", "draft.corrected", "draft.raise"]


def test_doubtful_clauses_are_shown_until_somebody_has_looked(site: Site, cast: Cast) -> None:
    client = _prepared(site, cast)
    unsure = DRAFT.replace("2. Hộ khác", "4. Hộ khác")
    assert upload(client, "rac", "nhay-so.txt", unsure.encode()).status_code == 302
    row = consultation(site, "rac")
    with site.session() as session:
        version = drafts.current(session, row)
        assert version is not None
        doubtful = [c.path for c in version.clauses if c.doubt]
    assert doubtful
    note, warning = "mục máy đọc chưa chắc chắn", "mục của dự thảo máy đọc chưa chắc chắn"
    assert note in client.get("/ban-lam-viec/rac/du-thao").get_data(as_text=True)
    assert warning in client.get("/ban-lam-viec/rac/mo").get_data(as_text=True)
    for path in doubtful:
        _step(site, client, path, "sure")
    assert note not in client.get("/ban-lam-viec/rac/du-thao").get_data(as_text=True)
    assert warning not in client.get("/ban-lam-viec/rac/mo").get_data(as_text=True)
    assert client.post("/ban-lam-viec/rac/mo").status_code == 302


def test_what_cannot_be_done_is_said(site: Site, cast: Cast) -> None:
    client = _prepared(site, cast)
    first = tree(site, "rac")[0][0]
    for path, step, words in (
        ("d1", "raise", "đã ở mức ngoài cùng"),
        (first, "lower", "không có mục cùng mức nào"),
        (first, "join", "mục đầu tiên"),
    ):
        before = tree(site, "rac")
        place = _step(site, client, path, step)
        assert words in client.get(place).get_data(as_text=True)
        assert tree(site, "rac") == before
    old = client.post("/ban-lam-viec/rac/du-thao/d3/chuyen", data={"step": "exclude", "version": 99})
    assert "người khác đã lưu" in client.get(old.location).get_data(as_text=True)
    unknown = client.post("/ban-lam-viec/rac/du-thao/d3/chuyen", data={"step": "burn", "version": 1})
    assert unknown.status_code == 404
    assert client.get("/ban-lam-viec/rac/du-thao/d99").status_code == 404


def test_a_draft_that_opinions_point_at_is_not_taken_away(site: Site, cast: Cast) -> None:
    client = _prepared(site, cast)
    row, spoken_of = consultation(site, "rac"), clause(site, "rac", "d2.k1.pb")
    with site.session() as session:  # as a table typed in before the opening would have it
        sheet = Submission(
            consultation_id=row.id, receipt_hmac="r", idempotency_hmac="i", channel="paper", received_at=clock.now(),
            draft_id=spoken_of.draft_id,
        )  # fmt: skip
        words = {"text": "Giảm phí.", "folded": "giam phi.", "clause_id": spoken_of.id, "clause_path": spoken_of.path}
        sheet.opinions = [Opinion(code="ABCDEF", consultation_id=row.id, position=0, **words)]
        session.add(sheet)
    before = tree(site, "rac")
    place = _step(site, client, "d2.k1.pb", "join")
    assert "Đã có ý kiến gắn với mục này" in client.get(place).get_data(as_text=True)
    refused = upload(client, "rac", "khac.txt", DRAFT.encode())
    assert refused.status_code == 422
    assert "Đã có ý kiến gắn với dự thảo này" in refused.get_data(as_text=True)
    assert tree(site, "rac") == before


def test_a_published_draft_stays_as_it_is(site: Site, cast: Cast) -> None:
    client = _prepared(site, cast)
    client.post("/ban-lam-viec/rac/mo")
    before = tree(site, "rac")
    assert upload(client, "rac", "moi.txt", DRAFT.encode()).status_code == 422
    page = client.get("/ban-lam-viec/rac/du-thao/d2").get_data(as_text=True)
    assert "dự thảo được giữ nguyên" in page
    version = clause(site, "rac", "d2").version
    for post, data in (
        ("d2", {"level": "dieu", "label": "9", "text": "khác", "version": version}),
        ("d2/chuyen", {"step": "exclude", "version": version}),
        ("doc-lai", {}),
    ):
        client.post(f"/ban-lam-viec/rac/du-thao/{post}", data=data)
        assert tree(site, "rac") == before


def test_nobody_replaces_or_corrects_a_draft_that_she_has_not_seen(site: Site, cast: Cast) -> None:
    client = cast.client("designer")
    client.post("/ban-lam-viec/moi", data=about(site, slug="rac"))
    place = "/ban-lam-viec/rac/du-thao"
    empty = hidden(client.get(place), "seen")
    assert upload(client, "rac", "mot.txt", DRAFT.encode()).status_code == 302

    def replace(seen: str) -> TestResponse:
        file = (BytesIO("Điều 2. Khác hẳn\n1. Khác.".encode()), "hai.txt")
        return client.post(place, data={"file": file, "seen": seen})

    late = replace(empty)  # opened before there was a draft
    assert late.status_code == 422 and "người khác đã tải lên hoặc sửa dự thảo" in late.get_data(as_text=True)
    shown = hidden(late, "seen")
    step = {"step": "sure", "version": clause(site, "rac", "d1").version}
    client.post(f"{place}/d1/chuyen", data=step)
    assert replace(shown).status_code == 422, "corrections of somebody else would be lost"
    given_up = client.post(f"{place}/doc-lai", data={"seen": shown}, follow_redirects=True)
    assert "người khác đã tải lên hoặc sửa dự thảo" in given_up.get_data(as_text=True)

    open_page = client.get(f"{place}/d2")
    assert replace(hidden(client.get(place), "seen")).status_code == 302
    words = {"level": "dieu", "label": "2", "heading": "Cũ", "text": "", "version": hidden(open_page, "version")}
    stale = client.post(f"{place}/d2", data=words)
    assert stale.status_code == 422 and clause(site, "rac", "d2").heading == "Khác hẳn"
    assert "người khác đã lưu thay đổi ở đây" in stale.get_data(as_text=True)


def test_citizens_can_send_while_a_draft_is_read(site: Site, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    client = cast.client("designer")
    client.post("/ban-lam-viec/moi", data=about(site, slug="rac"))
    free = []

    def slow(filename: str, data: bytes) -> DraftFile:
        free.append(site.writer.write(lambda session: session.scalar(select(func.count(Account.id)))))
        return read_draft_file(filename, data)

    monkeypatch.setattr(drafts, "read_draft_file", slow)
    assert upload(client, "rac", "mot.txt", DRAFT.encode()).status_code == 302
    assert len(free) == 1


def test_a_draft_of_1500_clauses_stays_usable(site: Site, cast: Cast) -> None:
    client = cast.client("designer")
    client.post("/ban-lam-viec/moi", data=about(site, slug="rac"))
    lines = ["LUẬT", "Về việc lớn"]
    for number in range(1, 301):
        lines += [f"Điều {number}. Tên điều {number}", *(f"{k}. Nội dung khoản {k}." for k in range(1, 5))]
    assert upload(client, "rac", "luat.txt", "\n".join(lines).encode()).status_code == 302
    page = client.get("/ban-lam-viec/rac/du-thao")
    assert len(page.data) < 1_000_000
    assert page.get_data(as_text=True).count('class="row') >= 1500
    assert _step(site, client, "d150.k1", "raise").endswith("/k1")
    paths = [path for path, _ in tree(site, "rac")]
    assert len(paths) == len(set(paths))
    row = consultation(site, "rac")
    with site.session() as session:
        version = drafts.current(session, row)
        assert version is not None
        flat: list[str] = []
        stack = list(outline.branches(version.clauses))[::-1]
        while stack:
            branch = stack.pop()
            flat.append(branch.clause.path)
            stack += branch.branches[::-1]
    assert flat == paths, "the tree in depth is the document in order"
