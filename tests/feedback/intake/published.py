"""Opinions that an officer has made public, for the tests of what citizens see of each other."""

from collections.abc import Mapping

from sqlalchemy import select

from feedback import clock
from feedback.accounts.models import Account
from feedback.consultations.models import Clause, Consultation, DraftVersion
from feedback.identity import consent
from feedback.ledger.models import Opinion, PublishedOpinion, Submission
from feedback.ledger.service import NewOpinion, NewSubmission, record
from tests.site import Site


def tell(site: Site, number: int, said: Mapping[str, str], *, consents: bool = True, stance: str = "amend") -> dict[str, str]:
    """Record words by clause (unique words → anchor, '-' for the whole), each in a sending of its own; codes by words."""
    with site.session() as session:
        clauses = select(Clause).join(DraftVersion).where(DraftVersion.consultation_id == number)
        known = {clause.path: clause.id for clause in session.scalars(clauses)}
        for words, path in said.items():
            opinion = NewOpinion(words, stance, known.get(path), None if path == "-" else path)
            record(session, site.secret, NewSubmission(
                number, key=f"{number}{words}", channel="paper", opinions=(opinion,), consents={consent.PUBLISH: consents},
            ), "test")  # fmt: skip
        rows = session.execute(select(Opinion.text, Opinion.code).where(Opinion.consultation_id == number))
        return {row.text: row.code for row in rows if row.text in said}


def show(site: Site, number: int, said: Mapping[str, str]) -> dict[str, str]:
    """The same, made public in a consultation that shows opinions."""
    codes = tell(site, number, said)
    with site.session() as session:
        session.get_one(Consultation, number).show_opinions = True
        officer = session.scalars(select(Account.id).order_by(Account.id)).first()
        for opinion in session.scalars(select(Opinion).where(Opinion.code.in_(codes.values()))):
            session.add(PublishedOpinion(
                opinion_id=opinion.id, shown=True, text=opinion.text, decided_by_id=officer, decided_at=clock.now(),
            ))  # fmt: skip
    return codes


def take_down(site: Site, code: str) -> None:
    """An officer no longer shows it."""
    with site.session() as session:
        query = select(PublishedOpinion).join(Opinion).where(Opinion.code == code)
        session.scalars(query).one().shown = False


def withdraw(site: Site, code: str) -> None:
    """Its sender no longer consents."""
    with site.session() as session:
        session.scalars(select(Submission).join(Opinion).where(Opinion.code == code)).one().may_publish = False
