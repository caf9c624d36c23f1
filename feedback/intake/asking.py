"""The questionnaire versions of a consultation. An answer belongs to the version it was given to, also after an edit."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback.consultations.models import QuestionnaireVersion
from surveys.questionnaire import Question, Questionnaire
from surveys.types.base import Value
from surveys.types.registry import kind_of


@dataclass(frozen=True)
class Asked:
    """One version of a questionnaire, with its number in the database."""

    id: int
    questionnaire: Questionnaire

    def shown(self, answers: Mapping[str, object]) -> tuple[tuple[Question, str], ...]:
        """The answered questions in the order they were asked, each with its answer as a person reads it."""
        pairs = ((question, self._show(question, answers.get(question.name))) for question in self.questionnaire.questions)
        return tuple((question, text) for question, text in pairs if text)

    def words(self, answers: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
        """(question name, words) of each answer that is an opinion of its own."""
        pairs = ((question.name, kind_of(question).opinion(_value(answers.get(question.name))))
                 for question in self.questionnaire.questions)  # fmt: skip
        return tuple((name, words) for name, words in pairs if words)

    def still_good(self, earlier: "Asked", answers: Mapping[str, object]) -> dict[str, Value]:
        """Answers given to an earlier version, to the questions that were not changed since."""
        same = set(self.questionnaire.questions) & set(earlier.questionnaire.questions)
        return {question.name: _value(answers[question.name]) for question in same if question.name in answers}

    def _show(self, question: Question, value: object) -> str:
        return kind_of(question).show(question, _value(value))


def _value(stored: object) -> Value:
    return stored if isinstance(stored, str | int | float | list) else None


def current(session: Session, consultation_id: int) -> Asked | None:
    """The version asked now; None when there is no questionnaire or it has no question."""
    newest = (
        select(QuestionnaireVersion)
        .where(QuestionnaireVersion.consultation_id == consultation_id)
        .order_by(QuestionnaireVersion.number.desc())
        .limit(1)
    )
    asked = _read(session.scalars(newest).first())
    return asked if asked and asked.questionnaire.questions else None


def version(session: Session, consultation_id: int, wanted: int | None) -> Asked | None:
    """One version of this consultation's questionnaire, or None when there is no such version."""
    query = select(QuestionnaireVersion).where(
        QuestionnaireVersion.consultation_id == consultation_id, QuestionnaireVersion.id == wanted
    )
    return _read(session.scalars(query).first())


def _read(row: QuestionnaireVersion | None) -> Asked | None:
    return None if row is None else Asked(row.id, Questionnaire.from_json(row.definition))
