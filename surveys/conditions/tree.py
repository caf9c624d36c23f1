"""The syntax tree of an expression: frozen values, and the JSON form that both interpreters read.

JSON: ["v", text, number or truth], ["a", question], ["."], ["c", column], ["m", tree, program] and, for everything
else, [function or operator, tree, …]. Tags have one letter; no function has.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from surveys.conditions.errors import LogicError

OPERATORS = {"=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod"}
"""Calls of two arguments; '+', 'and' and 'or' take more where they stand in a row, 'neg' takes one."""

Program = tuple[tuple[int, ...], ...]
"""A compiled pattern, see `surveys.conditions.pattern`."""


@dataclass(frozen=True)
class Literal:
    """A text (NFC), a number or a truth written in the expression."""

    value: str | float | bool


@dataclass(frozen=True)
class Answer:
    """`${name}`: the answer to a question, empty while that question is not asked. `at` is its place in the source."""

    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Current:
    """`.`: the answer to the question the expression belongs to."""


@dataclass(frozen=True)
class Column:
    """A bare name: what the list of choices holds under this heading, for the choice being looked at."""

    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Match:
    """`regex(text, 'pattern')` with the pattern compiled."""

    text: "Tree"
    program: Program


@dataclass(frozen=True)
class Call:
    """A function or an operator and its arguments."""

    name: str
    args: tuple["Tree", ...]


Tree = Literal | Answer | Current | Column | Match | Call


def walk(tree: Tree) -> Iterator[Tree]:
    """The tree and all trees below it, outermost first, left to right."""
    yield tree
    for child in _children(tree):
        yield from walk(child)


def depth(tree: Tree) -> int:
    """Levels of the tree: 1 for a leaf."""
    levels, row = 0, [tree]
    while row:
        levels += 1
        row = [child for node in row for child in _children(node)]
    return levels


def _children(tree: Tree) -> tuple[Tree, ...]:
    return tree.args if isinstance(tree, Call) else (tree.text,) if isinstance(tree, Match) else ()


def answers_in(tree: Tree) -> tuple[str, ...]:
    """Names of the questions the tree asks for, each once, in order of appearance."""
    return tuple(dict.fromkeys(node.name for node in walk(tree) if isinstance(node, Answer)))


def to_json(tree: Tree) -> list[Any]:
    """The JSON form; `from_json` reads it back equal."""
    match tree:
        case Literal(value):
            return ["v", value]
        case Answer(name):
            return ["a", name]
        case Current():
            return ["."]
        case Column(name):
            return ["c", name]
        case Match(text, program):
            return ["m", to_json(text), [list(step) for step in program]]
        case Call(name, args):
            return [name, *map(to_json, args)]


def from_json(data: object) -> Tree:
    """Read what `to_json` wrote. Raises LogicError on anything else (unknown functions are for the interpreter)."""
    match data:
        case ["v", str() | bool() as value]:
            return Literal(value)
        case ["v", int() | float() as number] if isfinite(number):
            return Literal(float(number))
        case ["a", str() as name]:
            return Answer(name)
        case ["."]:
            return Current()
        case ["c", str() as name]:
            return Column(name)
        case ["m", list() as text, list() as program]:
            return Match(from_json(text), _program(program))
        case [str() as name, *args] if len(name) > 1 or name in OPERATORS:
            return Call(name, tuple(map(from_json, args)))
    raise LogicError("Cây biểu thức được lưu không đúng dạng.")


def _program(steps: list[object]) -> Program:
    read = []
    for step in steps:
        if not isinstance(step, list) or not step or not all(type(number) is int for number in step):
            raise LogicError("Mẫu chữ được lưu không đúng dạng.")
        read.append(tuple(step))
    return tuple(read)
