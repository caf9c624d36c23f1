"""The analysis as background work. Only the worker imports this module: it loads scikit-learn.

Reads in one short transaction, computes in none, writes everything in one at the end: whoever kills the worker half way
leaves the findings as they were.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from flask_babel import gettext as _
from sqlalchemy import Engine, delete, func, insert, select, update
from sqlalchemy.orm import Session

from analysis.themes import ThemeFinder, ThemeResult, match_themes
from feedback import clock
from feedback.consultations.models import Clause
from feedback.db import reading
from feedback.errors import UserError
from feedback.findings import clauses
from feedback.findings.models import Placement, Run, Theme
from feedback.findings.opinions import worded
from feedback.findings.service import NOTHING, SEED, lock
from feedback.findings.themes import CENTRAL, EDGE
from feedback.jobs.runner import Order
from feedback.jobs.service import Progress
from feedback.journal import service as journal
from feedback.ledger.models import Opinion, Submission
from surveys.drafts.diff import words

READ, FOUND = 0.02, 0.95
"""Shares of the work after reading and after computing."""


@dataclass(frozen=True)
class Material:
    """What one run works on, in the order of the words: neither the time of arrival, nor the random codes, nor the
    database's way of sorting has a part in the result, so the same opinions give the same themes everywhere.

    `ids`, `codes` and `texts` are parallel; `earlier` maps opinions to the themes they are in before the run.
    """

    ids: tuple[int, ...]
    codes: tuple[str, ...]
    texts: tuple[str, ...]
    earlier: Mapping[int, int]


def find_themes(engine: Engine, order: Order, progress: Progress) -> None:
    """Find the themes of a consultation's opinions and store them.

    Parameters of the job: `seed` (1), `n_themes` (a number or 'auto'). Raises UserError when there is nothing to
    analyse, and whatever `progress` raises.
    """
    progress(0.0, _("Đang đọc các ý kiến"))
    with reading(), Session(engine) as session:
        material = read(session, order.consultation_id)
    if not material.ids:
        raise UserError(NOTHING)
    n_themes, seed = order.parameters.get("n_themes"), order.parameters.get("seed")
    finder = ThemeFinder(
        n_themes if isinstance(n_themes, int) else "auto", random_state=seed if isinstance(seed, int) else SEED
    )
    result = finder.fit(material.texts, progress=_scaled(progress))
    progress(FOUND, _("Đang ghi kết quả"))
    with Session(engine) as session, session.begin():
        store(session, order.consultation_id, material, result)


def _scaled(progress: Progress) -> Progress:
    return lambda share, stage: progress(READ + share * (FOUND - READ), stage)


def read(session: Session, consultation_id: int) -> Material:
    """The opinions in words whose senders agreed to grouping, and what is known of them.

    Those that a person said belong to no theme are left out: they are settled. Those she placed in a theme take part
    like all others and are put back where she wants them at the end (`_place`). They are not handed over as fixed points:
    one placed against the grain would there carry its whole neighbourhood, and the theme's name, along.
    """
    rows = session.execute(
        select(
            Opinion.id, Opinion.code, Opinion.text, Opinion.proposed, Opinion.clause_id, Placement.theme_id,
            Placement.decided_by_id,
        )
        .join(Submission, Opinion.submission_id == Submission.id)
        .outerjoin(Placement, Placement.opinion_id == Opinion.id)
        .where(Opinion.consultation_id == consultation_id, Submission.may_group, worded())
    )
    unsettled = (row for row in rows if row.decided_by_id is None or row.theme_id is not None)
    known = sorted(unsettled, key=lambda row: (row.text, row.proposed, row.code))
    rewritten = {row.clause_id for row in known if row.proposed and row.clause_id is not None}
    wording = {number: clauses.wording(session, session.get_one(Clause, number)) for number in sorted(rewritten)}
    return Material(
        ids=tuple(row.id for row in known),
        codes=tuple(row.code for row in known),
        texts=tuple(own_words(row.text, row.proposed, wording.get(row.clause_id, "")) for row in known),
        earlier={row.id: row.theme_id for row in known if row.theme_id is not None},
    )


def own_words(text: str, proposed: str, wording: str) -> str:
    """What a citizen said in her own words: her text, and of the wording she proposes what the clause does not say yet.

    The field for it comes filled in with the clause. Taken whole, all proposals for one clause would be alike.
    """
    if not proposed:
        return text
    new = " ".join(piece.text.strip() for piece in words(wording, proposed) if piece.kind == "added")
    return f"{text}\n{new}".strip() or proposed


def store(session: Session, consultation_id: int, material: Material, result: ThemeResult) -> Run:
    """Write a run: themes renewed in place, machine's placements replaced, people's untouched; the caller commits."""
    consultation = lock(session, consultation_id)
    earlier = session.scalar(select(func.max(Run.number)).where(Run.consultation_id == consultation_id)) or 0
    run = Run(
        consultation_id=consultation_id, number=earlier + 1, finished_at=clock.now(), opinions=len(material.ids),
        card=asdict(result.card),
    )  # fmt: skip
    session.add(run)
    session.flush()
    rows = _renew(session, run, material, result)
    _place(session, run, material, result, rows)
    _summarise(session, run, material, result, rows)
    _retire(session, run)
    detail = {"run": run.number, "opinions": run.opinions, "themes": len(rows)}
    journal.append(session, "system", "analysis.finished", consultation.slug, detail)
    return run


def _renew(session: Session, run: Run, material: Material, result: ThemeResult) -> dict[int, Theme]:
    """The row of each theme found, by its number in the result: the earlier one with which it shares most opinions, or a
    new one. A name that a person gave stays."""
    known = {row.id: row for row in session.scalars(select(Theme).where(Theme.consultation_id == run.consultation_id))}
    labels = {number: int(label) for number, label in zip(material.ids, result.labels, strict=True) if label >= 0}
    continued = {found: theme for theme, found in match_themes(material.earlier, labels).items()}
    rows: dict[int, Theme] = {}
    for found in result.themes:
        row = known.get(continued.get(found.number, 0)) or Theme(consultation_id=run.consultation_id, name=found.name)
        row.machine_name, row.words, row.run_id, row.retired = found.name[:200], list(found.words), run.id, False
        if row.named_by_id is None:
            row.name = row.machine_name
        session.add(row)
        rows[found.number] = row
    session.flush()
    return rows


def _place(session: Session, run: Run, material: Material, result: ThemeResult, rows: Mapping[int, Theme]) -> None:
    """Replace the machine's placements. What changed while the run was computing is respected: an opinion that a person
    placed stays there, one whose consent was withdrawn gets no place."""
    ours = select(Opinion.id).where(Opinion.consultation_id == run.consultation_id)
    session.execute(delete(Placement).where(Placement.opinion_id.in_(ours), Placement.decided_by_id.is_(None)))
    session.execute(update(Placement).where(Placement.opinion_id.in_(ours)).values(mark=None))
    decided = _decided(session, run.consultation_id)
    consent = ours.join(Submission, Opinion.submission_id == Submission.id).where(Submission.may_group)
    allowed = set(session.scalars(consent))
    marks = _marks(material, result)
    placed = [
        {
            "opinion_id": number, "theme_id": rows[int(label)].id if label >= 0 else None, "score": float(score),
            "mark": marks.get(number), "decided_by_id": None, "run_id": run.id,
        }
        for number, label, score in zip(material.ids, result.labels, result.scores, strict=True)
        if number in allowed and number not in decided
    ]  # fmt: skip
    if placed:
        session.execute(insert(Placement), placed)


def _decided(session: Session, consultation_id: int) -> dict[int, int | None]:
    """The theme of each opinion that a person placed; None: she said it belongs to none."""
    query = select(Placement.opinion_id, Placement.theme_id).join(Opinion, Placement.opinion_id == Opinion.id)
    query = query.where(Opinion.consultation_id == consultation_id, Placement.decided_by_id.is_not(None))
    return {row.opinion_id: row.theme_id for row in session.execute(query)}


def _marks(material: Material, result: ThemeResult) -> dict[int, str]:
    """Which opinions represent the themes the machine put them in."""
    edges = {material.ids[index]: EDGE for theme in result.themes for index in theme.edges}
    return edges | {material.ids[index]: CENTRAL for theme in result.themes for index in theme.quotes}


def _summarise(
    session: Session, run: Run, material: Material, result: ThemeResult, rows: Mapping[int, Theme]
) -> None:
    """Store the summaries, without sentences of opinions that a person put elsewhere."""
    decided = _decided(session, run.consultation_id)
    for found in result.themes:
        row = rows[found.number]
        row.summary = [
            [material.codes[index], sentence] for index, sentence in found.summary
            if decided.get(material.ids[index], row.id) == row.id
        ]  # fmt: skip


def _retire(session: Session, run: Run) -> None:
    """Put away the themes that this run did not find and that no person named or placed opinions in."""
    used = select(Placement.theme_id).where(Placement.theme_id.is_not(None))
    session.execute(
        update(Theme)
        .where(Theme.consultation_id == run.consultation_id, Theme.run_id != run.id)
        .values(retired=Theme.named_by_id.is_(None) & Theme.id.not_in(used), summary=[], words=[])
        .execution_options(synchronize_session=False)
    )
