"""What every kind of question can do: show a field, check what was typed, store a value, and add the values up."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from wtforms.validators import ValidationError

from surveys.questionnaire import Choice, Question
from surveys.types.summary import Summary

Value = str | int | float | list[str] | None
"""The JSON value of one answer; None where there is none."""

Gettext = Callable[[str], str]
"""`field.gettext`: a Vietnamese msgid into the reader's language."""


@dataclass(frozen=True)
class Preset:
    """Ready options a designer may start from."""

    title: str
    choices: tuple[Choice, ...]


class Kind(ABC):
    """One kind of question. Stateless; its template is templates/questions/<name>.html."""

    name: ClassVar[str]
    title: ClassVar[str]
    uses: ClassVar[tuple[str, ...]] = ()
    """Attributes of Question, besides the common ones, that the design screen must show for this kind."""
    presets: ClassVar[tuple[Preset, ...]] = ()
    choice_names: ClassVar[tuple[str, ...]] = ()
    """Names the choices must have, in this order; empty where any name will do."""

    @abstractmethod
    def field(self, question: Question) -> Any:
        """A WTForms UnboundField that keeps what was typed and checks it with `problem`."""

    @abstractmethod
    def value(self, question: Question, typed: Any) -> Value:
        """The JSON value of what was typed; ValueError when it is not an answer (see `problem`)."""

    @abstractmethod
    def typed(self, question: Question, value: Value) -> Any:
        """The field data that shows `value` again: the inverse of `value`."""

    @abstractmethod
    def ask(self, gettext: Gettext) -> str:
        """The sentence for a required question left empty."""

    @abstractmethod
    def problem(self, question: Question, typed: Any, gettext: Gettext) -> str | None:
        """What is wrong with what was typed (never blank), in the respondent's words; None when nothing is."""

    @abstractmethod
    def show(self, question: Question, value: Value) -> str:
        """The answer as a person reads it; '' for an empty one."""

    @abstractmethod
    def tally(self, question: Question, values: Sequence[Value]) -> Summary:
        """Add up one value per person asked, None where missing."""

    def empty(self, value: Value) -> bool:
        """Whether `value` says nothing."""
        return value is None or value == "" or value == []

    def blank(self, typed: Any) -> bool:
        """Whether nothing was typed or chosen."""
        return not typed or (isinstance(typed, str) and not typed.strip())

    def opinion(self, value: Value) -> str:
        """The words of the answer that count as an opinion of their own; '' for kinds without free words."""
        return ""

    def check(self, question: Question) -> list[str]:
        """Problems of the definition, each a Vietnamese sentence without the question's name."""
        return []

    def validators(self, question: Question) -> list[Callable[[Any, Any], None]]:
        """The one validator every field of this kind has."""

        def answered(form: Any, field: Any) -> None:
            if self.blank(field.data):
                problem = self.ask(field.gettext) if question.required else None
            else:
                problem = self.problem(question, field.data, field.gettext)
            if problem:
                raise ValidationError(problem)

        return [answered]
