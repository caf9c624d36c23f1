"""Putting a draft in: files and pasted text, what is refused, versions, replacing."""

from html import unescape
from io import BytesIO

import docx
import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from feedback.accounts.models import Account
from feedback.consultations import drafts, outline, steps
from feedback.consultations.models import Clause, DraftStep, DraftVersion
from surveys.drafts.read import DraftError, DraftFile, read_draft_file
from tests.cast import Cast
from tests.feedback.consultations.steps import DRAFT, about, clause, consultation, hidden, press, speak_of, upload
from tests.feedback.consultations.steps import outline as tree
from tests.site import Site
from tests.surveys.drafts.pdf_maker import pdf
from tests.surveys.drafts.test_read_odt import packed

TREE = [
    ("md", None), ("d1", None), ("d1.k1", "d1"), ("d1.k2", "d1"), ("d2", None), ("d2.k1", "d2"), ("d2.k1.pa", "d2.k1"),
    ("d2.k1.pb", "d2.k1"), ("d2.k2", "d2"), ("d3", None),
]  # fmt: skip
FORM = "multipart/form-data; boundary=x"


def _prepared(site: Site, cast: Cast) -> FlaskClient:
    client = cast.client("designer")
    client.post("/ban-lam-viec/moi", data=about(site, slug="rac"))
    assert upload(client, "rac", "du-thao.txt", DRAFT.encode()).status_code == 302
    return client


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
    files = {
        "anh.docx": b"\xff\xd8\xff\xe0 not word", "hong.pdf": b"%PDF-1.7 ...", "rong.txt": b"", "trang.md": b" \n\n ",
        "trang.html": b"<!doctype html><p>x", "cu.doc": b"{\\rtf1 x}", "macro.docm": b"PK\x03\x04", "hong.odt": b"PK\x03\x04",
        "khoa.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "quet.pdf": pdf([[]]),
        "bom.odt": packed(**{"content.xml": "<!DOCTYPE x [<!ENTITY a 'a'>]><x>&a;</x>"}),
    }  # fmt: skip
    for name, data in files.items():
        with pytest.raises(DraftError) as reason:
            read_draft_file(name, data)
        answer = upload(client, "rac", name, data)
        page = unescape(answer.get_data(as_text=True))
        assert answer.status_code == 422, name
        assert page.count(str(reason.value)) == 2, f"{name}: at the top and at the field"
        assert 'id="file-error"' in page
    missing = client.post("/ban-lam-viec/rac/du-thao", data={})
    assert missing.status_code == 422
    assert "Hãy chọn tệp dự thảo, hoặc dán văn bản" in missing.get_data(as_text=True)
    # As bytes, for the test client keeps larger forms in temporary files that nobody closes.
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="lon.docx"\r\n\r\n' + bytes(60 * 1024 * 1024)
    big = client.post("/ban-lam-viec/rac/du-thao", data=body + b"\r\n--x--\r\n", content_type=FORM)
    assert big.status_code == 413
    assert "40 MB" in big.get_data(as_text=True)
    with site.session() as session:
        assert session.query(DraftVersion).count() == 0


def test_pasted_text_is_read_like_a_file_and_stays_in_the_box_when_it_cannot_be(site: Site, cast: Cast) -> None:
    client, place = cast.client("designer"), "/ban-lam-viec/rac/du-thao"
    client.post("/ban-lam-viec/moi", data=about(site, slug="rac"))
    both = client.post(place, data={"text": DRAFT, "file": (BytesIO(b"x"), "mot.txt")})
    assert both.status_code == 422 and "vừa chọn tệp vừa dán văn bản" in both.get_data(as_text=True)
    assert "b) Phí thu gom hằng tháng." in both.get_data(as_text=True), "what was pasted is still there"
    blank = client.post(place, data={"text": "  \n "})
    assert blank.status_code == 422
    old = client.post(place, data={"text": "§iÒu 1. Ph¹m vi ®iÒu chØnh cña NghÞ quyÕt nµy lµ møc hç trî"})
    assert old.status_code == 422 and 'id="text-error"' in old.get_data(as_text=True)
    assert "§iÒu 1." in old.get_data(as_text=True)
    long = client.post(place, data={"text": "Điều 1. " + "ê" * 3_000_000})
    assert long.status_code == 422 and "3 triệu ký tự" in long.get_data(as_text=True)
    with site.session() as session:
        assert session.query(DraftVersion).count() == 0
    assert client.post(place, data={"text": DRAFT.replace("\n", "\r\n")}).status_code == 302
    assert tree(site, "rac") == [entry for entry in TREE if entry[0] != "md" or entry in tree(site, "rac")]
    assert "Văn bản dán vào" in client.get(place).get_data(as_text=True)


