"""The value of a tree: the authority that conditions.js must agree with."""

from collections.abc import Callable
from functools import reduce
from operator import add, eq, ge, gt, le, lt, ne

from surveys.conditions.elementary import divide
from surveys.conditions.errors import LogicError
from surveys.conditions.functions import FUNCTIONS
from surveys.conditions.pattern import matches
from surveys.conditions.rounding import remainder
from surveys.conditions.scope import Scope
from surveys.conditions.tree import Answer, Call, Column, Current, Literal, Match, Tree
from surveys.conditions.values import Held, composed, number_of, text_of, truth_of

_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": lambda x, y: x + y,
    "-": lambda x, y: x - y,
    "*": lambda x, y: x * y,
    "div": divide,
    "mod": remainder,
}
_ORDER = {"<": lt, "<=": le, ">": gt, ">=": ge}
_SAME = {"=": eq, "!=": ne}


def value_of(tree: Tree, scope: Scope) -> Held:
    """The value of `tree` in `scope`. Raises LogicError for a function that does not exist (stored trees only)."""
    match tree:
        case Literal(value):
            return value
        case Answer(name):
            return scope.answers.get(name, "")
        case Current():
            return scope.current
        case Column(name):
            return scope.row.get(name, "")
        case Match(text, program):
            return matches(program, composed(text_of(value_of(text, scope))))
        case Call(name, args):
            return _called(name, args, scope)


def is_true(tree: Tree, scope: Scope) -> bool:
    """`value_of` as a yes or no."""
    return truth_of(value_of(tree, scope))


def _called(name: str, args: tuple[Tree, ...], scope: Scope) -> Held:
    match name:
        case "and":
            return all(is_true(arg, scope) for arg in args)
        case "or":
            return any(is_true(arg, scope) for arg in args)
        case "if" if len(args) == 3:
            return value_of(args[1] if is_true(args[0], scope) else args[2], scope)
        case "neg" if len(args) == 1:
            return -number_of(value_of(args[0], scope), scope.world.offset)
    values = [value_of(arg, scope) for arg in args]
    if name in FUNCTIONS and FUNCTIONS[name].low <= len(values) <= FUNCTIONS[name].high:
        return FUNCTIONS[name].run(scope, *values)
    if name == "+" and len(values) > 2:
        # Not sum(): from Python 3.12 on it corrects its last bits.
        return reduce(add, (number_of(value, scope.world.offset) for value in values))
    if len(values) == 2:
        return _two(name, values[0], values[1], scope.world.offset)
    raise LogicError(f"Biểu thức được lưu có hàm lạ “{name}”.")


def _two(name: str, left: Held, right: Held, offset: int) -> Held:
    if name in _SAME:
        return _compared(name, left, right, offset)
    x, y = number_of(left, offset), number_of(right, offset)
    if name in _ORDER:
        return bool(_ORDER[name](x, y))
    if name in _ARITHMETIC:
        return _ARITHMETIC[name](x, y)
    raise LogicError(f"Biểu thức được lưu có hàm lạ “{name}”.")


def _compared(name: str, left: Held, right: Held, offset: int) -> bool:
    """Equality after XPath 1.0 section 3.4: as truths if one is a truth, as numbers if one is a number, else texts."""
    if isinstance(left, bool) or isinstance(right, bool):
        return bool(_SAME[name](truth_of(left), truth_of(right)))
    if isinstance(left, float) or isinstance(right, float):
        return bool(_SAME[name](number_of(left, offset), number_of(right, offset)))
    return bool(_SAME[name](left, right))
