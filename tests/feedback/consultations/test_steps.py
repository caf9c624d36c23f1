"""Whatever officers do to a tree, taking all of it back gives the first tree, doing it again the last (in memory)."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from feedback import clock
from feedback.accounts.models import Account
from feedback.consultations import corrections, drafts, outline, splitting, steps
from feedback.consultations.models import Consultation, DraftStep, DraftVersion
from feedback.db import Base, make_durable
from feedback.errors import UserError
from feedback.units.models import Unit
from tests.feedback.consultations.steps import DRAFT

LONG = DRAFT + """Điều 4. Tổ chức thực hiện
1. Ủy ban nhân dân xã lập danh sách. Danh sách được niêm yết; người dân được góp ý. Sau 10 ngày thì chốt:
a) Hộ nghèo. Hộ cận nghèo;
b) Hộ có người khuyết tật.
3. Sở Tài chính cấp tiền.
- Cấp một lần.
"""
ACTS = (*corrections.MOVES, "split", "correct", "renumber", "reread", "sure-all", "undo")
SHAPE = ("path", *(name for name in steps.KEPT if name != "edited_by_id"))


@dataclass(frozen=True)
class _Desk:
    """A draft with an officer at work on it."""

    session: Session
    row: Consultation
    draft: DraftVersion
    account: Account

    def undo(self) -> None:
        """Take back the last step."""
        token = steps.token(self.draft, steps.last(self.session, self.draft))
        corrections.undo(self.session, self.row, self.draft, token, self.account)

    def redo(self) -> None:
        """Do the next one again."""
        token = steps.token(self.draft, steps.undone(self.session, self.draft))
        corrections.redo(self.session, self.row, self.draft, token, self.account)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """A database in memory."""
    engine = create_engine("sqlite://")
    make_durable(engine)
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


@contextmanager
def _desk(engine: Engine) -> Iterator[_Desk]:
    """A new draft; nothing of it stays."""
    with Session(engine) as session:
        account = Account(login="a", name="A", created_at=clock.now(), active=True, password_hash="-")
        unit = Unit(code="1", kind="province", name="Tỉnh", key="tinh", path="1/", valid_from=clock.today())
        session.add_all([account, unit])
        session.flush()
        row = Consultation(slug="a", title="A", unit_id=unit.id, created_by_id=account.id, created_at=clock.now())
        session.add(row)
        session.flush()
        draft = drafts.put(session, row, drafts.read("a.txt", LONG.encode()), account)
        yield _Desk(session, row, draft, account)


def _tree(draft: DraftVersion) -> list[tuple[object, ...]]:
    return [tuple(getattr(clause, name) for name in SHAPE) for clause in draft.clauses]


def _sound(draft: DraftVersion) -> None:
    """The rows are a tree in document order, with anchors that differ and places that grow."""
    flat: list[str] = []
    stack = list(outline.branches(draft.clauses))[::-1]
    while stack:
        branch = stack.pop()
        flat.append(branch.clause.path)
        stack += branch.branches[::-1]
    assert flat == [clause.path for clause in draft.clauses]
    assert len(set(flat)) == len(flat) and steps.outline.NEW not in flat
    places = [clause.position for clause in draft.clauses]
    assert places == sorted(set(places))


def _act(desk: _Desk, act: str, where: int, how: int) -> None:
    session, row, draft, account = desk.session, desk.row, desk.draft, desk.account
    clause = draft.clauses[where % len(draft.clauses)]
    if act == "reread":
        corrections.reread(session, row, draft, account)
    elif act == "sure-all":
        corrections.confirm_all(session, row, draft, account, None)
    elif act == "undo":
        desk.undo()
    elif act == "split":
        cuts = [piece.at for piece in splitting.pieces(clause)]
        corrections.split(session, row, clause, cuts[how % len(cuts)] if cuts else 0, clause.version, account)
    elif act in ("correct", "renumber"):
        label = str(1 + how % 4) if act == "renumber" else clause.label
        level = ("khoan", "dieu", "so")[how % 3] if act == "renumber" else clause.level
        words = corrections.Correction(level, label, clause.heading, f"Sửa {how}. Rồi thôi.\n{how}. Số.\na) Chữ.")
        corrections.correct(session, row, clause, words, clause.version, account)
    else:
        corrections.move(session, row, clause, act, clause.version, account)


@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 60), st.integers(0, 9)), max_size=14))
def test_all_taken_back_is_the_first_tree_and_all_done_again_the_last(
    engine: Engine, acts: list[tuple[str, int, int]]
) -> None:
    with _desk(engine) as desk:
        first = _tree(desk.draft)
        for act, where, how in acts:
            with suppress(UserError):
                _act(desk, act, where, how)
            _sound(desk.draft)
        last = _tree(desk.draft)
        done = desk.session.query(DraftStep).filter_by(draft_id=desk.draft.id, undone=False).count()
        for _ in range(done):
            desk.undo()
            _sound(desk.draft)
        assert _tree(desk.draft) == first
        for _ in range(done):
            desk.redo()
            _sound(desk.draft)
        assert _tree(desk.draft) == last


def test_a_step_keeps_the_changed_clauses_only(engine: Engine) -> None:
    with _desk(engine) as desk:
        clause = drafts.clause_at(desk.draft, "d4.k1")
        at = clause.text.index("Sau 10")
        corrections.split(desk.session, desk.row, clause, at, clause.version, desk.account)
        second = drafts.clause_at(desk.draft, "d1.k2")
        corrections.move(desk.session, desk.row, second, "join", second.version, desk.account)
        split, join = desk.session.query(DraftStep).order_by(DraftStep.number)
        assert [state["path"] for state in split.before] == ["d4.k1"]
        assert [state["path"] for state in split.after] == ["d4.k1", "d4.k1.g1"]
        assert [state["path"] for state in join.before] == ["d1.k1", "d1.k2"]
        assert (split.subject, split.act) == ("khoản 1 Điều 4", "split")


def test_a_clause_joined_and_cut_off_again_is_what_it_was(engine: Engine) -> None:
    with _desk(engine) as desk:
        first = _tree(desk.draft)
        for path, before in (("d4.k1.pb", "d4.k1.pa"), ("d4.k3", "d4.k1.pb"), ("d2.k2", "d2.k1.pb"), ("d4.k1", "d4")):
            clause = drafts.clause_at(desk.draft, path)
            start = clause.text[:15]
            corrections.move(desk.session, desk.row, clause, "join", clause.version, desk.account)
            target = drafts.clause_at(desk.draft, before)
            at = target.text.index(start) - 3
            new = corrections.split(desk.session, desk.row, target, at, target.version, desk.account)
            assert new.path == path
            assert [row[:6] for row in _tree(desk.draft)] == [row[:6] for row in first], path
