"""Adding up answers, question by question."""

from collections.abc import Mapping, Sequence

from surveys.questionnaire import Questionnaire
from surveys.types.base import Value
from surveys.types.registry import kind_of
from surveys.types.summary import Summary


def tally(questionnaire: Questionnaire, answers: Sequence[Mapping[str, Value]]) -> tuple[Summary, ...]:
    """One summary per question, in order. Each mapping holds one person's answers; a name not in it is missing."""
    return tuple(
        kind_of(question).tally(question, [person.get(question.name) for person in answers])
        for question in questionnaire.questions
    )