def test_a_draft_that_opinions_point_at_is_not_taken_away(site: Site, cast: Cast) -> None:
    client = _prepared(site, cast)
    speak_of(site, "rac", "d2.k1.pb")
    before = tree(site, "rac")
    place = press(site, client, "d2.k1.pb", "join")
    assert "Đã có ý kiến gắn với mục này" in client.get(place).get_data(as_text=True)
    refused = upload(client, "rac", "khac.txt", DRAFT.encode())
    assert refused.status_code == 422
    assert "Đã có ý kiến gắn với dự thảo này" in refused.get_data(as_text=True)
    assert tree(site, "rac") == before


def test_a_published_draft_stays_as_it_is(site: Site, cast: Cast) -> None:
    client = _prepared(site, cast)
    press(site, client, "d1.k2", "raise")
    client.post("/ban-lam-viec/rac/mo")
    before, place = tree(site, "rac"), "/ban-lam-viec/rac/du-thao"
    with site.session() as session:
        token = steps.token(session.query(DraftVersion).one(), session.query(DraftStep).one())
    page = client.get(f"{place}?muc=d2").get_data(as_text=True)
    assert "được giữ nguyên" in page and 'value="raise"' not in page
    assert "chữ của nó được giữ nguyên" in client.get(f"{place}/d2").get_data(as_text=True)
    assert client.get(f"{place}/d2.k1/tach").status_code == 400
    version = clause(site, "rac", "d2").version
    for post, data in (
        ("d2", {"level": "dieu", "label": "9", "text": "khác", "version": version}),
        ("d2/chuyen", {"step": "exclude", "version": version}),
        ("d2.k1/tach", {"at": 0, "version": version}),
        ("doc-lai", {}),
        ("dung-het", {}),
        ("hoan-tac", {"token": token}),
    ):
        client.post(f"{place}/{post}", data=data)
        assert tree(site, "rac") == before, post


def test_the_next_version_is_prepared_while_citizens_read_the_one_before(site: Site, cast: Cast) -> None:
    client, place = _prepared(site, cast), "/ban-lam-viec/rac/du-thao"
    client.post("/ban-lam-viec/rac/mo")
    before = tree(site, "rac")
    assert client.post(place, data={"text": DRAFT.replace("một nửa", "toàn bộ"), "seen": ""}).status_code == 422
    seen = hidden(client.get(place), "seen")
    assert client.post(place, data={"text": DRAFT.replace("một nửa", "toàn bộ"), "seen": seen}).status_code == 302
    press(site, client, "d2.k2", "exclude")
    old = client.get(f"{place}?ban=1&muc=d2.k2").get_data(as_text=True)
    assert "Đây là bản cũ." in old and "một nửa" in old and 'value="include"' not in old
    citizen = site.client().get("/y-kien/rac/du-thao").get_data(as_text=True)
    assert "một nửa" in citizen and "toàn bộ" not in citizen
    with site.session() as session:
        first = session.scalars(select(DraftVersion).where(DraftVersion.number == 1)).one()
        assert [(c.path, c.parent_path) for c in first.clauses] == before
    assert client.get(f"{place}?ban=3").status_code == 404


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
    assert press(site, client, "d150.k1", "raise").endswith("#k1")
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
