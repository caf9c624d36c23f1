"""Recording a table's submissions at once, on both databases: the same rows as one by one, or none."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback.errors import UserError
from feedback.identity.models import Consent
from feedback.journal import service as journal
from feedback.journal.models import Entry
from feedback.ledger.many import digest, record_many
from feedback.ledger.models import Answer, Opinion, Submission
from feedback.ledger.service import NewOpinion, NewSubmission, by_key, by_receipt, record
from tests.cast import Cast, consultation
from tests.site import Site


def _news(number: int, keys: range) -> list[NewSubmission]:
    return [
        NewSubmission(
            consultation_id=number, key=f"row {key}", channel="paper", answers={"q": key}, consents={"group": True},
            opinions=tuple(NewOpinion(f"Góp ý {key}.{place}", stance="ask") for place in range(key % 3 + 1)),
        )
        for key in keys
    ]  # fmt: skip


def _rows(session: Session, key: str, secret: str) -> list[object]:
    """What is in the database of one submission, without numbers, codes and moments."""
    found = by_key(session, secret, key)
    assert found is not None
    said = session.scalars(select(Consent).where(Consent.submission_id == found.id))
    return [
        found.channel, found.may_group, found.may_publish, found.respondent, [answer.value for answer in found.answers],
        [(one.text, one.folded, one.stance, one.position, one.proposed) for one in found.opinions],
        [(one.text_id, one.decision, one.channel) for one in said],
    ]  # fmt: skip


def test_many_are_recorded_as_one_by_one_and_a_retry_adds_nothing(site: Site, cast: Cast) -> None:
    number, secret = consultation(site), site.secret
    news, later = _news(number, range(1, 1301)), _news(number, range(1301, 1303))
    first = site.writer.write(lambda session: len(record_many(session, secret, news, "collector", "bang-1")))
    again = site.writer.write(
        lambda session: len(record_many(session, secret, [*news[-2:], *later], "x", "bang-2"))
    )
    assert (first, again) == (1300, 2)
    single = NewSubmission(**{**vars(news[4]), "key": "alone"})
    receipt = site.writer.write(lambda session: record(session, secret, single))
    with site.session() as session:
        assert session.scalar(select(func.count()).select_from(Submission)) == 1303
        assert session.scalar(select(func.count()).select_from(Answer)) == 1303
        assert session.scalar(select(func.count(Opinion.code.distinct()))) == sum(
            len(new.opinions) for new in [*news, *later, single]
        )
        assert _rows(session, "row 5", secret) == _rows(session, "alone", secret)
        assert by_receipt(session, secret, receipt.code) is not None
        lines = session.scalars(select(Entry).where(Entry.action == "submissions.received").order_by(Entry.id)).all()
        assert [line.detail["submissions"] for line in lines] == [1300, 2]
        recorded = [by_key(session, secret, new.key) for new in news]
        assert lines[0].detail["digest"] == digest(row for row in recorded if row is not None)
        assert lines[0].detail["digest"] != digest(row for row in recorded[1:] if row is not None)
        assert list(journal.broken(session)) == []


def test_one_that_cannot_be_recorded_takes_all_with_it(site: Site, cast: Cast) -> None:
    number, secret = consultation(site), site.secret
    news = _news(number, range(20))
    broken = NewSubmission(consultation_id=number, key="x", channel="paper", unit_id=999_999, opinions=(NewOpinion("a"),))
    empty = NewSubmission(consultation_id=number, key="y", channel="paper")
    web = NewSubmission(consultation_id=number, key="z", channel="web", opinions=(NewOpinion("a"),))
    for last, error in ((broken, Exception), (empty, UserError), (web, ValueError)):
        with pytest.raises(error):
            site.writer.write(lambda session, last=last: record_many(session, secret, [*news, last], "collector", "b"))
        with site.session() as session:
            assert session.scalar(select(func.count()).select_from(Submission)) == 0
            assert session.scalar(select(func.count()).select_from(Entry).where(Entry.subject == "b")) == 0
