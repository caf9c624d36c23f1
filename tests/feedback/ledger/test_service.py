"""Recording submissions, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from feedback import clock
from feedback.consultations.models import Consultation
from feedback.errors import NotOpen, UserError
from feedback.identity.models import Consent, Contact
from feedback.journal import service as journal
from feedback.ledger import codes
from feedback.ledger.models import Answer, Opinion, Submission
from feedback.ledger.service import NewOpinion, NewSubmission, by_key, by_receipt, record
from tests.cast import Cast, consultation
from tests.site import Site


def _new(number: int, key: str = "k", **more: object) -> NewSubmission:
    values: dict[str, object] = {
        "consultation_id": number, "key": key, "channel": "web", "answers": {"q": 4},
        "opinions": (NewOpinion("Đề nghị giảm phí", stance="amend", clause_path="d5.k2.pđ"), NewOpinion("Tán thành")),
        "consents": {"publish": True, "group": False, "contact": True}, "contact": ("Nguyễn Văn Thử", "0900 000 000"),
    }  # fmt: skip
    return NewSubmission(**(values | more))  # type: ignore[arg-type]


def _count(site: Site, model: type) -> int:
    with site.session() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_everything_of_a_submission_is_kept_and_found_by_its_receipt(site: Site, cast: Cast) -> None:
    number = consultation(site)
    receipt = site.writer.write(lambda session: record(session, site.secret, _new(number)))
    assert receipt.created
    with site.session() as session:
        found = by_receipt(session, site.secret, receipt.code.lower().replace("-", " "))
        assert found is not None and found is by_key(session, site.secret, "k")
        assert [opinion.text for opinion in found.opinions] == ["Đề nghị giảm phí", "Tán thành"]
        assert (found.opinions[0].clause_path, found.opinions[0].stance) == ("d5.k2.pđ", "amend")
        assert found.opinions[0].folded == "de nghi giam phi"
        assert [answer.value for answer in found.answers] == [4]
        assert (found.may_publish, found.may_group) == (True, False)
        said = {row.text.purpose: row.decision for row in session.scalars(select(Consent))}
        assert said == {"publish": "granted", "group": "denied", "contact": "granted"}
        assert session.scalars(select(Contact)).one().address == "0900 000 000"
        assert receipt.code not in str([vars(found), *map(vars, found.opinions)])
        assert list(journal.broken(session)) == []
    with site.session() as session:
        assert by_receipt(session, site.secret, codes.receipt(site.secret, "unknown key")) is None
        assert by_receipt(session, site.secret, "no code") is None


def test_the_same_key_twice_is_one_submission_with_one_receipt(site: Site, cast: Cast) -> None:
    number = consultation(site)
    with ThreadPoolExecutor(8) as pool:
        receipts = list(pool.map(
            lambda _: site.writer.write(lambda session: record(session, site.secret, _new(number))), range(16)
        ))  # fmt: skip
    assert len({receipt.code for receipt in receipts}) == 1
    assert sum(receipt.created for receipt in receipts) == 1
    assert (_count(site, Submission), _count(site, Opinion), _count(site, Answer)) == (1, 2, 1)


def test_no_consent_to_contact_leaves_no_contact(site: Site, cast: Cast) -> None:
    number = consultation(site)
    site.writer.write(lambda session: record(session, site.secret, _new(number, consents={"contact": False})))
    assert (_count(site, Submission), _count(site, Contact)) == (1, 0)


def test_nothing_is_kept_of_what_is_refused(site: Site, cast: Cast) -> None:
    number = consultation(site)
    with pytest.raises(UserError, match="Chưa có góp ý"):
        site.writer.write(lambda session: record(session, site.secret, _new(number, opinions=(), answers={})))
    closed = consultation(site, "da-dong")
    with site.session() as session:
        session.get_one(Consultation, closed).closes_at = clock.now() - timedelta(seconds=1)
    with pytest.raises(NotOpen, match="đã kết thúc"):
        site.writer.write(lambda session: record(session, site.secret, _new(closed)))
    waiting = consultation(site, "chua-mo", is_open=False)
    with pytest.raises(NotOpen, match="chưa mở"):
        site.writer.write(lambda session: record(session, site.secret, _new(waiting)))
    assert _count(site, Submission) == _count(site, Opinion) == 0
    sheet = _new(closed, channel="paper")
    assert site.writer.write(lambda session: record(session, site.secret, sheet)).created  # paper comes in later


def test_text_is_kept_composed_and_without_what_databases_refuse(site: Site, cast: Cast) -> None:
    number = consultation(site)
    odd = NewOpinion("Đề nghị\x00 giảm\r\nphí")
    site.writer.write(lambda session: record(session, site.secret, _new(number, opinions=(odd,))))
    with site.session() as session:
        assert session.scalars(select(Opinion)).one().text == "Đề nghị giảm\nphí"
