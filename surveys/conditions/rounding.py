"""Rounding of decimals as people learn it: halves go away from zero, counted on the digits that are shown."""

import math

from surveys.conditions.elementary import divide

PLACES = 400
"""More decimals than any double has."""


def half_up(x: float, places: float = 0.0) -> float:
    """x with so many decimals (negative: tens, hundreds); 2.15 to one place is 2.2, though its double lies below."""
    if places != places:
        return math.nan
    shift = int(max(-PLACES, min(PLACES, places)))
    moved = _shifted(abs(x), shift)
    if not math.isfinite(moved):
        return x
    whole = math.floor(moved) + (1.0 if moved - math.floor(moved) >= 0.5 else 0.0)
    return math.copysign(_shifted(float(whole), -shift), x) + 0.0


def _shifted(x: float, places: int) -> float:
    """x times ten to the `places`, exact in decimal and rounded once."""
    if not math.isfinite(x):
        return x
    mantissa, _, exponent = repr(x).partition("e")
    return float(f"{mantissa}e{int(exponent or 0) + places}")


def down(x: float) -> float:
    """The whole number at or below x."""
    return float(math.floor(x)) if math.isfinite(x) else x


def up(x: float) -> float:
    """The whole number at or above x."""
    return math.ceil(x) + 0.0 if math.isfinite(x) else x


def towards_zero(x: float) -> float:
    """x without its decimals."""
    return math.trunc(x) + 0.0 if math.isfinite(x) else x


def remainder(x: float, y: float) -> float:
    """What is left of x after division by y, with the sign of x (C's fmod); NaN where there is nothing to divide."""
    if not math.isfinite(x) or y == 0 or y != y:
        return divide(0.0, 0.0)
    return math.fmod(x, y)
