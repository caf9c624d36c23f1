"""Numbers as people in Viet Nam write them: '1.500.000', '2,5', '1 500 000'; and the way back."""

import re
from decimal import Decimal

MAX_TYPED = 40

# Groups of three follow a first group that does not start with 0: nobody groups '0.500'. One comma before three
# digits is the decimal mark, as taught at school; two or more can only be grouping.
_FORMS = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        r"(?P<whole>[1-9]\d{0,2}(?:\.\d{3})+)(?:,(?P<fraction>\d+))?",
        r"(?P<whole>[1-9]\d{0,2}(?:,\d{3}){2,})(?:\.(?P<fraction>\d+))?",
        r"(?P<whole>[1-9]\d{0,2},\d{3})\.(?P<fraction>\d+)",
        r"(?P<whole>[1-9]\d{0,2}(?: \d{3})+)(?:[.,](?P<fraction>\d+))?",
        r"(?P<whole>\d+)(?:[.,](?P<fraction>\d+))?",
    )
)
_TO_VIETNAMESE = str.maketrans(",.", ".,")


class NumeralError(ValueError):
    """What was typed is not one number."""


def parse(typed: str) -> Decimal:
    """The number a person meant, with as many decimals as were typed (see `Decimal.as_tuple().exponent`).

    A dot before exactly three digits groups thousands; a dot that cannot ('2.5') is taken as the decimal mark.
    Raises NumeralError on anything else: a word, a range, a second number, more than MAX_TYPED characters.
    """
    text = " ".join(typed.replace("−", "-").split())
    sign, text = ("-", text[1:].lstrip()) if text.startswith("-") else ("", text)
    if len(text) > MAX_TYPED:
        raise NumeralError(typed)
    match = next(filter(None, (form.fullmatch(text) for form in _FORMS)), None)
    if match is None:
        raise NumeralError(typed)
    whole, fraction = re.sub(r"\D", "", match["whole"]), match["fraction"]
    return Decimal(f"{sign}{whole}.{fraction}" if fraction else f"{sign}{whole}")


def show(value: Decimal | int | float, decimals: int | None = None) -> str:
    """'1.500.000' or '2,5': dots between thousands, decimal comma, as many places as needed or as `decimals` asks."""
    number = Decimal(str(value))
    text = f"{number:,f}" if decimals is None else f"{number:,.{decimals}f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(_TO_VIETNAMESE)


def percent(share: float | None) -> str:
    """'45,2%'; a dash where there is nothing to divide by."""
    return "–" if share is None else f"{show(Decimal(str(share)) * 100, 1)}%"
