"""The report on screen and as a download: who gets it, where its figures lead, what a wrong field says."""

import re
from html import unescape
from io import BytesIO

from docx import Document
from sqlalchemy import select

from feedback.consultations.service import by_slug
from feedback.journal.models import Entry
from feedback.ledger.models import Opinion
from feedback.reports.data import compose
from tests import cast as people
from tests.cast import Cast
from tests.feedback.reports.sample import build

BASE = "/ban-lam-viec/nha-tam"


def test_the_report_on_screen_and_as_a_document(cast: Cast) -> None:
    build(cast.site)
    people.consultation(cast.site, "trong")
    analyst = cast.client("analyst")
    page = unescape(analyst.get(f"{BASE}/bao-cao").get_data(as_text=True))
    with cast.site.session() as session:
        report = compose(session, by_slug(session, "nha-tam"))
        codes = set(session.scalars(select(Opinion.code)))
    for claim in report.claims:
        assert f'href="{BASE}/bao-cao/so-lieu/{claim.mark}"' in page
    linked = re.findall(rf'href="{BASE}/y-kien/([A-Z0-9]+)"', page)
    assert linked == [quote.code for quote in report.quotes()]
    assert set(linked) <= codes
    assert "Nguyễn Văn Nam" not in page

    channel = next(claim for claim in report.claims if claim.key == "channel:web")
    figure = analyst.get(f"{BASE}/bao-cao/so-lieu/{channel.mark}").get_data(as_text=True)
    assert re.findall(rf'href="{BASE}/y-kien/([A-Z0-9]+)"', figure) == list(channel.codes)
    assert analyst.get(f"{BASE}/bao-cao/so-lieu/9999").status_code == 404

    given = cast.client("reviewer").get(f"{BASE}/bao-cao.docx?number=7&signed_on=2026-11-25&smallest=5")
    assert given.status_code == 200
    assert given.headers["Content-Disposition"] == "attachment; filename=bao-cao-nha-tam.docx"
    document = Document(BytesIO(given.data))
    assert document.tables[0].rows[1].cells[0].text == "Số: 07/BC-MTTQ-BTT"
    assert "PHỤ LỤC" not in [paragraph.text for paragraph in document.paragraphs]
    plain = analyst.get(f"{BASE}/bao-cao.docx")
    assert "PHỤ LỤC" in [paragraph.text for paragraph in Document(BytesIO(plain.data)).paragraphs]
    with cast.site.session() as session:
        taken = select(Entry.actor, Entry.subject).where(Entry.action == "report.downloaded").order_by(Entry.id)
        assert [tuple(row) for row in session.execute(taken)] == [("reviewer", "nha-tam"), ("analyst", "nha-tam")]

    wrong = analyst.get(f"{BASE}/bao-cao.docx?number=%3C5%3E&signed_on=31-12&smallest=1")
    assert wrong.status_code == 422
    text = unescape(wrong.get_data(as_text=True))
    for sentence in ("Số văn bản chỉ gồm", "Ngày chưa đúng", "Hãy điền một số từ 3 đến 50."):
        assert sentence in text
    assert 'value="<5>"' in text

    empty = analyst.get("/ban-lam-viec/trong/bao-cao")
    assert "chưa nhận được góp ý nào" in empty.get_data(as_text=True)
    assert "Tải báo cáo" not in empty.get_data(as_text=True)
    refused = analyst.get("/ban-lam-viec/trong/bao-cao.docx")
    assert refused.status_code == 400
    assert "chưa nhận được góp ý nào" in refused.get_data(as_text=True)

    for login in ("viewer", "collector", "designer", "stranger"):
        client = cast.client(login)
        for path in ("bao-cao", "bao-cao.docx", "bao-cao/so-lieu/1"):
            assert client.get(f"{BASE}/{path}").status_code == 403
    assert cast.site.client().get(f"{BASE}/bao-cao").status_code == 302

    english = cast.client("admin")
    english.set_cookie("lang", "en")
    shown = unescape(english.get(f"{BASE}/bao-cao").get_data(as_text=True))
    assert '<html lang="en">' in shown
    assert all(words in shown for words in ("TÌNH HÌNH TRIỂN KHAI", "Phiếu giấy", "Hộ gia đình", "Đề nghị bổ sung"))
