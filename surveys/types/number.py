"""One number, typed the way people write numbers, with a unit, bounds and a count of decimals."""

import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from statistics import fmean, median
from typing import Any

from wtforms.fields import StringField

from surveys import numerals
from surveys.messages import mark as _
from surveys.questionnaire import Question
from surveys.types.base import Gettext, Kind, Value
from surveys.types.summary import Figure, Summary

MAX_DECIMALS = 6
# A JSON number is a double: 15 significant digits come back as they were typed.
MAX_DIGITS = 15
# Ways to write the unit of a question that asks for đồng, or đồng/tháng; longer ones before their endings.
MONEY = ("đồng", "vnđ", "vnd", "đ")


class Number(Kind):
    """The value is an int, or a float when there are decimals. The field keeps the text as it was typed."""

    name = "number"
    title = _("Số")
    uses = ("unit", "low", "high", "decimals")

    def field(self, question: Question) -> Any:
        return StringField(question.label, self.validators(question))

    def value(self, question: Question, typed: Any) -> Value:
        if self.blank(typed):
            return None
        number = _read(question, typed)
        return int(number) if number == number.to_integral_value() else float(number)

    def typed(self, question: Question, value: Value) -> Any:
        return numerals.show(value) if isinstance(value, int | float) else None

    def ask(self, gettext: Gettext) -> str:
        return gettext("Hãy điền một số.")

    def problem(self, question: Question, typed: Any, gettext: Gettext) -> str | None:
        try:
            number = _read(question, typed)
        except numerals.NumeralError:
            return gettext("Chỉ điền một số, viết bằng chữ số, ví dụ 1.500.000.")
        return _digits_problem(question, typed, number, gettext) or _bounds_problem(question, number, gettext)

    def show(self, question: Question, value: Value) -> str:
        return f"{numerals.show(value)} {question.unit}".strip() if isinstance(value, int | float) else ""

    def tally(self, question: Question, values: Sequence[Value]) -> Summary:
        numbers = [value for value in values if isinstance(value, int | float)]
        measures = (
            ("min", _("Nhỏ nhất"), min),
            ("median", _("Trung vị"), median),
            ("mean", _("Trung bình"), fmean),
            ("max", _("Lớn nhất"), max),
        )
        return Summary(
            question=question.name,
            kind=self.name,
            label=question.label,
            asked=len(values),
            answered=len(numbers),
            base=len(numbers),
            base_title=_("số người trả lời câu này"),
            figures=tuple(
                Figure(name, title, measure(numbers) if numbers else None, unit=question.unit)
                for name, title, measure in measures
            ),
        )

    def check(self, question: Question) -> list[str]:
        problems = []
        if question.low is not None and question.high is not None and question.low > question.high:
            problems.append("Số nhỏ nhất phải không lớn hơn số lớn nhất.")
        if question.decimals > MAX_DECIMALS:
            problems.append(f"Nhiều nhất {MAX_DECIMALS} chữ số thập phân.")
        return problems


def _read(question: Question, typed: str) -> Decimal:
    """The number typed, its unit after it or not ('50 kg', '1.500.000đ' where đồng are asked for)."""
    text = unicodedata.normalize("NFC", typed).strip().lower()
    unit = question.unit.lower()
    for ending in (unit, *(MONEY if unit.startswith(MONEY[0]) else ())):
        if ending and text.endswith(ending):
            return numerals.parse(text.removesuffix(ending))
    return numerals.parse(text)


def _digits_problem(question: Question, typed: str, number: Decimal, gettext: Gettext) -> str | None:
    places = -int(number.as_tuple().exponent)
    if places == 3 and question.decimals < 3 and 1 <= abs(number) < 1000:
        # '1,500' is a thousand and a half to some, one and a half to others: ask, do not guess.
        whole, short = f"{int(number)}{str(number)[-3:]}", numerals.show(number)
        return gettext("“%(typed)s” có thể hiểu theo hai cách. Hãy viết %(whole)s hoặc %(short)s.") % {
            "typed": typed.strip(),
            "whole": whole,
            "short": short,
        }
    if max(-int(number.normalize().as_tuple().exponent), 0) > question.decimals:
        if question.decimals == 0:
            return gettext("Chỉ điền số nguyên, không có phần lẻ.")
        return gettext("Chỉ điền nhiều nhất %(places)s chữ số sau dấu phẩy.") % {"places": question.decimals}
    if len(number.as_tuple().digits) > MAX_DIGITS:
        return gettext("Số này dài quá. Hãy kiểm tra lại.")
    return None


def _bounds_problem(question: Question, number: Decimal, gettext: Gettext) -> str | None:
    low, high = (None if bound is None else Decimal(str(bound)) for bound in (question.low, question.high))
    shown = {
        name: Number.show(KIND, question, bound) for name, bound in (("low", question.low), ("high", question.high))
    }
    if low is not None and high is not None and not low <= number <= high:
        return gettext("Hãy điền số từ %(low)s đến %(high)s.") % shown
    if low is not None and number < low:
        return gettext("Hãy điền số từ %(low)s trở lên.") % shown
    if high is not None and number > high:
        return gettext("Hãy điền số không quá %(high)s.") % shown
    return None


KIND = Number()
