"""Powers and angles from plain arithmetic alone.

The mathematics libraries of two languages differ in the last bit; additions, products and square roots do not
(IEEE 754). So these functions are built from them, the same steps in the same order as in conditions.js, and their
results are rounded to 15 significant digits. Argument reduction after W. Cody and W. Waite, Software Manual for the
Elementary Functions (1980); then Taylor series.
"""

import math
from decimal import ROUND_HALF_UP, Context

# Half of pi in three parts; products of the first two with whole numbers up to a million are exact.
HALF_PI = (1.5707963267341256, 6.077100506303966e-11, 2.0222662487959506e-21)
MAX_ANGLE = 1e6
_FIFTEEN = Context(prec=15, rounding=ROUND_HALF_UP)


def divide(left: float, right: float) -> float:
    """IEEE division: x/0 is infinite, 0/0 is NaN."""
    if right:
        return left / right
    return math.nan if not left or left != left else math.copysign(math.inf, left) * math.copysign(1, right)


def root(x: float) -> float:
    """Square root, NaN below 0."""
    return math.sqrt(x) if x >= 0 else math.nan


def fifteen(x: float) -> float:
    """Rounded to 15 significant digits, halves away from zero."""
    return float(_FIFTEEN.create_decimal(x)) + 0.0 if math.isfinite(x) else x


def power(x: float, y: float) -> float:
    """x to the y, for y from -1024 to 1024 (NaN beyond): products for its whole part, square roots for its bits."""
    if not abs(y) <= 1024:
        return math.nan
    result, rest = _product(x, int(abs(y))), abs(y) % 1
    while rest:
        x, rest = root(x), rest * 2
        if rest >= 1:
            result *= x
        rest %= 1
    result = divide(1, result) if y < 0 else result
    return fifteen(result) if y % 1 else result


def _product(x: float, times: int) -> float:
    result = 1.0
    while times:
        if times & 1:
            result *= x
        x *= x
        times >>= 1
    return result


def _wave(x: float, quarter: int) -> float:
    """sin of x plus `quarter` right angles; NaN beyond a million."""
    if not abs(x) <= MAX_ANGLE:
        return math.nan
    k = math.floor(x / HALF_PI[0] + 0.5)
    rest = x - k * HALF_PI[0] - k * HALF_PI[1] - k * HALF_PI[2]
    quarter = (k + quarter) & 3
    total = term = 1.0 if quarter & 1 else rest
    for i in range(2 if quarter & 1 else 3, 26, 2):
        term = -term * rest * rest / (i * (i - 1))
        total += term
    return -total if quarter & 2 else total


def sin(x: float) -> float:
    """Sine of an angle in radians."""
    return fifteen(_wave(x, 0))


def cos(x: float) -> float:
    """Cosine of an angle in radians."""
    return fifteen(_wave(x, 1))


def tan(x: float) -> float:
    """Tangent of an angle in radians."""
    return fifteen(divide(_wave(x, 0), _wave(x, 1)))


def _atan(x: float) -> float:
    if x < 0:
        return -_atan(-x)
    if x > 1:
        return HALF_PI[0] + HALF_PI[1] - _atan(1 / x)
    for _ in range(3):
        x = x / (1 + math.sqrt(1 + x * x))
    total, term = 0.0, x
    for i in range(1, 26, 2):
        total += term / i
        term = -term * x * x
    return 8 * total


def atan(x: float) -> float:
    """Angle in radians whose tangent is x."""
    return fifteen(_atan(x))
