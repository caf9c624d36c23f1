"""Free words. What is written here is an opinion like any other."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from wtforms.fields import TextAreaField

from surveys import numerals
from surveys.messages import mark as _
from surveys.questionnaire import Question
from surveys.types.base import Gettext, Kind, Value
from surveys.types.summary import Summary

LONGEST = 20_000


class Text(Kind):
    """The value is the text in NFC, lines ended by '\\n', without outer blanks and control characters."""

    name = "text"
    title = _("Trả lời bằng lời")
    uses = ("max_length",)

    def field(self, question: Question) -> Any:
        return TextAreaField(question.label, self.validators(question))

    def value(self, question: Question, typed: Any) -> Value:
        return _clean(typed or "") or None

    def typed(self, question: Question, value: Value) -> Any:
        return value

    def blank(self, typed: Any) -> bool:
        return not _clean(typed or "")

    def ask(self, gettext: Gettext) -> str:
        return gettext("Hãy viết câu trả lời.")

    def problem(self, question: Question, typed: Any, gettext: Gettext) -> str | None:
        length = len(_clean(typed))
        if length <= question.max_length:
            return None
        return gettext("Bài viết dài %(length)s ký tự, nhiều nhất là %(most)s. Hãy viết gọn lại.") % {
            "length": numerals.show(length),
            "most": numerals.show(question.max_length),
        }

    def show(self, question: Question, value: Value) -> str:
        return "" if value is None else str(value)

    def opinion(self, value: Value) -> str:
        return "" if value is None else str(value)

    def tally(self, question: Question, values: Sequence[Value]) -> Summary:
        answered = sum(not self.empty(value) for value in values)
        return Summary(
            question=question.name,
            kind=self.name,
            label=question.label,
            asked=len(values),
            answered=answered,
            base=answered,
            base_title=_("số người trả lời câu này"),
        )

    def check(self, question: Question) -> list[str]:
        if 1 <= question.max_length <= LONGEST:
            return []
        return [f"Độ dài tối đa phải từ 1 đến {numerals.show(LONGEST)} ký tự."]


def _clean(typed: str) -> str:
    """Control characters and lone surrogates go: no database takes them all, and nobody meant to type them."""
    lines = re.sub(r"\r\n?", "\n", unicodedata.normalize("NFC", typed))
    kept = (char for char in lines if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs"))
    return "".join(kept).strip()


KIND = Text()
