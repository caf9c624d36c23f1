"""Loads the worked example: staff of every role, the draft, the survey, the opinions, all through the ordinary doors."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback import clock
from feedback.accounts import service as accounts
from feedback.accounts.models import ADMIN, ANALYST, COLLECTOR, DESIGNER, REVIEWER, VIEWER, Account
from feedback.consultations import dates, drafts
from feedback.consultations.models import Clause, Consultation, DraftVersion, QuestionnaireVersion
from feedback.journal import service as journal
from feedback.ledger.service import NewOpinion, NewSubmission, record
from feedback.ledger.writer import Writer
from feedback.units import service as units
from feedback.units.models import Unit
from surveys.questionnaire import Questionnaire
from surveys.types import registry

HERE = Path(__file__).resolve().parent
SLUG = "demo"
PASSWORD = "lang-nghe-2026"
OPEN_DAYS = 30
CLOSES_IN = 6
BATCH = 25


@dataclass(frozen=True)
class Person:
    """A member of staff of the example."""

    login: str
    name: str
    role: str
    does: str
    unit_code: str | None = None


STAFF = (
    Person("quantri", "Hoàng Thị Quản", ADMIN, "quản trị: tài khoản, mẫu văn bản, mọi việc"),
    Person("thietke", "Ma Văn Thiết", DESIGNER, "soạn đợt lấy ý kiến: dự thảo, phiếu, mở và đóng"),
    Person("nhapphieu", "Bàn Thị Nhập", COLLECTOR, "nhập bảng ý kiến thu thập nơi khác"),
    Person("phantich", "Lý Văn Phân", ANALYST, "phân tích, đặt tên nhóm, tải báo cáo"),
    Person("ratsoat", "Nông Thị Soát", REVIEWER, "đọc mọi ý kiến, tải báo cáo"),
    Person("xem", "Vàng A Xem", VIEWER, "chỉ xem"),
    Person("xaminhxuan", "Trần Thị Xuân", COLLECTOR, "nhập ý kiến của riêng phường Minh Xuân", "02215"),
)


def _rows(name: str) -> list[dict[str, str]]:
    with open(HERE / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def count() -> int:
    """How many submissions the example has: the length of the progress bar."""
    return len({row["submission"] for row in _rows("y_kien.csv")})


def plant(writer: Writer, secret: str, progress: Callable[[int], object]) -> None:
    """Write the whole example; `progress` is told how many submissions were added since the last call.

    Every submission has a key of its own, so that an example that was interrupted is finished by the next call.
    """
    number = writer.write(_prepare)
    submissions = list(_submissions(writer, number))
    for start in range(0, len(submissions), BATCH):
        batch = submissions[start : start + BATCH]
        writer.write(lambda session, batch=batch: [record(session, secret, new, "system") for new in batch])  # type: ignore[misc]
        progress(len(batch))


def _prepare(session: Session) -> int:
    """Staff, consultation, draft and survey, all published; returns the consultation's number."""
    found = session.scalars(select(Consultation).where(Consultation.slug == SLUG)).first()
    if found is not None:
        return found.id
    people = {person.role: _account(session, person) for person in STAFF if person.unit_code is None}
    for person in STAFF:
        _account(session, person)
    designer = people[DESIGNER]
    province = units.root(session)
    assert province is not None  # `prepare` planted it
    opens = dates.opening(clock.today() - timedelta(days=OPEN_DAYS))
    closes = dates.closing(clock.today() + timedelta(days=CLOSES_IN))
    consultation = Consultation(
        slug=SLUG, kind="criticism", unit_id=province.id, created_by_id=designer.id, created_at=opens,
        title="Dự thảo Nghị quyết của HĐND tỉnh về hỗ trợ thu gom, phân loại rác thải sinh hoạt và giảm rác thải nhựa "
        "ở khu dân cư",
        drafting_body="Sở Nông nghiệp và Môi trường tỉnh Tuyên Quang",
        intro="Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh mời Ông/Bà đọc dự thảo và cho biết điều gì nên giữ, nên sửa, nên bỏ. "
        "Ý kiến của Ông/Bà được tổng hợp thành văn bản phản biện xã hội gửi cơ quan soạn thảo. (Đây là ví dụ mẫu.)",
        contact="Ban Dân chủ - Pháp luật, Ủy ban MTTQ Việt Nam tỉnh Tuyên Quang",
        opens_at=opens, closes_at=closes,
        reply_by=clock.today() + timedelta(days=CLOSES_IN + 30),
    )  # fmt: skip
    session.add(consultation)
    session.flush()
    draft = drafts.upload(session, consultation, "du_thao.md", (HERE / "du_thao.md").read_bytes(), designer)
    draft.published_at = consultation.published_at = opens
    session.add(
        QuestionnaireVersion(
            consultation_id=consultation.id, number=1, created_by_id=designer.id, created_at=opens,
            definition=_questionnaire().to_json(),
        )
    )  # fmt: skip
    session.flush()
    journal.append(session, designer.login, "consultation.published", SLUG)
    return consultation.id


