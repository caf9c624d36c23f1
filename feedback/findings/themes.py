"""The themes as they are read: sizes, stances, channels, clauses, representative opinions. Frozen values.

Every count is over the opinions within a reach, so that a commune sees the figures of its own people only.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import QueryableAttribute, Session

from feedback.findings import opinions
from feedback.findings.models import Placement, Run, Theme
from feedback.findings.opinions import EXCLUDED, NEW, UNPLACED, WORDLESS, Reach, Wanted, over
from feedback.ledger.models import Opinion, Signature, Submission

CENTRAL, EDGE = "central", "edge"


@dataclass(frozen=True)
class Quote:
    """An opinion shown as representative of its theme."""

    code: str
    text: str
    mark: str
    may_publish: bool


@dataclass(frozen=True)
class Figures:
    """What is counted in one theme. Each counter adds up to `size`; None stands for 'not told' or 'no clause'.

    `signers` counts the sendings that joined one of its opinions when it was public; they are not part of `size`.
    """

    theme: Theme
    size: int
    share: float
    stances: Counter[str | None] = field(default_factory=Counter)
    channels: Counter[str | None] = field(default_factory=Counter)
    clauses: Counter[str | None] = field(default_factory=Counter)
    quotes: tuple[Quote, ...] = ()
    summary: tuple[tuple[str, str], ...] = ()
    signers: int = 0


@dataclass(frozen=True)
class Overview:
    """All themes, largest first, and what is in none of them.

    `analysed` counts the opinions in a theme or unplaced; a theme's share is of these.
    """

    run: Run | None
    themes: tuple[Figures, ...]
    analysed: int
    unplaced: int
    new: int
    excluded: int
    wordless: int

    @property
    def total(self) -> int:
        """All opinions within reach."""
        return self.analysed + self.new + self.excluded + self.wordless


def last_run(session: Session, consultation_id: int) -> Run | None:
    """The newest run of the analysis, if any."""
    query = select(Run).where(Run.consultation_id == consultation_id).order_by(Run.number.desc())
    return session.scalars(query.limit(1)).first()


def standing(session: Session, consultation_id: int) -> list[Theme]:
    """The themes in use, by name."""
    query = select(Theme).where(Theme.consultation_id == consultation_id, Theme.retired.is_(False))
    return sorted(session.scalars(query), key=lambda theme: (theme.name.casefold(), theme.id))


def overview(session: Session, reach: Reach, clause: str = "") -> Overview:
    """Figures of all themes, largest first. With a clause or a part of the units, only themes with opinions there."""
    wanted = Wanted(clause=clause)
    themes = {theme.id: theme for theme in standing(session, reach.consultation_id)}
    stances, channels, clauses = (
        _counted(session, reach, wanted, column) for column in (Opinion.stance, Submission.channel, Opinion.clause_path)
    )
    sizes = {number: counts.total() for number, counts in stances.items()}
    unplaced, new, excluded, wordless = (
        opinions.count(session, reach, Wanted(theme=state, clause=clause))
        for state in (UNPLACED, NEW, EXCLUDED, WORDLESS)
    )
    analysed = sum(sizes.values()) + unplaced
    quotes, summaries = _quotes(session, reach), _summaries(session, reach, themes.values())
    signers = _signers(session, reach, wanted)
    shown = [
        Figures(
            theme, sizes.get(number, 0), sizes.get(number, 0) / analysed if analysed else 0.0,
            stances[number], channels[number], clauses[number], quotes[number], summaries[number], signers[number],
        )
        for number, theme in themes.items() if number in sizes or (reach.paths is None and not clause)
    ]  # fmt: skip
    shown.sort(key=lambda figures: (-figures.size, figures.theme.name.casefold(), figures.theme.id))
    run = last_run(session, reach.consultation_id)
    return Overview(run, tuple(shown), analysed, unplaced, new, excluded, wordless)


def figures(session: Session, reach: Reach, theme: Theme) -> Figures:
    """The figures of one theme; its share is of all analysed opinions within reach. Zeros when it has none there."""
    wanted = Wanted(theme=str(theme.id))
    stances, channels, clauses = (
        _counted(session, reach, wanted, column)[theme.id]
        for column in (Opinion.stance, Submission.channel, Opinion.clause_path)
    )
    placed = over(select(func.count(Placement.id)).select_from(Opinion)).where(*reach.conditions())
    size, analysed = stances.total(), session.scalar(placed) or 0
    return Figures(
        theme, size, size / analysed if analysed else 0.0, stances, channels, clauses,
        _quotes(session, reach)[theme.id], _summaries(session, reach, [theme])[theme.id],
        _signers(session, reach, wanted)[theme.id],
    )  # fmt: skip


def _counted(
    session: Session, reach: Reach, wanted: Wanted, column: QueryableAttribute[str | None] | QueryableAttribute[str]
) -> Mapping[int, Counter[str | None]]:
    """For each theme with opinions looked for: how many have which value of the column."""
    found: dict[int, Counter[str | None]] = defaultdict(Counter)
    rows: Select[Any] = over(select(Placement.theme_id, column, func.count(Opinion.id)).select_from(Opinion))
    rows = rows.where(*reach.conditions(), *wanted.conditions(), Placement.theme_id.is_not(None))
    for theme, value, count in session.execute(rows.group_by(Placement.theme_id, column)):
        found[theme][value] = count
    return found


def _signers(session: Session, reach: Reach, wanted: Wanted) -> Counter[int]:
    """For each theme: how many sendings joined an opinion looked for; one that joined two counts once."""
    rows: Select[Any] = over(select(Placement.theme_id, func.count(Signature.submission_id.distinct())).select_from(Opinion))
    rows = rows.join(Signature, Signature.opinion_id == Opinion.id).where(*reach.conditions(), *wanted.conditions())
    rows = rows.where(Placement.theme_id.is_not(None)).group_by(Placement.theme_id)
    return Counter({row[0]: row[1] for row in session.execute(rows)})


def _quotes(session: Session, reach: Reach) -> Mapping[int, tuple[Quote, ...]]:
    """The representative opinions of each theme, central ones first, those out of reach left out."""
    found: dict[int, tuple[Quote, ...]] = defaultdict(tuple)
    rows: Select[Any] = over(select(Placement, Opinion, Submission).select_from(Opinion))
    rows = rows.where(*reach.conditions(), Placement.mark.is_not(None), Placement.theme_id.is_not(None))
    rows = rows.order_by(Placement.mark, Placement.score.desc(), Opinion.code)
    for placed, opinion, submission in session.execute(rows):
        quote = Quote(opinion.code, opinion.text or opinion.proposed, placed.mark, submission.may_publish)
        found[placed.theme_id] += (quote,)
    return found


def _summaries(
    session: Session, reach: Reach, themes: Collection[Theme]
) -> Mapping[int, tuple[tuple[str, str], ...]]:
    """The sentences of each theme's summary with their opinions' codes, those out of reach left out."""
    codes = {code for theme in themes for code, _ in theme.summary}
    rows = over(select(Opinion.code).select_from(Opinion)).where(*reach.conditions(), Opinion.code.in_(codes))
    seen = set(session.scalars(rows))
    return {
        theme.id: tuple((code, sentence) for code, sentence in theme.summary if code in seen) for theme in themes
    }
