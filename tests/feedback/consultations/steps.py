"""What the tests of these screens share: a small draft, forms as a browser sends them, looking things up."""

import re
from collections.abc import Mapping
from datetime import timedelta
from io import BytesIO

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from feedback import clock
from feedback.consultations import drafts
from feedback.consultations.models import Clause, Consultation
from feedback.ledger.models import Opinion, Submission
from feedback.units import service as units
from tests.site import Site

DRAFT = """NGHỊ QUYẾT
Quy định hỗ trợ thu gom rác thải

Điều 1. Phạm vi điều chỉnh
1. Nghị quyết này quy định mức hỗ trợ.
2. Nghị quyết không áp dụng với doanh nghiệp.
Điều 2. Mức hỗ trợ
1. Hộ nghèo được hỗ trợ:
a) Tiền mua thùng rác;
b) Phí thu gom hằng tháng.
2. Hộ khác được hỗ trợ một nửa.
Điều 3. Hiệu lực
Nghị quyết có hiệu lực từ ngày 01 tháng 01 năm 2027.
"""
NEW = {"title": "Góp ý dự thảo thu gom rác", "kind": "criticism", "drafting_body": "Sở Nông nghiệp và Môi trường"}


def about(site: Site, **changes: object) -> dict[str, object]:
    """The form of a new consultation of the province, open from today for 30 days."""
    today = clock.today()
    with site.session() as session:
        province = units.root(session)
        assert province is not None
        unit = province.id
    days = {"opens_on": f"{today:%Y-%m-%d}", "closes_on": f"{today + timedelta(days=29):%Y-%m-%d}"}
    return {**NEW, "unit": unit, **days, **changes}


def upload(client: FlaskClient, slug: str, name: str, data: bytes) -> TestResponse:
    """Send a draft."""
    return client.post(f"/ban-lam-viec/{slug}/du-thao", data={"file": (BytesIO(data), name)})


def outline(site: Site, slug: str) -> list[tuple[str, str | None]]:
    """Anchors of the draft's clauses with the anchors above them, in document order; excluded ones in brackets."""
    row = consultation(site, slug)
    with site.session() as session:
        version = drafts.current(session, row)
        assert version is not None
        return [(f"({c.path})" if c.excluded else c.path, c.parent_path) for c in version.clauses]


def clause(site: Site, slug: str, path: str) -> Clause:
    """One clause of the draft, detached."""
    row = consultation(site, slug)
    with site.session() as session:
        version = drafts.current(session, row)
        assert version is not None
        found = next(c for c in version.clauses if c.path == path)
        session.refresh(found)
        session.expunge(found)
        return found


def consultation(site: Site, slug: str) -> Consultation:
    """The consultation, detached."""
    with site.session() as session:
        row = session.scalars(select(Consultation).where(Consultation.slug == slug)).one()
        session.refresh(row, ["unit"])
        session.expunge(row)
        return row


def hidden(page: TestResponse, name: str) -> str:
    """Value of a hidden field of a page."""
    found = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', page.get_data(as_text=True))
    assert found, f"no field {name}"
    return found[1]


def send(client: FlaskClient, path: str, data: Mapping[str, object], *carried: str) -> TestResponse:
    """Open a page and send its form, with the hidden fields it carries."""
    page = client.get(path)
    assert page.status_code == 200, page.status
    return client.post(path, data={**data, **{name: hidden(page, name) for name in carried}})


def press(site: Site, client: FlaskClient, path: str, step: str) -> str:
    """Press one of the buttons of a clause; return the address it leads to."""
    data = {"step": step, "version": clause(site, "rac", path).version}
    answer = client.post(f"/ban-lam-viec/rac/du-thao/{path}/chuyen", data=data)
    assert answer.status_code == 302
    return str(answer.location)


def speak_of(site: Site, slug: str, path: str) -> None:
    """An opinion on a clause, as a table typed in before the opening would have it."""
    row, spoken_of = consultation(site, slug), clause(site, slug, path)
    with site.session() as session:
        sheet = Submission(
            consultation_id=row.id, receipt_hmac="r", idempotency_hmac="i", channel="paper", received_at=clock.now(),
            draft_id=spoken_of.draft_id,
        )  # fmt: skip
        words = {"text": "Giảm phí.", "folded": "giam phi.", "clause_id": spoken_of.id, "clause_path": spoken_of.path}
        sheet.opinions = [Opinion(code="ABCDEF", consultation_id=row.id, position=0, **words)]
        session.add(sheet)
