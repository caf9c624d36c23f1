"""What senders chose among the headings of Điều 33 stands in the report, counted again before it goes out."""

import pytest
from sqlalchemy import select

from feedback.consultations.service import by_slug
from feedback.errors import UserError
from feedback.ledger.models import Opinion
from feedback.reports.check import require_sound
from feedback.reports.data import compose
from feedback.reports.values import Claim, Paragraph
from tests.cast import Cast
from tests.feedback.intake.asked import on_sqlite
from tests.feedback.reports.sample import build


@on_sqlite
def test_headings_of_criticism_stand_in_the_report(cast: Cast) -> None:
    sample = build(cast.site)
    with cast.site.session() as session:
        assert not [claim for claim in compose(session, by_slug(session, sample.slug)).claims if claim.key.startswith("aspect")]
        for opinion, aspect in zip(
            session.scalars(select(Opinion).order_by(Opinion.code).limit(3)), ("impact", "need", "impact"), strict=True
        ):
            opinion.aspect = aspect
    with cast.site.session() as session:
        report = compose(session, by_slug(session, sample.slug))
        told = [
            "".join(piece.text if isinstance(piece, Claim) else str(piece) for piece in block.pieces)
            for block in report.body
            if isinstance(block, Paragraph)
        ]
        first = told.index("Sự cần thiết: 1 ý kiến.")
        assert told[first + 1] == "Tác động, hiệu quả: 2 ý kiến."
        require_sound(session, sample.consultation_id, report)
        session.scalars(select(Opinion).where(Opinion.aspect == "need")).one().aspect = "impact"
        session.flush()
        with pytest.raises(UserError, match="chưa khớp"):
            require_sound(session, sample.consultation_id, report)
