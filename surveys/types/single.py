"""One option out of several, shown as radio buttons."""

from collections.abc import Sequence
from typing import Any

from wtforms.fields import RadioField

from surveys.messages import mark as _
from surveys.questionnaire import Question
from surveys.types.base import Gettext, Kind, Preset, Value
from surveys.types.options import choice_problems, label_of, numbered, select_choices
from surveys.types.summary import Summary, shares


class Single(Kind):
    """The value is the name of the chosen option. Shares are of those who answered."""

    name = "single"
    title = _("Chọn một phương án")
    uses = ("choices",)
    presets = (
        Preset(_("Có / Không"), numbered(_("Có"), _("Không"))),
        Preset(_("Tán thành"), numbered(_("Tán thành"), _("Không tán thành"), _("Ý kiến khác"), _("Không có ý kiến"))),
    )

    def field(self, question: Question) -> Any:
        return RadioField(
            question.label,
            self.validators(question),
            choices=select_choices(question.choices),
            validate_choice=False,
        )

    def value(self, question: Question, typed: Any) -> Value:
        return None if self.blank(typed) else str(typed)

    def typed(self, question: Question, value: Value) -> Any:
        return value

    def ask(self, gettext: Gettext) -> str:
        return gettext("Hãy chọn một phương án.")

    def problem(self, question: Question, typed: Any, gettext: Gettext) -> str | None:
        if typed not in {choice.name for choice in question.choices}:
            return gettext("Phương án này không có trong danh sách. Hãy chọn lại.")
        return None

    def show(self, question: Question, value: Value) -> str:
        return "" if self.empty(value) else label_of(question.choices, str(value))

    def tally(self, question: Question, values: Sequence[Value]) -> Summary:
        chosen = [str(value) for value in values if not self.empty(value)]
        return Summary(
            question=question.name,
            kind=self.name,
            label=question.label,
            asked=len(values),
            answered=len(chosen),
            base=len(chosen),
            base_title=_("số người trả lời câu này"),
            shares=shares(chosen, question.choices, len(chosen)),
        )

    def check(self, question: Question) -> list[str]:
        return choice_problems(question)


KIND = Single()
