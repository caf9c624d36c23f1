"""Who joined an opinion when it was public is told in the report, and counted again before it goes out."""

import io
from dataclasses import replace

import pytest
from docx import Document
from sqlalchemy import select

from feedback.consultations.service import by_slug
from feedback.errors import UserError
from feedback.findings.models import Placement
from feedback.ledger.models import Opinion, Signature, Submission
from feedback.reports.check import require_sound
from feedback.reports.data import compose
from feedback.reports.docx import write_docx
from feedback.reports.values import Joined, Paragraph
from tests.cast import Cast
from tests.feedback.intake.asked import on_sqlite, shown
from tests.feedback.reports.sample import build

TOLD = "Có thêm 3 lượt người cùng ý kiến."


@on_sqlite
def test_signers_stand_in_the_report_and_a_wrong_number_stops_it(cast: Cast) -> None:
    sample = build(cast.site)
    with cast.site.session() as session:
        opinion = session.scalars(select(Opinion).join(Placement).where(Placement.theme_id.is_not(None))).first()
        assert opinion is not None
        code = opinion.code
        others = session.scalars(select(Submission.id).where(Submission.id != opinion.submission_id).limit(3)).all()
        session.add_all(Signature(opinion_id=opinion.id, submission_id=other) for other in others)
    with cast.site.session() as session:
        report = compose(session, by_slug(session, sample.slug))
        (row,) = (row for row in report.matrix if row.joined)
        assert row.joined == Joined(TOLD, 3, (code,)) and code in row.claim.codes
        assert len(list(report.joinings())) == 2, "the theme's sentence and the row of the table"
        require_sound(session, sample.consultation_id, report)
        for wrong in (Joined("Có thêm 4 lượt người cùng ý kiến.", 4, row.joined.codes), replace(row.joined, text="Có thêm 4.")):
            body = (*report.body, Paragraph((wrong,)))
            with pytest.raises(UserError, match="Không xuất báo cáo"):
                require_sound(session, sample.consultation_id, replace(report, body=body))
        document = Document(io.BytesIO(write_docx(report)))
    cells = [cell.text for table in document.tables for line in table.rows for cell in line.cells]
    assert sum(TOLD in cell for cell in cells) >= 1
    assert any(TOLD in paragraph.text for paragraph in document.paragraphs)
    page = shown(cast.client("reviewer").get(f"/ban-lam-viec/{sample.slug}/bao-cao"))
    assert page.count(TOLD) == 2
    assert f"{TOLD}<sup>" not in page
