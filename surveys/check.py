"""Is a questionnaire fit to be asked? What the design screen lists before publishing."""

from dataclasses import dataclass

from surveys.questionnaire import Questionnaire, QuestionnaireError
from surveys.types.registry import KINDS


@dataclass(frozen=True)
class Problem:
    """One thing to mend: `question` is the name of the question, None for the questionnaire itself."""

    question: str | None
    sentence: str

    def __str__(self) -> str:
        return self.sentence if self.question is None else f"Câu hỏi “{self.question}”: {self.sentence}"


def problems(questionnaire: Questionnaire) -> tuple[Problem, ...]:
    """All problems, in the order of the questionnaire; empty when it can be published."""
    found = []
    if not questionnaire.title:
        found.append(Problem(None, "Phiếu chưa có tên."))
    if not questionnaire.questions:
        found.append(Problem(None, "Phiếu chưa có câu hỏi nào."))
    labels = [question.label.casefold() for question in questionnaire.questions]
    for place, question in enumerate(questionnaire.questions):
        if not question.label:
            found.append(Problem(question.name, "Chưa có lời hỏi."))
        elif labels[place] in labels[:place]:
            found.append(Problem(question.name, "Lời hỏi giống hệt một câu hỏi phía trên."))
        if question.kind in KINDS:
            found += [Problem(question.name, sentence) for sentence in KINDS[question.kind].check(question)]
        else:
            found.append(Problem(question.name, f"Chưa có loại câu hỏi “{question.kind}”."))
    return tuple(found)


def require_sound(questionnaire: Questionnaire) -> None:
    """Raise QuestionnaireError with the first problem, if there is one."""
    for problem in problems(questionnaire):
        raise QuestionnaireError(str(problem))
