"""Taking back what was done to the tree of a draft, and doing it again, without limit and whoever did it.

Each act keeps the clauses that it changed as they were and as they became. In both they are found by their anchors,
which tell clauses of a draft apart at every moment; numbers of rows do not, for a clause put back is a new row.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from feedback import clock
from feedback.accounts.models import Account
from feedback.consultations import outline
from feedback.consultations.models import Clause, DraftStep, DraftVersion
from feedback.errors import Conflict, UserError

CHANGED = _(
    "Trong lúc đồng chí mở trang này, người khác đã sửa cây điều khoản. Hãy xem lại, rồi bấm lần nữa nếu vẫn muốn."
)
_LONGEST = 300
_PHRASES = {
    "raise": _("đưa %(clause)s ra ngoài"),
    "lower": _("đưa %(clause)s vào trong"),
    "join": _("nhập %(clause)s vào mục phía trên"),
    "split": _("tách %(clause)s"),
    "correct": _("sửa %(clause)s"),
    "exclude": _("bỏ %(clause)s khỏi dự thảo"),
    "include": _("đưa %(clause)s trở lại dự thảo"),
    "sure": _("xác nhận máy đọc đúng %(clause)s"),
    "sure-all": _("xác nhận máy đọc đúng mọi mục còn lại"),
    "reread": _("đọc lại từ đầu"),
}
KEPT = ("parent_path", "level", "label", "heading", "text", "doubt", "excluded", "edited_by_id")
"""What a step brings back in a clause that stays. Its words for citizens (`plain`) are no part of the draft."""


@dataclass(frozen=True)
class State:
    """A clause at one moment. `id` pairs it with itself within one step; `previous`: the anchor just before it."""

    id: int
    path: str
    previous: str | None
    parent_path: str | None
    level: str
    label: str
    heading: str
    text: str
    doubt: bool
    excluded: bool
    edited_by_id: int | None
    plain: str = ""


def states(clauses: Sequence[Clause]) -> list[State]:
    """All clauses as they are now, in document order."""
    before = [None, *(clause.path for clause in clauses)]
    return [
        State(clause.id, clause.path, near, *(getattr(clause, name) for name in (*KEPT, "plain")))
        for near, clause in zip(before, clauses, strict=False)
    ]


def phrase(step: DraftStep) -> str:
    """'đưa khoản 2 Điều 5 ra ngoài'."""
    return str(_PHRASES[step.act]) % {"clause": step.subject}


def token(draft: DraftVersion, step: DraftStep | None) -> str:
    """Names a step among all that were ever made with the drafts of a consultation; "" for none."""
    return "" if step is None else f"{draft.created_at.timestamp():.6f}-{step.number}"


def last(session: Session, draft: DraftVersion) -> DraftStep | None:
    """The step that would be taken back next."""
    query = select(DraftStep).where(DraftStep.draft_id == draft.id, DraftStep.undone.is_(False))
    return session.scalars(query.order_by(DraftStep.number.desc()).limit(1)).first()


def undone(session: Session, draft: DraftVersion) -> DraftStep | None:
    """The step that would be done again next."""
    query = select(DraftStep).where(DraftStep.draft_id == draft.id, DraftStep.undone.is_(True))
    return session.scalars(query.order_by(DraftStep.number).limit(1)).first()


@contextmanager
def recorded(session: Session, draft: DraftVersion, act: str, subject: str, account: Account) -> Iterator[None]:
    """Keep what the block does to the clauses as one step; what was taken back before can then not be redone.

    Raises UserError when an opinion is bound to a clause that would go; nothing is changed then.
    """
    before = states(draft.clauses)
    with _whole(session, draft):
        yield
    after = states(draft.clauses)
    old, new = _changed(before, after), _changed(after, before)
    if not old and not new:
        return
    number = 1 + (session.scalar(select(func.max(DraftStep.number)).where(DraftStep.draft_id == draft.id)) or 0)
    session.execute(delete(DraftStep).where(DraftStep.draft_id == draft.id, DraftStep.undone.is_(True)))
    step = DraftStep(
        draft_id=draft.id, number=number, act=act, subject=subject[:_LONGEST], before=_packed(old), after=_packed(new),
        done_by_id=account.id, done_at=clock.now(),
    )  # fmt: skip
    session.add(step)
    session.flush()


@contextmanager
def _whole(session: Session, draft: DraftVersion) -> Iterator[None]:
    """The block happens as a whole or not at all."""
    try:
        with session.begin_nested():
            yield
            session.flush()
    except IntegrityError as error:
        raise UserError(_("Đã có ý kiến gắn với mục này nên không nhập hay bỏ hẳn mục này được nữa.")) from error
    session.expire(draft, ["clauses"])


def undo(session: Session, draft: DraftVersion, seen: str) -> DraftStep:
    """Take the last step back; `seen` is its token on the officer's page. Raises Conflict if it is another by now."""
    step = _require(draft, last(session, draft), seen)
    step.after = _restore(session, draft, step.after, step.before)
    step.undone = True
    session.flush()
    return step


