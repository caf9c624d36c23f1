"""Correcting the tree that was read from a draft: every act by its button, taken back, done again, by two officers."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from feedback.accounts import service as accounts
from feedback.accounts.models import Account
from feedback.consultations import drafts
from feedback.consultations.models import DraftStep
from feedback.journal.models import Entry
from feedback.units import service as units
from tests.cast import Cast
from tests.feedback.consultations.steps import DRAFT, about, clause, consultation, hidden, press, send, speak_of, upload
from tests.feedback.consultations.steps import outline as tree
from tests.site import Site

TREE = [
    ("d1", None), ("d1.k1", "d1"), ("d1.k2", "d1"), ("d2", None), ("d2.k1", "d2"), ("d2.k1.pa", "d2.k1"),
    ("d2.k1.pb", "d2.k1"), ("d2.k2", "d2"), ("d3", None),
]  # fmt: skip
PLACE = "/ban-lam-viec/rac/du-thao"
WORDS = {"level": "khoan", "label": "2", "heading": "", "text": "Chữ mới."}


def _prepared(site: Site, cast: Cast, text: str = DRAFT) -> FlaskClient:
    client = cast.client("designer")
    client.post("/ban-lam-viec/moi", data=about(site, slug="rac"))
    assert upload(client, "rac", "du-thao.txt", text.encode()).status_code == 302
    return client


def _token(client: FlaskClient, button: str) -> str:
    """What the button 'hoan-tac' or 'lam-lai' of the page sends."""
    page = client.get(PLACE).get_data(as_text=True)
    found = re.search(rf'id="{button}".*?name="token" value="([^"]*)"', page, re.DOTALL)
    assert found
    return found[1]


def _go(client: FlaskClient, button: str, token: str | None = None) -> str:
    """Press undo or redo; return the page that follows."""
    sent = {"token": _token(client, button) if token is None else token}
    return client.post(f"{PLACE}/{button}", data=sent, follow_redirects=True).get_data(as_text=True)


def _cut(site: Site, client: FlaskClient, path: str, words: str) -> TestResponse:
    """Cut a clause before these words of its text."""
    row = clause(site, "rac", path)
    assert f'value="{row.text.index(words)}"' in client.get(f"{PLACE}/{path}/tach").get_data(as_text=True)
    return client.post(f"{PLACE}/{path}/tach", data={"at": row.text.index(words), "version": row.version})


def test_an_officer_corrects_the_tree(site: Site, cast: Cast) -> None:
    client = _prepared(site, cast)
    assert tree(site, "rac") == TREE

    place = f"{PLACE}/d2.k2"
    assert send(client, place, WORDS, "version").location == f"{PLACE}?muc=d2.k2#d2.k2"
    assert clause(site, "rac", "d2.k2").text == "Chữ mới."
    assert tree(site, "rac") == TREE, "new words keep the anchor"

    moved = send(client, place, {**WORDS, "label": "3"}, "version")
    assert moved.location.endswith("#d2.k3")
    roman = {**WORDS, "label": "IV", "text": "Đã gõ"}
    wrong = send(client, f"{PLACE}/d2.k3", roman, "version")
    assert wrong.status_code == 422
    assert "không hợp với cấp đã chọn" in wrong.get_data(as_text=True)
    assert "Đã gõ" in wrong.get_data(as_text=True)
    assert clause(site, "rac", "d2.k3").label == "3"

    # Out: what followed in the same Điều comes along below it. And in again.
    assert press(site, client, "d2.k1", "raise") == f"{PLACE}?muc=k1#k1"
    assert [(p, a) for p, a in tree(site, "rac") if "k1" in p and not p.startswith("d1")] == [
        ("k1", None), ("k1.pa", "k1"), ("k1.pb", "k1"), ("k1.k3", "k1"),
    ]  # fmt: skip
    assert press(site, client, "k1", "lower").endswith("#d2.k1")
    assert ("d2.k1.k3", "d2.k1") in tree(site, "rac")
    assert press(site, client, "d2.k1.k3", "raise").endswith("#d2.k3")

    # Joined: the number is a word of the text again, nothing is lost. And cut off again.
    assert press(site, client, "d2.k1.pb", "join").endswith("#d2.k1.pa")
    assert clause(site, "rac", "d2.k1.pa").text == "Tiền mua thùng rác;\nb) Phí thu gom hằng tháng."
    assert _cut(site, client, "d2.k1.pa", "b)").location.endswith("?muc=d2.k1.pb#d2.k1.pb")
    assert clause(site, "rac", "d2.k1.pa").text == "Tiền mua thùng rác;"
    assert clause(site, "rac", "d2.k1.pb").text == "Phí thu gom hằng tháng."

    press(site, client, "d2", "exclude")
    assert [p for p, _ in tree(site, "rac") if p.startswith("(")] == [
        "(d2)", "(d2.k1)", "(d2.k1.pa)", "(d2.k1.pb)", "(d2.k3)",
    ]  # fmt: skip
    preview = client.get(f"{PLACE}/xem-thu").get_data(as_text=True)
    assert "thùng rác" not in preview
    assert "Phạm vi điều chỉnh" in preview
    press(site, client, "d2.k1.pa", "include")
    assert [p for p, _ in tree(site, "rac") if p.startswith("(")] == ["(d2.k1.pb)", "(d2.k3)"], "with all it lies in"

    changed = tree(site, "rac")
    client.post(f"{PLACE}/doc-lai", data={"seen": hidden(client.get(PLACE), "seen")})
    assert tree(site, "rac") == TREE
    assert clause(site, "rac", "d2.k2").text == "Hộ khác được hỗ trợ một nửa."
    assert "đọc lại từ đầu" in _go(client, "hoan-tac")
    assert tree(site, "rac") == changed, "giving up the corrections can be taken back too"
    with site.session() as session:
        acts = [entry.action for entry in session.query(Entry).order_by(Entry.id) if entry.action.startswith("draft.")]
    assert acts[:4] == ["draft.read", "draft.corrected", "draft.corrected", "draft.raise"]
    assert acts[-2:] == ["draft.reread", "draft.undone"]


def test_what_is_done_can_be_taken_back_and_done_again(site: Site, cast: Cast) -> None:
    client = _prepared(site, cast)
    assert "disabled" in client.get(PLACE).get_data(as_text=True).split('id="hoan-tac"')[1].split("</form>")[0]
    seen = [tree(site, "rac")]
    for path, step in (("d2.k2", "raise"), ("d2.k1.pb", "join"), ("d1", "exclude"), ("d1.k2", "include")):
        press(site, client, path, step)
        seen.append(tree(site, "rac"))
    assert "Hoàn tác: đưa khoản 2 Điều 1 trở lại dự thảo" in client.get(PLACE).get_data(as_text=True)
    for before in reversed(seen[:-1]):
        assert "Đã hoàn tác" in _go(client, "hoan-tac")
        assert tree(site, "rac") == before
    assert "Làm lại: đưa khoản 2 Điều 2 ra ngoài" in client.get(PLACE).get_data(as_text=True)
    for after in seen[1:]:
        assert "Đã làm lại" in _go(client, "lam-lai")
        assert tree(site, "rac") == after
    _go(client, "hoan-tac")
    press(site, client, "d3", "exclude")
    assert _token(client, "lam-lai") == "", "a new step forgets what was taken back"


def test_two_officers_never_take_back_what_they_have_not_seen(lone_site: Site, lone_cast: Cast) -> None:
    client = _prepared(lone_site, lone_cast)
    other = lone_cast.client("admin")
    press(lone_site, client, "d2.k2", "raise")
    old = _token(client, "hoan-tac")
    data = {"step": "exclude", "version": clause(lone_site, "rac", "d3").version}
    other.post(f"{PLACE}/d3/chuyen", data=data)
    before = tree(lone_site, "rac")
    assert "người khác đã sửa cây điều khoản" in _go(client, "hoan-tac", old)
    assert tree(lone_site, "rac") == before
    page = client.get(PLACE).get_data(as_text=True)
    assert "Hoàn tác: bỏ Điều 3 khỏi dự thảo" in page and "Cán bộ admin" in page
    _go(client, "hoan-tac")
    _go(other, "hoan-tac")
    assert tree(lone_site, "rac") == TREE
    token = _token(client, "lam-lai")
    press(lone_site, other, "d1", "exclude")
    before = tree(lone_site, "rac")
    assert "người khác đã sửa cây điều khoản" in _go(client, "lam-lai", token)
    # A second draft in place of the first: its steps are numbered anew, and an old page must not take them back.
    old = _token(client, "hoan-tac")
    assert client.post(PLACE, data={"text": DRAFT, "seen": hidden(client.get(PLACE), "seen")}).status_code == 302
    for path in ("d1", "d2", "d3"):
        press(lone_site, other, path, "exclude")
    before = tree(lone_site, "rac")
    assert "người khác đã sửa cây điều khoản" in _go(client, "hoan-tac", old)
    assert tree(lone_site, "rac") == before


def test_a_button_of_a_clause_that_another_officer_moved_says_so(lone_site: Site, lone_cast: Cast) -> None:
    client = _prepared(lone_site, lone_cast)
    seen = clause(lone_site, "rac", "d1.k2").version
    assert client.post(f"{PLACE}/d1.k2/chuyen", data={"step": "raise", "version": seen}).status_code == 302
    before = tree(lone_site, "rac")
    for act in ({"step": "join", "version": seen}, {"at": "5", "version": seen}):
        answer = client.post(f"{PLACE}/d1.k2/{'tach' if 'at' in act else 'chuyen'}", data=act, follow_redirects=True)
        assert answer.status_code == 200 and "người khác đã sửa cây điều khoản" in answer.get_data(as_text=True)
    assert tree(lone_site, "rac") == before


def test_officers_who_act_at_the_same_moment_act_one_after_the_other(site: Site, cast: Cast) -> None:
    first = _prepared(site, cast)
    officers = [first, cast.client("admin")]
    versions = {path: clause(site, "rac", path).version for path in ("d1.k1", "d1.k2", "d2.k1.pa", "d2.k1.pb", "d2.k2", "d3")}

    def exclude(place: tuple[int, str]) -> int:
        number, path = place
        data = {"step": "exclude", "version": versions[path]}
        return officers[number % 2].post(f"{PLACE}/{path}/chuyen", data=data).status_code

    with ThreadPoolExecutor(2) as pool:
        assert set(pool.map(exclude, enumerate(versions))) == {302}
    assert {p for p, _ in tree(site, "rac") if p.startswith("(")} == {f"({path})" for path in versions}
    for _ in versions:
        _go(first, "hoan-tac")
    assert tree(site, "rac") == TREE


def test_a_clause_is_cut_where_the_officer_says(lone_site: Site, lone_cast: Cast) -> None:
    site = lone_site
    client = _prepared(site, lone_cast)
    words = "Mở đầu. Câu hai; câu ba\n2. Có số.\nĐiều 9. Tên\nLời của Điều 9."
    send(client, f"{PLACE}/d2.k1", {**WORDS, "label": "1", "text": words}, "version")
    start = tree(site, "rac")
    cuts = re.findall(r'name="at" value="(\d+)"', client.get(f"{PLACE}/d2.k1/tach").get_data(as_text=True))
    places = [words.index(begin) for begin in ("Câu hai", "câu ba", "2. Có", "Điều 9", "Lời của")]
    assert [int(at) for at in cuts] == places, "never between a number and its words"
    # An Điều cut off ends all it stands in: what followed there now stands below it.
    assert _cut(site, client, "d2.k1", "Điều 9.").location.endswith("#d9")
    assert [(p, a) for p, a in tree(site, "rac") if p.startswith("d9") or a == "d9"] == [
        ("d9", None), ("d9.pa", "d9"), ("d9.pb", "d9"), ("d9.k2", "d9"),
    ]  # fmt: skip
    assert clause(site, "rac", "d9").heading == "Tên"
    # A khoản cut off stands beside, with what lay below.
    assert _cut(site, client, "d2.k1", "2. Có số.").location.endswith("#d2.k2")
    # Words without a number stand below, for the officer to look at.
    assert _cut(site, client, "d2.k1", "câu ba").location.endswith("#d2.k1.g1")
    assert (clause(site, "rac", "d2.k1.g1").doubt, clause(site, "rac", "d2.k1").text) == (True, "Mở đầu. Câu hai;")
    row = clause(site, "rac", "d2.k1")
    assert client.get(f"{PLACE}/d9/tach").get_data(as_text=True).count('name="at"') == 1, "before its only line"
    for at in (0, 3, 999, None):
        answer = client.post(f"{PLACE}/d2.k1/tach", data={"at": at, "version": row.version} if at else {"version": row.version})
        assert "Không tách được ở chỗ này" in client.get(answer.location).get_data(as_text=True)
    stale = client.post(f"{PLACE}/d2.k1/tach", data={"at": row.text.index("Câu hai"), "version": row.version - 1})
    assert "Người khác vừa sửa mục này" in client.get(stale.location).get_data(as_text=True)
    assert "không có chỗ để tách" in client.get(f"{PLACE}/d1.k1/tach").get_data(as_text=True)
    for _ in range(3):
        _go(client, "hoan-tac")
    assert tree(site, "rac") == start
    assert clause(site, "rac", "d2.k1").text == words


def test_doubtful_clauses_are_shown_until_somebody_has_looked(site: Site, cast: Cast) -> None:
    unsure = DRAFT.replace("2. Hộ khác", "4. Hộ khác").replace("2. Nghị quyết không", "5. Nghị quyết không")
    client = _prepared(site, cast, unsure)
    row = consultation(site, "rac")
    with site.session() as session:
        version = drafts.current(session, row)
        assert version is not None
        doubtful = [c.path for c in version.clauses if c.doubt]
    assert len(doubtful) == 2
    note, warning = "mục máy đọc chưa chắc chắn", "mục của dự thảo máy đọc chưa chắc chắn"
    page = client.get(f"{PLACE}?muc={doubtful[0]}").get_data(as_text=True)
    assert note in page and f'id="sau" href="?muc={doubtful[1]}#{doubtful[1]}"' in page
    assert warning in client.get("/ban-lam-viec/rac/mo").get_data(as_text=True)
    seen = hidden(client.get(PLACE), "seen")
    press(site, client, doubtful[0], "sure")
    late = client.post(f"{PLACE}/dung-het", data={"seen": seen}, follow_redirects=True)
    assert "người khác đã tải lên hoặc sửa dự thảo" in late.get_data(as_text=True)
    client.post(f"{PLACE}/dung-het", data={"seen": hidden(client.get(PLACE), "seen")})
    assert note not in client.get(PLACE).get_data(as_text=True)
    assert warning not in client.get("/ban-lam-viec/rac/mo").get_data(as_text=True)
    _go(client, "hoan-tac")
    assert clause(site, "rac", doubtful[1]).doubt and not clause(site, "rac", doubtful[0]).doubt
    assert client.post("/ban-lam-viec/rac/mo").status_code == 302


def test_what_cannot_be_done_is_said(lone_site: Site, lone_cast: Cast) -> None:
    site = lone_site
    client = _prepared(site, lone_cast)
    for path, step, words in (
        ("d1", "raise", "đã ở mức ngoài cùng"),
        ("d1", "lower", "không có mục cùng mức nào"),
        ("d1", "join", "mục đầu tiên"),
    ):
        place = press(site, client, path, step)
        assert words in client.get(place).get_data(as_text=True)
        assert tree(site, "rac") == TREE
    old = client.post(f"{PLACE}/d3/chuyen", data={"step": "exclude", "version": 99})
    assert "Người khác vừa sửa mục này" in client.get(old.location).get_data(as_text=True)
    unknown = client.post(f"{PLACE}/d3/chuyen", data={"step": "burn", "version": 1})
    assert unknown.status_code == 404
    assert client.get(f"{PLACE}/d99").status_code == 404
    with site.session() as session:
        assert session.query(DraftStep).count() == 0


def test_a_clause_is_said_in_plain_words_also_while_citizens_read_it(site: Site, cast: Cast) -> None:
    client = _prepared(site, cast)
    place = f"{PLACE}/d2.k1"
    version = {"version": hidden(client.get(place), "version")}
    long = client.post(f"{place}/de-hieu", data={"plain": "dài " * 600, **version})
    assert long.status_code == 422 and "Chỉ được dài nhất 2000 ký tự." in long.get_data(as_text=True)
    assert "dài dài dài" in long.get_data(as_text=True)
    assert client.post(f"{place}/de-hieu", data={"plain": "Hộ nghèo được giúp tiền.", **version}).status_code == 302
    stale = client.post(f"{place}/de-hieu", data={"plain": "Chữ của người khác", **version})
    assert stale.status_code == 422 and "Chữ của người khác" in stale.get_data(as_text=True)
    assert "Hộ nghèo được giúp tiền." in client.get(f"{PLACE}/xem-thu").get_data(as_text=True)
    # A clause that goes and comes back keeps them; taking back a correction leaves them alone.
    press(site, client, "d2.k1", "join")
    _go(client, "hoan-tac")
    press(site, client, "d2.k1", "exclude")
    client.post(f"{place}/de-hieu", data={"plain": "Giúp tiền.", "version": clause(site, "rac", "d2.k1").version})
    _go(client, "hoan-tac")
    assert (clause(site, "rac", "d2.k1").plain, clause(site, "rac", "d2.k1").excluded) == ("Giúp tiền.", False)
    client.post("/ban-lam-viec/rac/mo")
    data = {"plain": "Nhà nghèo được giúp.", "version": clause(site, "rac", "d2.k1").version}
    assert client.post(f"{place}/de-hieu", data=data).status_code == 302
    # The version that citizens read keeps being explained while the next one is prepared.
    seen = hidden(client.get(PLACE), "seen")
    assert client.post(PLACE, data={"text": DRAFT, "seen": seen}).status_code == 302
    old = client.get(f"{place}?ban=1")
    assert "Nhà nghèo được giúp." in old.get_data(as_text=True)
    data = {"plain": "Hộ nghèo có tiền.", "version": hidden(old, "version")}
    assert client.post(f"{place}/de-hieu?ban=1", data=data).location.startswith(f"{PLACE}?ban=1")
    assert clause(site, "rac", "d2.k1").plain == "", "the next version is another text"
    assert "Hộ nghèo có tiền." in client.get(f"{PLACE}/xem-thu?ban=1").get_data(as_text=True)
    with site.session() as session:
        lines = [line.detail for line in session.query(Entry).filter_by(action="draft.explained")]
    assert len(lines) == 4 and "nghèo" not in str(lines), "nobody's words in the journal"


@pytest.mark.parametrize("button", ["join", "undo"])
def test_a_clause_that_an_opinion_is_bound_to_does_not_go(site: Site, cast: Cast, button: str) -> None:
    client = _prepared(site, cast)
    press(site, client, "d2.k1.pb", "join")
    _cut(site, client, "d2.k1.pa", "b)")
    speak_of(site, "rac", "d2.k1.pb")
    before = tree(site, "rac")
    if button == "undo":  # it would take the clause cut off away again
        page = _go(client, "hoan-tac")
    else:
        page = client.get(press(site, client, "d2.k1.pb", "join")).get_data(as_text=True)
    assert "Đã có ý kiến gắn với mục này" in page
    assert tree(site, "rac") == before


def test_only_who_prepares_the_consultation_corrects_its_draft(lone_site: Site, lone_cast: Cast) -> None:
    client = _prepared(lone_site, lone_cast)
    press(lone_site, client, "d3", "exclude")
    token, before = _token(client, "hoan-tac"), tree(lone_site, "rac")
    with lone_site.session() as session:
        province = units.root(session)
        assert province is not None
        outsider = session.scalars(select(Account).where(Account.login == "viewer")).one()
        accounts.grant(session, outsider, "analyst", province, by="test")
    for login in ("stranger", "viewer"):
        visitor = lone_cast.client(login)
        for post in ("hoan-tac", "lam-lai", "doc-lai", "dung-het", "d1/chuyen", "d2.k1/tach", "d1/de-hieu"):
            assert visitor.post(f"{PLACE}/{post}", data={"token": token}).status_code == 403, post
    assert tree(lone_site, "rac") == before
