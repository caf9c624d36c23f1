"""The questionnaire of a consultation: its versions, and the changes a designer makes to it.

Until the consultation is published there is one version, changed in place. Afterwards each change makes a new one, so
that answers given before keep the questions they were given to; only a questionnaire fit to be asked is taken then.
"""

import hashlib
import json
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback import clock
from feedback.accounts.models import Account
from feedback.consultations import service
from feedback.consultations.models import Consultation, QuestionnaireVersion
from feedback.consultations.naming import question_name
from feedback.errors import NotFound, UserError
from feedback.journal import service as journal
from surveys.check import problems
from surveys.questionnaire import Question, Questionnaire

MOST_QUESTIONS = 200


def current_version(session: Session, consultation: Consultation) -> QuestionnaireVersion | None:
    """The version that is asked now, or None."""
    query = select(QuestionnaireVersion).where(QuestionnaireVersion.consultation_id == consultation.id)
    return session.scalars(query.order_by(QuestionnaireVersion.number.desc())).first()


def current(session: Session, consultation: Consultation) -> Questionnaire:
    """The questionnaire that is asked now; one without questions where there is none yet."""
    version = current_version(session, consultation)
    if version is None:
        return Questionnaire(title=consultation.title)
    return Questionnaire.from_json(version.definition)


def number(session: Session, consultation: Consultation) -> int:
    """Number of the version that is asked now; 0 where there is none."""
    version = current_version(session, consultation)
    return version.number if version else 0


def digest(questionnaire: Questionnaire) -> str:
    """A short mark of what a page showed, by which a later change by somebody else is noticed."""
    text = json.dumps(questionnaire.to_json(), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def save(
    session: Session, consultation: Consultation, questionnaire: Questionnaire, account: Account, what: str
) -> None:
    """Make it the questionnaire asked from now on; `what` names the change in the journal.

    Raises UserError when the consultation is over, when it is published and the questionnaire is not fit to be asked,
    and when there are too many questions.
    """
    if consultation.state(clock.now()) == "closed":
        raise UserError(_("Đợt lấy ý kiến đã đóng nên phiếu được giữ nguyên."))
    if len(questionnaire.questions) > MOST_QUESTIONS:
        raise UserError(_("Phiếu có nhiều nhất %(n)s câu hỏi. Phiếu dài làm người dân bỏ dở.", n=MOST_QUESTIONS))
    if consultation.published_at is not None:
        for problem in problems(questionnaire):
            raise UserError(
                _("Đợt đang mở cho người dân nên phiếu phải luôn trả lời được. %(problem)s", problem=str(problem))
            )
    number = _store(session, consultation, questionnaire, account)
    detail = {"version": number, "questions": len(questionnaire.questions)}
    journal.append(session, account.login, f"questionnaire.{what}", consultation.slug, detail)


def _store(session: Session, consultation: Consultation, questionnaire: Questionnaire, account: Account) -> int:
    version = current_version(session, consultation)
    if version is None or consultation.published_at is not None:
        version = QuestionnaireVersion(
            consultation_id=consultation.id, number=version.number + 1 if version else 1, definition={}
        )
        session.add(version)
    version.definition = questionnaire.to_json()
    version.created_by_id, version.created_at = account.id, clock.now()
    session.flush()
    return version.number


def require_same(now: str, seen: str | None) -> None:
    """Raise Conflict when what a page showed (its `digest` then) is no longer what there is."""
    service.require_version(1, 1 if now == seen else 0)


def titled(questionnaire: Questionnaire, title: str, intro: str) -> Questionnaire:
    """With another title and introduction."""
    return replace(questionnaire, title=_clean(title), intro=_clean(intro))


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\x00", "").replace("\r\n", "\n")).strip()


def at(questionnaire: Questionnaire, name: str) -> Question:
    """The question called `name`. Raises NotFound."""
    try:
        return questionnaire.question(name)
    except KeyError:
        raise NotFound from None


def added(questionnaire: Questionnaire, question: Question) -> Questionnaire:
    """With the question at the end, named after its words where it has no name of its own yet."""
    names = {other.name for other in questionnaire.questions}
    named = replace(question, name=question_name(question.name or question.label, names))
    return replace(questionnaire, questions=(*questionnaire.questions, named))


def copied(questionnaire: Questionnaire, source: Questionnaire) -> Questionnaire:
    """With all questions of a ready questionnaire at the end; an empty one takes its introduction too."""
    if not questionnaire.questions:
        questionnaire = replace(questionnaire, title=source.title, intro=source.intro)
    for question in source.questions:
        questionnaire = added(questionnaire, question)
    return questionnaire


def changed(questionnaire: Questionnaire, question: Question) -> Questionnaire:
    """With this question in the place of the one of the same name."""
    questions = (question if old.name == question.name else old for old in questionnaire.questions)
    return replace(questionnaire, questions=tuple(questions))


def removed(questionnaire: Questionnaire, name: str) -> Questionnaire:
    """Without the question called `name`. Raises NotFound."""
    gone = at(questionnaire, name)
    return replace(questionnaire, questions=tuple(other for other in questionnaire.questions if other is not gone))


def moved(questionnaire: Questionnaire, name: str, by: int) -> Questionnaire:
    """With the question `by` places further down (up when negative), not beyond the ends. Raises NotFound."""
    order = list(questionnaire.questions)
    place = order.index(at(questionnaire, name))
    order.insert(_within(place + by, order), order.pop(place))
    return replace(questionnaire, questions=tuple(order))


def _within(place: int, order: Sequence[Question]) -> int:
    return min(max(place, 0), len(order) - 1)