def redo(session: Session, draft: DraftVersion, seen: str) -> DraftStep:
    """Do the step again that was taken back last. Raises Conflict as `undo` does."""
    step = _require(draft, undone(session, draft), seen)
    step.before = _restore(session, draft, step.before, step.after)
    step.undone = False
    session.flush()
    return step


def _require(draft: DraftVersion, step: DraftStep | None, seen: str) -> DraftStep:
    if step is None or token(draft, step) != seen:
        raise Conflict(CHANGED)
    return step


def _changed(these: Sequence[State], others: Sequence[State]) -> list[State]:
    """Those that are not the same in the other list, whoever touched them and whatever they follow now."""
    known = {state.id: _bare(state) for state in others}
    return [state for state in these if known.get(state.id) != _bare(state)]


def _bare(state: State) -> State:
    return replace(state, previous=None, plain="", edited_by_id=None)


def _packed(changed: Sequence[State]) -> list[dict[str, object]]:
    return [asdict(state) for state in changed]


def _unpacked(packed: Sequence[Mapping[str, object]]) -> list[State]:
    return [State(**state) for state in packed]  # type: ignore[arg-type]


def _restore(
    session: Session, draft: DraftVersion, now: Sequence[Mapping[str, object]], then: Sequence[Mapping[str, object]]
) -> list[dict[str, object]]:
    """Bring clauses from one side of a step to the other; return the side left, with the `plain` words of now."""
    present, wanted = _unpacked(now), _unpacked(then)
    rows = {clause.path: clause for clause in draft.clauses}
    present = [replace(state, plain=rows[state.path].plain) for state in present]
    with _whole(session, draft):
        become(session, draft, {state.id: rows[state.path] for state in present}, wanted)
    return _packed(present)


def become(
    session: Session, draft: DraftVersion, held: Mapping[int, Clause], wanted: Sequence[State]
) -> None:
    """Change the clauses `held` into the states `wanted`, by their ids: some go, some stay, some are new."""
    clauses, version = list(draft.clauses), outline.fresh(draft.clauses)
    staying = {state.id for state in wanted} & held.keys()
    gone = {held[number].id for number in held.keys() - staying}
    for clause in clauses:
        if clause.id in gone:
            session.delete(clause)
    session.flush()
    moving = [(held[state.id], state.path) for state in wanted if state.id in staying]
    outline.rename(session, [(clause, path) for clause, path in moving if clause.path != path])
    left = [clause for clause in clauses if clause.id not in gone]
    for state in wanted:
        if state.id in staying:
            _set(held[state.id], state)
        else:
            left = _put(session, draft, left, state, version)
    session.flush()


def _set(clause: Clause, state: State) -> None:
    for name in KEPT:
        setattr(clause, name, getattr(state, name))


def _put(session: Session, draft: DraftVersion, clauses: list[Clause], state: State, version: int) -> list[Clause]:
    """The clauses with a new one at its place."""
    place = next((index for index, clause in enumerate(clauses) if clause.path == state.previous), -1)
    values = {name: value for name, value in asdict(state).items() if name not in ("id", "previous")}
    new = outline.insert(session, draft.id, clauses[place] if place >= 0 else None, values, version)
    return [*clauses[: place + 1], new, *clauses[place + 1 :]]
