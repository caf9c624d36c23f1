"""A consultation with a draft, a survey, 72 opinions through several channels, and themes as a run would leave them.

Made up for the tests; recorded through the ledger's own door.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback import clock
from feedback.accounts.models import Account
from feedback.consultations.models import Clause, Consultation, DraftVersion, QuestionnaireVersion
from feedback.findings.models import Placement, Run, Theme
from feedback.identity.consent import GROUP, PUBLISH
from feedback.ledger import service as ledger
from feedback.ledger.models import Opinion
from feedback.ledger.service import NewOpinion, NewSubmission
from feedback.reports import letterhead
from feedback.units import service as units
from surveys.questionnaire import Choice, Question, Questionnaire
from tests.site import Site

CLAUSES = (
    ("d1", None, "dieu", "1", "Phạm vi điều chỉnh", "Nghị quyết này quy định hỗ trợ xóa nhà tạm, nhà dột nát."),
    ("d2", None, "dieu", "2", "Mức hỗ trợ", ""),
    ("d2.k1", "d2", "khoan", "1", "", "Xây mới: 60 triệu đồng một nhà."),
    ("d2.k2", "d2", "khoan", "2", "", "Sửa chữa: 30 triệu đồng một nhà."),
    ("d3", None, "dieu", "3", "Bình xét đối tượng", "Việc bình xét do thôn tiến hành, niêm yết công khai 10 ngày."),
)
THEMES = {
    "muc": "Mức hỗ trợ xây mới và sửa chữa",
    "xet": "Bình xét công khai ở thôn",
    "tre": "Hỗ trợ gia đình có người khuyết tật",
}
CHANNELS = ("web", "web", "meeting", "community", "paper", "hotline")
TALK = {
    "d2.k1": ("muc", ("agree", "amend", "amend"), "Mức 60 triệu đồng chưa đủ xây một ngôi nhà kiên cố ở vùng cao, vật liệu "
              "chở lên tận bản rất đắt"),
    "d2.k2": ("muc", ("agree", "agree", "agree", "amend"), "Mức sửa chữa như dự thảo là hợp lý, nên chuyển tiền trước mùa mưa"),
    "d3": ("xet", ("add", "agree", "ask"), "Đề nghị họp thôn bình xét có đại diện Ban Công tác Mặt trận giám sát"),
    None: ("xet", (None, "agree"), "Mong chính sách sớm được ban hành để bà con yên tâm làm ăn"),
}  # fmt: skip
SECRETIVE = 7
"""Every seventh sender does not agree to be quoted, every eleventh not to be grouped by the computer."""
NO_MACHINE = 11

SURVEY = Questionnaire(
    "Ý kiến về xóa nhà tạm, nhà dột nát",
    questions=(
        Question(
            "hai_long", "scale", "Ông/Bà hài lòng ở mức nào với việc bình xét ở thôn?",
            choices=tuple(
                Choice(str(place), label)
                for place, label in enumerate(
                    ("Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng"), 1
                )
            ),
        ),
        Question("nha", "single", "Nhà ở của gia đình Ông/Bà thuộc loại nào?", choices=(
            Choice("kien_co", "Kiên cố"), Choice("ban", "Bán kiên cố"), Choice("tam", "Tạm, dột nát"),
        )),
        Question("muc", "number", "Theo Ông/Bà mức hỗ trợ xây mới nên là bao nhiêu?", unit="triệu đồng"),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """Numbers of what was made."""

    slug: str
    consultation_id: int
    opinions: int
    sendings: int


def build(site: Site, slug: str = "nha-tam", rounds: int = 1, *, analysed: bool = True) -> Sample:
    """Add the sample; `rounds` repeats its 72 opinions. Without `analysed` no run has looked at them."""
    with site.session() as session:
        asked = _consultation(session, slug)
        sendings = 0
        for turn in range(rounds):
            sendings += _voices(session, site.secret, asked, turn)
        if analysed:
            _place(session, asked.id)
        total = len(session.scalars(select(Opinion.id).where(Opinion.consultation_id == asked.id)).all())
        return Sample(slug, asked.id, total, sendings)


def _consultation(session: Session, slug: str) -> Consultation:
    province = units.root(session)
    maker = session.scalars(select(Account).order_by(Account.id)).first()
    assert province is not None and maker is not None
    now = clock.now()
    asked = Consultation(
        slug=slug, title="Dự thảo Nghị quyết về chính sách hỗ trợ xóa nhà tạm, nhà dột nát trên địa bàn tỉnh",
        drafting_body="Sở Xây dựng", unit_id=province.id, created_by_id=maker.id, created_at=now,
        opens_at=now - timedelta(days=20), closes_at=now + timedelta(days=10), published_at=now - timedelta(days=20),
        reply_by=date(2026, 12, 31),
    )  # fmt: skip
    session.add(asked)
    session.flush()
    draft = DraftVersion(
        consultation_id=asked.id, number=1, file_name="du-thao.docx", sha256="0" * 64, title=asked.title, source="",
        created_by_id=maker.id, created_at=now, published_at=now - timedelta(days=20),
    )  # fmt: skip
    draft.clauses = [
        Clause(path=path, parent_path=above, position=place, level=level, label=label, heading=heading, text=text)
        for place, (path, above, level, label, heading, text) in enumerate(CLAUSES)
    ]
    session.add(draft)
    session.add(
        QuestionnaireVersion(
            consultation_id=asked.id, number=1, definition=SURVEY.to_json(), created_by_id=maker.id, created_at=now
        )
    )
    letterhead.plant(session, province).signer_name = "Lê Ngọc Tân"
    session.flush()
    return asked


def _voices(session: Session, secret: str, asked: Consultation, turn: int) -> int:
    """36 sendings of two opinions each, from four communes, one of which sends little; half of them answer the survey."""
    communes = units.communes(session)[:4]
    draft = session.scalars(select(DraftVersion).where(DraftVersion.consultation_id == asked.id)).one()
    clauses = {clause.path: clause.id for clause in draft.clauses}
    survey = session.scalars(select(QuestionnaireVersion).where(QuestionnaireVersion.consultation_id == asked.id)).one()
    subjects = list(TALK)
    for place in range(36):
        said = []
        for other in range(2):
            subject = subjects[(place + other * 2) % len(subjects)]
            _, stances, words = TALK[subject]
            stance = stances[(place // 4 + other) % len(stances)]
            text = f"{words} (hộ thứ {place + 1} của thôn {place % 9 + 1}). Ông Nguyễn Văn Nam, số nhà {place + 1}, biết rõ."
            proposed = f"Hỗ trợ {65 + place} triệu đồng một nhà" if stance == "amend" else ""
            said.append(NewOpinion(text, stance, clauses.get(subject or ""), subject, proposed=proposed))
        answers = {"hai_long": place % 5 + 1, "nha": ("kien_co", "ban", "tam")[place % 3], "muc": 60 + place % 4 * 10}
        ledger.record(
            session, secret,
            NewSubmission(
                asked.id, f"mau-{turn}-{place}", CHANNELS[place % len(CHANNELS)], opinions=tuple(said),
                answers=answers if place % 2 else {}, questionnaire_id=survey.id if place % 2 else None,
                consents={PUBLISH: place % SECRETIVE != 0, GROUP: place % NO_MACHINE != 0},
                respondent=("person", "person", "household", "organisation")[place % 4],
                unit_id=communes[3].id if place in (5, 11) else communes[place % 3].id if place % 12 else None,
                draft_id=draft.id,
            ),
        )  # fmt: skip
    return 36


def _place(session: Session, consultation_id: int) -> None:
    """Themes and placements as a run leaves them: those who refused are not placed, one opinion could not be."""
    run = Run(
        consultation_id=consultation_id, number=1, finished_at=clock.now(), opinions=66,
        card={"data_hash": "ab12cd34", "parameters": {"random_state": 1}, "seconds": 2.5},
    )  # fmt: skip
    session.add(run)
    session.flush()
    themes = {
        key: Theme(consultation_id=consultation_id, name=name, machine_name=name, run_id=run.id)
        for key, name in THEMES.items()
    }
    session.add_all(themes.values())
    session.flush()
    grouped = [
        opinion
        for opinion in session.scalars(
            select(Opinion).where(Opinion.consultation_id == consultation_id).order_by(Opinion.id)
        )
        if opinion.submission.may_group
    ]
    for place, opinion in enumerate(grouped):
        key = "tre" if place in (3, 20) else TALK[opinion.clause_path][0]
        theme = themes[key]
        unplaced = place == 1
        session.add(
            Placement(
                opinion_id=opinion.id, theme_id=None if unplaced else theme.id, score=0.5 + place % 5 / 10,
                mark="central" if place % 6 == 2 else None, run_id=run.id,
            )
        )  # fmt: skip
        if opinion.submission.may_publish and not unplaced and len(theme.summary or []) < 3 and place % 5 == 0:
            theme.summary = [*(theme.summary or []), [opinion.code, opinion.text.split(" (")[0]]]
