"""Python and JavaScript give the same value, bit by bit: on generated expressions and on generated forms."""

import gzip
import json
import re
from collections.abc import Iterator

from surveys.conditions.check import RuleText, read_rules
from surveys.conditions.evaluate import evaluate
from surveys.conditions.functions import ALIASES, FUNCTIONS
from surveys.conditions.interpret import value_of
from surveys.conditions.logic import Option, logic_from_json
from surveys.conditions.scope import Scope, World
from surveys.conditions.tree import Call, Match, Tree, from_json, to_json, walk
from surveys.conditions.values import held
from tests.surveys.conditions.generate import COLUMNS, QUESTIONS, TEXTS, Maker
from tests.surveys.conditions.phone import SCRIPT, Phone, written

SEED = 20_261_125
CASES = 10_000
FORMS = 200
ANSWERS = 10


def scopes(maker: Maker, world: World) -> Iterator[Scope]:
    """Ever new scopes."""
    while True:
        answers = {name: held(answer) for name, answer in maker.answers().items()}
        row = {column: maker.random.choice(TEXTS) for column in COLUMNS}
        labels = {name: {text: f"nhãn {text}" for text in maker.random.sample(TEXTS, 5)} for name in QUESTIONS[:4]}
        yield Scope(world, answers, held(maker.answer()), row, labels)


def as_json(tree: Tree, scope: Scope) -> dict[str, object]:
    """A case as the phone takes it."""
    parts = {"world": scope.world.to_json(), "answers": dict(scope.answers), "current": scope.current}
    return {"tree": to_json(tree), "scope": {**parts, "row": dict(scope.row), "labels": dict(scope.labels)}}


def names_in(tree: Tree) -> set[str]:
    """Functions and operators of a tree."""
    return {node.name if isinstance(node, Call) else "regex" for node in walk(tree) if isinstance(node, Call | Match)}


def test_ten_thousand_generated_expressions(phone: Phone, world: World) -> None:
    maker = Maker(SEED)
    cases = [(maker.tree(), scope) for _, scope in zip(range(CASES), scopes(maker, world), strict=False)]
    theirs = phone.values([as_json(tree, scope) for tree, scope in cases])
    ours = [written(value_of(tree, scope)) for tree, scope in cases]
    different = [
        (to_json(tree), dict(scope.answers), scope.current, mine, other)
        for (tree, scope), mine, other in zip(cases, ours, theirs, strict=True)
        if mine != other
    ]
    assert different == []
    # The comparison is worth something only if all is in it, and if the values are of many kinds.
    assert set().union(*(names_in(tree) for tree, _ in cases)) >= FUNCTIONS.keys() - ALIASES.keys()
    assert len(set(ours)) > CASES // 20


def test_stored_trees_are_the_same_trees() -> None:
    maker = Maker(SEED)
    for tree in (maker.tree() for _ in range(1_000)):
        assert from_json(json.loads(json.dumps(to_json(tree)))) == tree


def form(maker: Maker) -> tuple[RuleText, ...]:
    """A form whose questions ask only for questions above, as forms mostly do, in a mixed order."""
    texts = []
    for place, name in enumerate(QUESTIONS):
        above = Maker(maker.random.randrange(2**32))
        source = lambda depth=3, some=above, count=place: restricted(some, depth, QUESTIONS[:count])  # noqa: E731
        texts.append(
            RuleText(
                name,
                group=maker.random.choice([None, "nhóm"]),
                relevance=source() if maker.random.random() < 0.5 else "",
                constraint=source() if maker.random.random() < 0.5 else "",
                constraint_message=maker.random.choice(["", "Sai rồi ${a}, ${ tên }, ${__proto__}{}."]),
                required=maker.random.choice(["", "yes", "true()", source(2)]),
                calculation=source() if maker.random.random() < 0.3 else "",
                choices=tuple(Option(each, f"Nhãn {each}", (("xa", each * 2),)) for each in ("a", "b", "0")),
                choice_filter=source() if maker.random.random() < 0.3 else "",
            )
        )
    maker.random.shuffle(texts)
    return (*texts, RuleText("nhóm", relevance=maker.random.choice(["", "true()", "today() > '2026-01-01'", "0"])))


def restricted(maker: Maker, depth: int, allowed: tuple[str, ...]) -> str:
    """An expression over `allowed` questions; no `.` and no columns, which not every part may have."""
    source = maker.source(depth)
    source = re.sub(r"\$\{([^}]*)\}", lambda match: match[0] if match[1] in allowed else "''", source)
    source = source.replace("''''", "'${a}'")
    return re.sub(r"(?<![\w.'\"$%{-])(?:name|label|xa|toString|\.)(?![\w.'\"(-])", "'b'", source)


def test_generated_forms(phone: Phone, world: World) -> None:
    maker = Maker(SEED + 1)
    seen_errors = seen_hidden = used = 0
    for _ in range(FORMS):
        logic, findings = read_rules(form(maker))
        if any(finding.grave for finding in findings):
            continue
        used += 1
        answers = [maker.answers() for _ in range(ANSWERS)]
        stored = logic.to_json()
        assert logic_from_json(json.loads(json.dumps(stored))) == logic
        ours = [evaluate(logic, each, world).to_json() for each in answers]
        assert phone.outcomes(stored, world.to_json(), answers) == ours
        seen_errors += sum(len(outcome["errors"]) for outcome in ours)
        seen_hidden += sum(not shown for outcome in ours for shown in outcome["relevant"].values())
    assert used > FORMS // 2 and seen_errors > FORMS and seen_hidden > FORMS


def test_the_script_is_small_and_old_fashioned() -> None:
    script = SCRIPT.read_text(encoding="utf-8")
    assert len(gzip.compress(script.encode(), 5)) < 4_000
    newer = r"\?\.[^\d]|\?\?|\*\*|\b(?:matchAll|replaceAll|BigInt|globalThis|allSettled|flatMap|fromEntries)\b|\.at\("
    assert re.findall(rf"{newer}|\b(?:eval|Function)\b", script) == []
