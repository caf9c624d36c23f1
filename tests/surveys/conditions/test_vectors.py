"""ODK's own expression tests, those without documents: what we say, what ODK says, what the phone says."""

import json
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from surveys.conditions.errors import ExpressionError
from surveys.conditions.interpret import value_of
from surveys.conditions.parse import parse
from surveys.conditions.scope import Scope, World
from surveys.conditions.tree import Answer, Column, Current, Tree, to_json, walk
from surveys.conditions.values import Held, number_of, text_of, truth_of
from tests.surveys.conditions.phone import Phone, written

PHOENIX = -7 * 60
ENGLISH = World(
    datetime(2026, 11, 23, 12, tzinfo=timezone(timedelta(minutes=PHOENIX))),
    PHOENIX,
    ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"),
)
"""Where and when ODK recorded its expectations."""

FIFTEEN = "angles are rounded to 15 significant digits so that all phones and the server agree on every bit"
NO_DATE = "what is no date is empty here: a respondent must never read 'Invalid Date'"
DAY_NUMBER = "ODK cuts the number of a date to whole days only when it is shown; here a number shows as it is"
WRONG = {
    **dict.fromkeys(["cos(3)", "cos((1 + 1) + 1)", "cos(1)", "cos((1 + 1) - 1)", "cos(-1 + (1 + 1))"], FIFTEEN),
    **dict.fromkeys(["sin(2)", "cos(2)", "tan(2)"], FIFTEEN),
    **dict.fromkeys(["date-time('nonsense')", "date('nonsense')", "date(number('invalid'))"], NO_DATE),
    **dict.fromkeys([f'number("{day}")' for day in ("1970-01-01", "1970-01-02", "1969-12-31")], DAY_NUMBER),
    **dict.fromkeys([f'number("{day}")' for day in ("2008-09-05", "1941-12-07")], DAY_NUMBER),
    **dict.fromkeys([f'number("2026-{day}:00.000+07:00")' for day in ("08-27T08:27", "10-28T19:23")], DAY_NUMBER),
    'once("aa")': "ODK's test has a document whose node already holds 'ab'; the expression alone gives 'aa'",
}


@dataclass(frozen=True)
class Vector:
    """One of ODK's expectations: `kind` says as what the value is taken."""

    source: str
    kind: str
    expected: Any
    tree: Tree


@pytest.fixture(scope="module")
def vectors(shared_data: Path) -> list[Vector]:
    """Those that parse and need no document."""
    raw = json.loads((shared_data / "forms" / "odk_xpath_vectors.json").read_text(encoding="utf-8"))
    return [
        Vector(each["expr"], each["type"], each["expected"], tree) for each in raw if (tree := literal(each["expr"]))
    ]


def literal(source: str) -> Tree | None:
    """The tree of an expression that stands on its own; None for what is not supported or asks for a node."""
    try:
        tree = parse(source).tree
    except ExpressionError:
        return None
    return None if any(isinstance(node, Answer | Column | Current) for node in walk(tree)) else tree


def right(vector: Vector, value: Held) -> bool:
    """Is the value what ODK expects, to the last bit where it expects a number?"""
    number = number_of(value, PHOENIX)
    if vector.kind.startswith("rounded:"):
        places = int(vector.kind.removeprefix("rounded:"))
        return round(number * places) == round(vector.expected * places)
    if vector.kind == "match":
        return re.search(vector.expected[1:-1], text_of(value)) is not None
    if vector.kind == "number":
        expected = float(vector.expected)
        return number == expected or (number != number and expected != expected)
    taken = {"boolean": truth_of, "string": text_of}[vector.kind](value)
    return bool(taken == vector.expected)


def test_right_against_odk(vectors: list[Vector]) -> None:
    wrong = [vector for vector in vectors if not right(vector, value_of(vector.tree, Scope(ENGLISH)))]
    print(f"{len(vectors) - len(wrong)} of {len(vectors)} literal vectors right")
    assert {vector.source for vector in wrong} == WRONG.keys()
    assert len(vectors) > 1_200
    assert len(wrong) <= 0.02 * len(vectors)


def test_the_phone_says_the_same(vectors: list[Vector], phone: Phone) -> None:
    for world in (ENGLISH, replace(ENGLISH, offset=7 * 60), replace(ENGLISH, offset=0)):
        cases = [{"tree": to_json(each.tree), "scope": {"world": world.to_json(), "current": ""}} for each in vectors]
        ours = [written(value_of(each.tree, Scope(world))) for each in vectors]
        assert phone.values(cases) == ours
