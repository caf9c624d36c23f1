"""Any number of options out of several, shown as checkboxes."""

from collections.abc import Sequence
from typing import Any

from wtforms.fields import SelectMultipleField

from surveys.messages import mark as _
from surveys.questionnaire import Question
from surveys.types.base import Gettext, Kind, Value
from surveys.types.options import choice_problems, label_of, select_choices
from surveys.types.summary import Summary, shares


class Multiple(Kind):
    """The value is the list of chosen names in the order of the questionnaire.

    Shares are of those asked, for ticking nothing is an answer too where nothing is required; they add up to more
    than 100%.
    """

    name = "multiple"
    title = _("Chọn nhiều phương án")
    uses = ("choices",)

    def field(self, question: Question) -> Any:
        return SelectMultipleField(
            question.label,
            self.validators(question),
            choices=select_choices(question.choices),
            validate_choice=False,
        )

    def value(self, question: Question, typed: Any) -> Value:
        chosen = set(typed or ())
        return [choice.name for choice in question.choices if choice.name in chosen] or None

    def typed(self, question: Question, value: Value) -> Any:
        return value

    def ask(self, gettext: Gettext) -> str:
        return gettext("Hãy chọn ít nhất một phương án.")

    def problem(self, question: Question, typed: Any, gettext: Gettext) -> str | None:
        if set(typed) - {choice.name for choice in question.choices}:
            return gettext("Có phương án không có trong danh sách. Hãy chọn lại.")
        return None

    def show(self, question: Question, value: Value) -> str:
        return "; ".join(label_of(question.choices, name) for name in _names(value))

    def tally(self, question: Question, values: Sequence[Value]) -> Summary:
        return Summary(
            question=question.name,
            kind=self.name,
            label=question.label,
            asked=len(values),
            answered=sum(not self.empty(value) for value in values),
            base=len(values),
            base_title=_("số người được hỏi"),
            shares=shares([name for value in values for name in _names(value)], question.choices, len(values)),
        )

    def check(self, question: Question) -> list[str]:
        return choice_problems(question)


def _names(value: Value) -> list[str]:
    return value if isinstance(value, list) else []


KIND = Multiple()
