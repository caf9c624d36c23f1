"""The three kinds of value an expression knows, text, number and truth, and how each is taken for another.

The rules are those of XPath 1.0, sections 3.4 and 4, with what ODK adds: dates stand for days since 1970-01-01.
Both interpreters must agree to the last bit, so numbers are IEEE doubles and are written as ECMAScript writes them
(ECMA-262, Number::toString).
"""

import math
import re
import unicodedata
from decimal import Decimal

from surveys.conditions.dates import days

Held = str | float | bool
"""A value inside an expression. An answer that is not there is the empty text."""

BLANK = " \t\r\n"
"""What counts as blank, as in XML."""
# One comma may stand for the decimal point, as people in Viet Nam write it.
_NUMERAL = re.compile(r"-?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?")


def held(value: object) -> Held:
    """A JSON answer as a value: texts in NFC, lists joined by blanks, whatever is no number or missing as ''.

    Raises ValueError for anything that is not an answer (a nested list, an object).
    """
    match value:
        case None:
            return ""
        case bool():
            return value
        case int() | float():
            return _double(value)
        case str():
            return unicodedata.normalize("NFC", value)
        case list() | tuple() if all(isinstance(item, str) for item in value):
            return unicodedata.normalize("NFC", " ".join(value))
    raise ValueError("Câu trả lời phải là chữ, số, đúng/sai hoặc danh sách phương án.")


def _double(value: int | float) -> Held:
    try:
        number = float(value)
    except OverflowError:
        return ""
    return number if math.isfinite(number) else ""


def number_of(value: Held, offset: int) -> float:
    """The number a value stands for, NaN where it stands for none. `offset` in minutes places dates."""
    if not isinstance(value, str):
        return float(value)
    text = value.strip(BLANK)
    if _NUMERAL.fullmatch(text):
        return float(text.replace(",", "."))
    return days(text, offset)


def text_of(value: Held) -> str:
    """The text of a value; a number that is none (NaN) is the empty text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return number_text(value) if isinstance(value, float) else value


def truth_of(value: Held) -> bool:
    """False for false, 0, NaN and the empty text; true for all else, so for '0' too."""
    return value == value and bool(value)


def number_text(number: float) -> str:
    """Shortest decimal that reads back equal; exponents from 1e21 up and below 1e-6; '' for NaN."""
    if math.isnan(number):
        return ""
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == 0:
        return "0"
    exact = Decimal(repr(number)).normalize()
    if 1e-6 <= abs(number) < 1e21:
        return format(exact, "f")
    sign, digits, _ = exact.as_tuple()
    mantissa = "".join(map(str, digits))
    mantissa = f"{mantissa[0]}.{mantissa[1:]}" if len(mantissa) > 1 else mantissa
    return f"{'-' if sign else ''}{mantissa}e{exact.adjusted():+d}"


def words(text: str) -> list[str]:
    """Names chosen in a multiple choice: parts between blanks."""
    return re.findall(r"[^ \t\r\n]+", text)


def composed(text: str) -> str:
    """The text in NFC."""
    return unicodedata.normalize("NFC", text)
