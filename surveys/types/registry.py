"""The list of kinds: the one place to register a new one."""

from surveys.questionnaire import Question, QuestionnaireError
from surveys.types import multiple, number, scale, single, text
from surveys.types.base import Kind

KINDS: dict[str, Kind] = {kind.name: kind for kind in (single.KIND, multiple.KIND, scale.KIND, number.KIND, text.KIND)}


def kind_of(question: Question) -> Kind:
    """The kind of `question`; QuestionnaireError when there is no such kind."""
    try:
        return KINDS[question.kind]
    except KeyError:
        raise QuestionnaireError(f"Câu hỏi “{question.name}”: chưa có loại câu hỏi “{question.kind}”.") from None
