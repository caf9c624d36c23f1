"""Publishing the next version of a draft: citizens read it from then on, and all opinions follow their clauses into it."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback import clock
from feedback.accounts.models import Account
from feedback.consultations import carried, publishing, service, versions
from feedback.consultations.following import parse
from feedback.consultations.models import ClauseMatch, Consultation, DraftVersion
from feedback.errors import UserError
from feedback.journal import service as journal
from feedback.ledger import places
from feedback.ledger.models import Opinion


@dataclass(frozen=True)
class Forecast:
    """What publishing a version will do: rows of the matching by kind, and opinions by what becomes of them.

    `dropped` holds the opinions per clause that is not in the new version, by anchor; `came_back` counts those that stood
    on a dropped clause and no longer do.
    """

    kinds: Counter[str]
    follow: int
    dropped: Counter[str]
    came_back: int
    whole: int


def forecast(session: Session, draft: DraftVersion) -> Forecast:
    """What will happen when the version is published as it is matched now. Nothing is changed."""
    number = draft.consultation_id
    now, then = places.tally(session, number), places.tally(session, number, draft)
    gone_now, gone = _dropped(now), _dropped(then)
    back = gone_now - gone
    kinds = select(ClauseMatch.kind, func.count()).where(ClauseMatch.draft_id == draft.id).group_by(ClauseMatch.kind)
    whole = select(func.count()).where(Opinion.consultation_id == number, Opinion.clause_id.is_(None))
    return Forecast(
        kinds=Counter(dict(session.execute(kinds).all())),
        follow=then.total() - gone.total(),
        dropped=gone,
        came_back=back.total(),
        whole=session.scalar(whole) or 0,
    )


def _dropped(tally: Counter[str]) -> Counter[str]:
    return Counter({path: count for path, count in tally.items() if parse(path)[0] is not None})


def publish_next(session: Session, row: Consultation, draft: DraftVersion, seen: str, account: Account) -> None:
    """Publish a version after the first, in one transaction with the moves of all opinions; the caller commits.

    `seen` is the stamp of the matching the officer saw. Raises UserError while something doubtful is left or the version
    cannot be read, Conflict when the matching changed meanwhile.
    """
    service.lock(session, row)
    session.refresh(draft)
    versions.require_seen(session, draft, seen)
    versions.require_ready(session, draft)
    for finding in publishing.draft_findings(session, draft):
        if finding.blocks:
            raise UserError(finding.sentence)
    carried.carry(session, draft)  # staff may have written some beside the version before, since the matching
    draft.published_at = clock.now()
    session.flush()
    places.settle(session, row.id)
    gone = _dropped(places.tally(session, row.id))
    detail = {"version": draft.number, "dropped_clauses_with_opinions": len(gone), "opinions_on_them": gone.total()}
    journal.append(session, account.login, "draft.published", row.slug, detail)
