"""A small consultation as a designer would have published it, and a citizen who walks through it."""

import html
import re
from dataclasses import dataclass, field

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from feedback import clock
from feedback.consultations.models import Clause, Consultation, DraftVersion, QuestionnaireVersion
from surveys.questionnaire import Choice, Question, Questionnaire
from tests import cast as casting
from tests.site import Site

on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""For tests of pages, where the kind of database makes no difference: half the time."""

CLAUSES = (
    ("c1", None, "chuong", "I", "QUY ĐỊNH CHUNG", ""),
    ("d1", "c1", "dieu", "1", "Phạm vi điều chỉnh", "Nghị quyết này nói về rác thải."),
    ("d2", "c1", "dieu", "2", "Đối tượng áp dụng", ""),
    ("d2.k1", "d2", "khoan", "1", "", "Hộ gia đình:"),
    ("d2.k1.pđ", "d2.k1", "diem", "đ", "", "Người thu mua phế liệu."),
    ("d2.k2", "d2", "khoan", "2", "", "Khoản này bị loại."),
    ("d2.k2.pa", "d2.k2", "diem", "a", "", "Điểm trong khoản bị loại."),
)
QUESTIONNAIRE = Questionnaire(
    "Phiếu hỏi về rác",
    questions=(
        Question("dong_y", "single", "Ông/Bà có tán thành không?", required=True,
                 choices=(Choice("co", "Có tán thành"), Choice("khong", "Không tán thành"))),
        Question("so_nguoi", "number", "Nhà có mấy người?", low=1, high=30, unit="người"),
        Question("loi_khac", "text", "Còn điều gì muốn nói?"),
    ),
)  # fmt: skip
ANSWERS = {"q-dong_y": "co", "q-so_nguoi": "4", "q-loi_khac": "Cần thêm xe chở rác ở thôn tôi."}


def publish(site: Site, slug: str = "rac", *, draft: bool = True, survey: bool = True) -> int:
    """An open consultation with a draft and a questionnaire; its number. The cast must be there."""
    number = casting.consultation(site, slug)
    with site.session() as session:
        consultation = session.get_one(Consultation, number)
        consultation.contact = "Văn phòng Mặt trận, 0207 000 000"
    if draft:
        add_draft(site, number, 1)
    if survey:
        add_questionnaire(site, number, 1, QUESTIONNAIRE)
    return number


def add_draft(site: Site, consultation: int, number: int) -> int:
    """Publish a version of the draft; khoản 2 Điều 2 is excluded."""
    with site.session() as session:
        maker = session.get_one(Consultation, consultation).created_by_id
        draft = DraftVersion(
            consultation_id=consultation, number=number, file_name="a.txt", sha256="0" * 64, source="…",
            title="NGHỊ QUYẾT về rác thải", created_by_id=maker, created_at=clock.now(), published_at=clock.now(),
        )  # fmt: skip
        session.add(draft)
        session.flush()
        for position, (path, parent, level, label, heading, text) in enumerate(CLAUSES):
            session.add(
                Clause(draft_id=draft.id, path=path, parent_path=parent, position=position, level=level, label=label,
                       heading=heading, text=text, excluded=path == "d2.k2")
            )  # fmt: skip
        return draft.id


def add_questionnaire(site: Site, consultation: int, number: int, questionnaire: Questionnaire) -> int:
    """Publish a version of the questionnaire."""
    with site.session() as session:
        maker = session.get_one(Consultation, consultation).created_by_id
        row = QuestionnaireVersion(
            consultation_id=consultation, number=number, definition=questionnaire.to_json(), created_by_id=maker,
            created_at=clock.now(),
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row.id


def exclude(site: Site, consultation: int, path: str) -> None:
    """Take a clause out of the draft."""
    with site.session() as session:
        query = select(Clause).join(DraftVersion).where(DraftVersion.consultation_id == consultation)
        session.scalars(query.where(Clause.path == path)).one().excluded = True


def close(site: Site, consultation: int) -> None:
    """End it now."""
    with site.session() as session:
        session.get_one(Consultation, consultation).closes_at = clock.now()


@dataclass
class Citizen:
    """A visitor who fills forms in as a browser does: hidden fields are sent back as they stood on the page."""

    site: Site
    slug: str = "rac"
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        """A browser with cookies of its own."""
        self.client = self.site.client()

    def get(self, page: str = "") -> str:
        """The text of a page of the consultation, which must be there."""
        answer = self.client.get(f"/y-kien/{self.slug}{page}")
        assert answer.status_code == 200, (answer.status_code, page)
        return answer.get_data(as_text=True)

    def fill(self, page: str, **typed: str) -> TestResponse:
        """Open the page, fill in its form and send it."""
        return self.send(page, {**hidden(self.get(page)), **typed})

    def send(self, page: str, typed: dict[str, str]) -> TestResponse:
        """Send a form that was opened before."""
        return self.client.post(f"/y-kien/{self.slug}{page}", data=typed)

    def comment(self, path: str, stance: str = "amend", text: str = "Xin sửa.", proposed: str = "") -> TestResponse:
        """Comment on a clause; must be taken."""
        answer = self.fill(f"/du-thao/{path}", stance=stance, text=text, proposed=proposed)
        assert answer.status_code == 302, shown(answer)
        return answer

    def answer(self, typed: dict[str, str] = ANSWERS) -> TestResponse:
        """Answer the survey; must be taken."""
        answer = self.fill("/khao-sat", **typed)
        assert answer.status_code == 302, shown(answer)
        return answer

    def finish(self, **typed: str) -> str:
        """Send all and return the receipt code shown."""
        answer = self.fill("/xem-lai", respondent="person", **typed)
        assert answer.status_code == 303, shown(answer)
        return receipt_on(self.get("/bien-nhan"))


def hidden(page: str) -> dict[str, str]:
    """Names and values of the hidden fields of a page."""
    found = re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", page)
    return {
        html.unescape(_attribute(field, "name")): html.unescape(_attribute(field, "value")) for field in found
    }  # fmt: skip


def _attribute(tag: str, name: str) -> str:
    match = re.search(rf'\b{name}="([^"]*)"', tag)
    return match.group(1) if match else ""


def receipt_on(page: str) -> str:
    """The receipt code a page shows."""
    match = re.search(r'class="code">([A-Z0-9-]+)<', page)
    assert match, page
    return match.group(1)


def shown(answer: TestResponse) -> str:
    """The text of an answer as people read it."""
    return html.unescape(answer.get_data(as_text=True))
