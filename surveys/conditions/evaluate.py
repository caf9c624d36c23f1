"""The whole logic of a form for one set of answers: who is asked what, what is calculated, what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from surveys.conditions.errors import LogicError
from surveys.conditions.fill import fill
from surveys.conditions.interpret import is_true, value_of
from surveys.conditions.logic import Logic, Rule
from surveys.conditions.scope import Scope, World
from surveys.conditions.values import Held, composed, held, text_of, words


@dataclass(frozen=True)
class Outcome:
    """`relevant` for each question and group; `errors` and `values` only where there are some.

    `offered` names the choices left by a choice filter, for each question asked that has one. Values are JSON values:
    answers as they came (texts in NFC), calculated ones as text, number or truth; those not asked are gone.
    """

    relevant: Mapping[str, bool]
    errors: Mapping[str, str]
    values: Mapping[str, Any]
    offered: Mapping[str, tuple[str, ...]]

    def to_json(self) -> dict[str, Any]:
        """Ready for json.dumps."""
        return {
            "relevant": dict(self.relevant),
            "errors": dict(self.errors),
            "values": dict(self.values),
            "offered": {name: list(names) for name, names in self.offered.items()},
        }


def evaluate(logic: Logic, answers: Mapping[str, Any], world: World) -> Outcome:
    """Apply `logic` to `answers` (JSON values by question; others are ignored).

    An answer to a question that is not asked counts as empty in every expression and is dropped. Raises CircularError
    for questions that need each other and LogicError for an answer of an impossible type.
    """
    given = {rule.name: _held(rule.name, answers.get(rule.name)) for rule in logic.rules}
    relevant: dict[str, bool] = {}
    known: dict[str, Held] = {}
    for name in logic.order:
        rule, scope = logic.by_name[name], Scope(world, known, given[name], labels=logic.labels)
        relevant[name] = relevant.get(rule.group or "", True) and (
            rule.relevance is None or is_true(rule.relevance.tree, scope)
        )
        known[name] = _value(rule, scope) if relevant[name] else ""
    asked = [rule for rule in logic.rules if relevant[rule.name]]
    scopes = {rule.name: Scope(world, known, known[rule.name], labels=logic.labels) for rule in asked}
    offered = {rule.name: _offered(rule, scopes[rule.name]) for rule in asked if rule.choice_filter}
    problems = {rule.name: _problem(rule, scopes[rule.name], offered.get(rule.name)) for rule in asked}
    return Outcome(
        relevant={rule.name: relevant[rule.name] for rule in logic.rules},
        errors={name: sentence for name, sentence in problems.items() if sentence},
        values={rule.name: _json(rule, known, answers) for rule in asked if known[rule.name] != ""},
        offered=offered,
    )


def _held(name: str, answer: object) -> Held:
    try:
        return held(answer)
    except ValueError as reason:
        raise LogicError(f"Câu hỏi “{name}”: {reason}") from None


def _value(rule: Rule, scope: Scope) -> Held:
    if rule.calculation is None:
        return scope.current
    return held(value_of(rule.calculation.tree, scope))


def _offered(rule: Rule, scope: Scope) -> tuple[str, ...]:
    filtering = rule.choice_filter
    if filtering is None:
        return tuple(option.name for option in rule.choices)
    scopes = ((option.name, _at_row(scope, option.row())) for option in rule.choices)
    return tuple(name for name, each in scopes if is_true(filtering.tree, each))


def _at_row(scope: Scope, row: Mapping[str, str]) -> Scope:
    return Scope(scope.world, scope.answers, scope.current, row, scope.labels)


def _problem(rule: Rule, scope: Scope, offered: tuple[str, ...] | None) -> str | None:
    """The one sentence for a question that is asked; an empty answer is never held against the constraint."""
    if scope.current == "":
        demanded = rule.required is not None and is_true(rule.required.tree, scope)
        return fill(rule.required_message or scope.world.sentences.required, scope.answers) if demanded else None
    if offered is not None and not set(words(text_of(scope.current))) <= set(offered):
        return scope.world.sentences.offered
    if rule.constraint is not None and not is_true(rule.constraint.tree, scope):
        return fill(rule.constraint_message or scope.world.sentences.allowed, scope.answers)
    return None


def _json(rule: Rule, known: Mapping[str, Held], answers: Mapping[str, Any]) -> Any:
    value = known[rule.name]
    if rule.calculation is None:
        answer = answers[rule.name]
        return composed(answer) if isinstance(answer, str) else answer
    return int(value) if isinstance(value, float) and value.is_integer() else value
