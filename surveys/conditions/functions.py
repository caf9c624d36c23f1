"""The functions of the language: name, how many arguments, what they do.

Arguments arrive as values; the interpreter takes `and`, `or` and `if` itself and leaves out what is not needed.
Meaning after XPath 1.0 section 4 and the ODK XForms specification; docs/expressions.md lists them for authors.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from surveys.conditions import dates, elementary, rounding, texts
from surveys.conditions.scope import Scope
from surveys.conditions.values import BLANK, Held, number_of, text_of, truth_of, words

MANY = 1_000

Run = Callable[..., Held]


@dataclass(frozen=True)
class Function:
    """`low` to `high` arguments; `run` takes the scope and the values."""

    low: int
    high: int
    run: Run


def _on_numbers(work: Callable[..., float], low: int = 1, high: int | None = None) -> Function:
    def run(scope: Scope, *values: Held) -> Held:
        return work(*(number_of(value, scope.world.offset) for value in values))

    return Function(low, low if high is None else high, run)


def _on_texts(work: Callable[..., Held], low: int = 1, high: int | None = None) -> Function:
    def run(scope: Scope, *values: Held) -> Held:
        return work(*map(text_of, values))

    return Function(low, low if high is None else high, run)


def _on_text_then_numbers(work: Callable[..., Held], low: int, high: int) -> Function:
    def run(scope: Scope, first: Held, *values: Held) -> Held:
        return work(text_of(first), *(number_of(value, scope.world.offset) for value in values))

    return Function(low, high, run)


def _number(scope: Scope, value: Held) -> float:
    return number_of(value, scope.world.offset)


def _date(scope: Scope, value: Held) -> str:
    """The date or moment a value stands for, written in the form's own zone; '' when it stands for none."""
    if isinstance(value, bool):
        return ""
    if isinstance(value, float):
        return dates.from_days(value, scope.world.offset)
    found = dates.moment(value.strip(BLANK), scope.world.offset)
    return "" if found is None else dates.stamp(found, scope.world.offset)


def _format_date(scope: Scope, value: Held, pattern: Held) -> str:
    world = scope.world
    found = dates.moment(_date(scope, value), world.offset)
    if found is None:
        return ""
    return dates.formatted(found, text_of(pattern), world.offset, world.months, world.weekdays)


def _today(scope: Scope) -> str:
    return dates.today_text(scope.world.milliseconds, scope.world.offset)


def _now(scope: Scope) -> str:
    return dates.now_text(scope.world.milliseconds, scope.world.offset)


def _once(scope: Scope, value: Held) -> Held:
    return scope.current if text_of(scope.current) else value


def _coalesce(scope: Scope, *values: Held) -> Held:
    return next((value for value in values if text_of(value)), "")


def _choice_name(scope: Scope, value: Held, question: Held) -> str:
    return scope.labels.get(text_of(question), {}).get(text_of(value), "")


def _largest(*numbers: float) -> float:
    return math.nan if any(map(math.isnan, numbers)) else max(numbers) + 0.0


def _smallest(*numbers: float) -> float:
    return math.nan if any(map(math.isnan, numbers)) else min(numbers) + 0.0


CONSTANTS: dict[str, Held] = {"true": True, "false": False, "pi": math.pi}
"""Functions without arguments that the parser turns into their value."""
ALIASES = {"date-time": "date", "format-date-time": "format-date", "decimal-date-time": "number"}
"""Names that mean the same here; trees hold the second."""

FUNCTIONS: dict[str, Function] = {
    # Truth
    "if": Function(3, 3, lambda scope, *values: values[1 if truth_of(values[0]) else 2]),
    "not": Function(1, 1, lambda scope, value: not truth_of(value)),
    "boolean": Function(1, 1, lambda scope, value: truth_of(value)),
    "boolean-from-string": _on_texts(lambda text: text in {"1", "true"}),
    "coalesce": Function(1, MANY, _coalesce),
    "once": Function(1, 1, _once),
    # Choices
    "selected": _on_texts(texts.selected, 2),
    "count-selected": _on_texts(lambda text: float(len(words(text)))),
    "selected-at": _on_text_then_numbers(texts.selected_at, 2, 2),
    "jr:choice-name": Function(2, 2, _choice_name),
    # Texts
    "string": _on_texts(lambda text: text),
    "string-length": _on_texts(texts.length),
    "concat": _on_texts(lambda *parts: "".join(parts), 0, MANY),
    "join": _on_texts(lambda mark, *parts: mark.join(parts), 1, MANY),
    "contains": _on_texts(lambda text, part: part in text, 2),
    "starts-with": _on_texts(lambda text, part: text.startswith(part), 2),
    "ends-with": _on_texts(lambda text, part: text.endswith(part), 2),
    "substring": _on_text_then_numbers(texts.substring, 2, 3),
    "substr": _on_text_then_numbers(texts.substr, 2, 3),
    "substring-before": _on_texts(texts.before, 2),
    "substring-after": _on_texts(texts.after, 2),
    "normalize-space": _on_texts(texts.normalize_space),
    "translate": _on_texts(texts.translate, 3),
    "regex": Function(2, 2, lambda scope, *values: False),  # the parser makes a Match of it
    # Numbers
    "number": Function(1, 1, _number),
    "int": _on_numbers(rounding.towards_zero),
    "round": _on_numbers(rounding.half_up, 1, 2),
    "floor": _on_numbers(rounding.down),
    "ceiling": _on_numbers(rounding.up),
    "abs": _on_numbers(abs),
    "max": _on_numbers(_largest, 1, MANY),
    "min": _on_numbers(_smallest, 1, MANY),
    "sqrt": _on_numbers(elementary.root),
    "pow": _on_numbers(elementary.power, 2),
    "sin": _on_numbers(elementary.sin),
    "cos": _on_numbers(elementary.cos),
    "tan": _on_numbers(elementary.tan),
    "atan": _on_numbers(elementary.atan),
    # Dates
    "today": Function(0, 0, _today),
    "now": Function(0, 0, _now),
    "date": Function(1, 1, _date),
    "format-date": Function(2, 2, _format_date),
}