def _account(session: Session, person: Person) -> Account:
    account = accounts.find(session, person.login)
    if account is None:
        account = accounts.create(session, login=person.login, name=person.name, password=PASSWORD, by="system")
    unit = units.root(session)
    if person.unit_code is not None:
        unit = session.scalars(select(Unit).where(Unit.code == person.unit_code, units.standing())).one()
    assert unit is not None
    accounts.grant(session, account, person.role, unit, by="system")
    return account


def _questionnaire() -> Questionnaire:
    return Questionnaire.from_json(json.loads((HERE / "phieu.json").read_text(encoding="utf-8")))


@dataclass(frozen=True)
class _Ground:
    """What the submissions refer to."""

    consultation_id: int
    draft_id: int
    questionnaire_id: int
    clauses: Mapping[str, int]
    units: Mapping[str, int]


def _ground(session: Session, number: int) -> _Ground:
    draft = session.scalars(select(DraftVersion).where(DraftVersion.consultation_id == number)).one()
    survey = session.scalars(select(QuestionnaireVersion).where(QuestionnaireVersion.consultation_id == number)).one()
    clauses = dict(session.execute(select(Clause.path, Clause.id).where(Clause.draft_id == draft.id)).all())
    places = dict(session.execute(select(Unit.code, Unit.id).where(units.standing())).all())
    return _Ground(number, draft.id, survey.id, clauses, places)


def _submissions(writer: Writer, number: int) -> Iterator[NewSubmission]:
    ground = writer.write(lambda session: _ground(session, number))
    survey, answers = _questionnaire(), {row.pop("submission"): row for row in _rows("tra_loi_phieu.csv")}
    for key, rows in groupby(_rows("y_kien.csv"), key=lambda row: row["submission"]):
        yield _submission(ground, key, list(rows), _answers(survey, answers.get(key, {})))


def _answers(survey: Questionnaire, cells: Mapping[str, str]) -> dict[str, Any]:
    """Answers as the form would have stored them; several choices of one question are parted by ';' in the file."""
    said: dict[str, Any] = {}
    for name, cell in cells.items():
        if cell:
            question = survey.question(name)
            typed = cell.split(";") if question.kind == "multiple" else cell
            said[name] = registry.kind_of(question).value(question, typed)
    return said


def _submission(ground: _Ground, key: str, rows: list[dict[str, str]], answers: dict[str, Any]) -> NewSubmission:
    first, survey = rows[0], _questionnaire()
    opinions = [
        NewOpinion(
            text=row["text"], stance=row["stance"] or None, clause_path=row["clause"] or None,
            clause_id=ground.clauses[row["clause"]] if row["clause"] else None, proposed=row["proposed"],
        )
        for row in rows
    ]  # fmt: skip
    for name, value in answers.items():
        words = registry.kind_of(survey.question(name)).opinion(value)
        if words:
            opinions.append(NewOpinion(text=words, question=name))
    day = clock.today() - timedelta(days=int(first["days_ago"]))
    minute = sum(map(ord, key)) % 600  # spread over the day, the same on every machine
    return NewSubmission(
        consultation_id=ground.consultation_id, key=f"demo:{key}", channel=first["channel"], opinions=tuple(opinions),
        answers=answers, respondent=first["respondent"], unit_id=ground.units[first["unit_code"]],
        consents=_consents(first),
        draft_id=ground.draft_id, questionnaire_id=ground.questionnaire_id if answers else None,
        said_on=None if first["channel"] == "web" else day,
        received_at=datetime.combine(day, time(8), clock.VIETNAM) + timedelta(minutes=minute),
    )  # fmt: skip


def _consents(row: Mapping[str, str]) -> dict[str, bool]:
    if row["channel"] == "social":  # words found in public: nobody was asked, so nothing was granted or denied
        return {}
    return {"publish": row["consent_public"] == "1", "group": row["consent_group"] == "1"}
