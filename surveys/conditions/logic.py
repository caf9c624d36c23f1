"""What decides about each question, as frozen values, and the one JSON form kept with a version and read by phones."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import Any

from surveys.conditions.errors import CircularError, LogicError
from surveys.conditions.tree import Current, Tree, answers_in, from_json, to_json, walk

FORMAT = 1
PARTS = ("relevance", "constraint", "required", "calculation", "choice_filter")
"""Attributes of Rule that hold an expression."""


@dataclass(frozen=True)
class Expression:
    """An expression as its author wrote it, and its tree."""

    source: str
    tree: Tree


@dataclass(frozen=True)
class Option:
    """One choice: `columns` are further cells of its row, as (heading, text), for the choice filter."""

    name: str
    label: str = ""
    columns: tuple[tuple[str, str], ...] = ()

    def row(self) -> dict[str, str]:
        """All cells by heading."""
        return {**dict(self.columns), "name": self.name, "label": self.label}


@dataclass(frozen=True)
class Rule:
    """The logic of one question or group, called `name`, inside the group `group` if any.

    A rule without `relevance` is always asked, without `required` never demanded. Messages left empty get a general
    sentence. `calculation` gives the question its value; `.` in it is the value held so far.
    """

    name: str
    group: str | None = None
    relevance: Expression | None = None
    constraint: Expression | None = None
    constraint_message: str = ""
    required: Expression | None = None
    required_message: str = ""
    calculation: Expression | None = None
    choices: tuple[Option, ...] = ()
    choice_filter: Expression | None = None

    def expressions(self) -> Iterator[tuple[str, Expression]]:
        """The parts that hold an expression, by name, in the order of PARTS."""
        for part in PARTS:
            expression = getattr(self, part)
            if expression is not None:
                yield part, expression

    def needs(self) -> tuple[str, ...]:
        """What must be known before this question has a value: its group and what the expressions for it ask for."""
        names = [self.group] if self.group else []
        if self.relevance:
            names += answers_in(self.relevance.tree)
            names += [self.name] if any(isinstance(node, Current) for node in walk(self.relevance.tree)) else []
        if self.calculation:
            names += answers_in(self.calculation.tree)
        return tuple(dict.fromkeys(names))


@dataclass(frozen=True)
class Logic:
    """All rules of a form, in the order of the form."""

    rules: tuple[Rule, ...] = ()

    @cached_property
    def by_name(self) -> Mapping[str, Rule]:
        """The rules by name."""
        return {rule.name: rule for rule in self.rules}

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Names so that each comes after all it needs. Raises CircularError naming questions that need each other."""
        sorter = TopologicalSorter(
            {rule.name: [name for name in rule.needs() if name in self.by_name] for rule in self.rules}
        )
        try:
            return tuple(sorter.static_order())
        except CycleError as error:
            # graphlib gives each name before the one that needs it; people read 'a needs b'.
            raise CircularError(tuple(reversed(error.args[1]))) from None

    @cached_property
    def labels(self) -> Mapping[str, Mapping[str, str]]:
        """The words of choices, by question and choice."""
        return {
            rule.name: {option.name: option.label for option in rule.choices} for rule in self.rules if rule.choices
        }

    def to_json(self) -> dict[str, Any]:
        """A JSON value that `logic_from_json` reads back equal and conditions.js evaluates. Raises CircularError."""
        places = [list(self.by_name).index(name) for name in self.order]
        return {"format": FORMAT, "order": places, "rules": [_rule_to_json(rule) for rule in self.rules]}


def logic_from_json(data: object) -> Logic:
    """Read what `Logic.to_json` wrote. Raises LogicError with a Vietnamese sentence on anything else."""
    match data:
        case {"format": int() as version} if version > FORMAT:
            raise LogicError("Logic của phiếu được lưu bằng một phiên bản mới hơn của phần mềm nên chưa đọc được.")
        case {"rules": list() as rules}:
            logic = Logic(tuple(map(_rule_from_json, rules)))
            if len(logic.by_name) != len(rules):
                raise LogicError("Logic của phiếu có hai câu hỏi trùng tên.")
            return logic
    raise LogicError("Logic của phiếu được lưu không đúng dạng.")


def _rule_to_json(rule: Rule) -> dict[str, Any]:
    texts: dict[str, Any] = {key: getattr(rule, key) for key in ("group", "constraint_message", "required_message")}
    return {
        "name": rule.name,
        **{key: text for key, text in texts.items() if text},
        **{part: {"source": each.source, "tree": to_json(each.tree)} for part, each in rule.expressions()},
        **({"choices": [option.row() for option in rule.choices]} if rule.choices else {}),
    }


def _rule_from_json(data: object) -> Rule:
    if not isinstance(data, dict) or "name" not in data:
        raise LogicError("Logic của một câu hỏi được lưu không đúng dạng.")
    read: dict[str, Any] = {}
    for key, value in data.items():
        match key, value:
            case "name" | "group" | "constraint_message" | "required_message", str():
                read[key] = value
            case "choices", list():
                read[key] = tuple(map(_option_from_json, value))
            case part, {"source": str() as source, "tree": tree} if part in PARTS:
                read[key] = Expression(source, from_json(tree))
            case _:
                raise LogicError(f"Logic của câu hỏi “{data['name']}” có mục lạ hoặc sai dạng: “{key}”.")
    return Rule(**read)


def _option_from_json(data: object) -> Option:
    match data:
        case {"name": str() as name, "label": str() as label, **columns}:
            cells = tuple((str(key), cell) for key, cell in columns.items() if isinstance(cell, str))
            if len(cells) == len(columns):
                return Option(name, label, cells)
    raise LogicError("Một phương án được lưu không đúng dạng.")
