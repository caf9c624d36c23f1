"""From the texts a designer wrote to the logic of a form, with everything that is wrong said in Vietnamese."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from surveys.conditions.errors import CircularError, ExpressionError
from surveys.conditions.fill import mentions
from surveys.conditions.logic import PARTS, Expression, Logic, Option, Rule
from surveys.conditions.parse import parse
from surveys.conditions.tree import Answer, Call, Column, Current, Literal, Tree, walk
from surveys.conditions.values import composed

PART_NAMES = {
    "relevance": "điều kiện hỏi",
    "constraint": "ràng buộc",
    "required": "bắt buộc trả lời",
    "calculation": "phép tính",
    "choice_filter": "lọc phương án",
    "constraint_message": "lời nhắc khi sai",
    "required_message": "lời nhắc khi trống",
}


@dataclass(frozen=True)
class RuleText:
    """A question or group as written: expressions as texts, empty where there are none (compare `Rule`)."""

    name: str
    group: str | None = None
    relevance: str = ""
    constraint: str = ""
    constraint_message: str = ""
    required: str = ""
    required_message: str = ""
    calculation: str = ""
    choices: tuple[Option, ...] = ()
    choice_filter: str = ""


@dataclass(frozen=True)
class Finding:
    """One thing to tell the designer: `part` is a key of PART_NAMES or None, `at` the place in its text from 0 or None.

    A form with a `grave` finding cannot be used; the others are doubts.
    """

    question: str
    part: str | None
    sentence: str
    at: int | None = None
    grave: bool = True

    def __str__(self) -> str:
        part = f", {PART_NAMES[self.part]}" if self.part else ""
        place = "" if self.at is None else f", ký tự thứ {self.at + 1}"
        return f"Câu hỏi “{self.question}”{part}{place}: {self.sentence}"


def read_rules(texts: tuple[RuleText, ...]) -> tuple[Logic, tuple[Finding, ...]]:
    """The logic of a form and the findings, in the order of the form.

    What cannot be parsed is left out of the logic; with grave findings `Logic.order` and so `evaluate` may raise.
    """
    findings: list[Finding] = []
    rules = tuple(_rule(text, findings) for text in texts)
    logic = Logic(rules)
    findings += [finding for place, rule in enumerate(rules) for finding in _about(rule, place, logic)]
    try:
        _ = logic.order
    except CircularError as error:
        findings.append(Finding(error.names[0], None, str(error)))
    places = {rule.name: place for place, rule in reversed(list(enumerate(rules)))}
    return logic, tuple(sorted(findings, key=lambda finding: places[finding.question]))


def _rule(text: RuleText, findings: list[Finding]) -> Rule:
    read: dict[str, Expression] = {}
    for part in PARTS:
        source = composed(getattr(text, part))
        if not source.strip():
            continue
        try:
            parsed = parse(source, columns=part == "choice_filter")
        except ExpressionError as error:
            findings.append(Finding(text.name, part, error.sentence, error.at))
            continue
        read[part] = Expression(source, parsed.tree)
        findings += [Finding(text.name, part, note.sentence, note.at, grave=False) for note in parsed.notes]
    return Rule(
        text.name,
        text.group,
        constraint_message=text.constraint_message,
        required_message=text.required_message,
        choices=text.choices,
        **read,
    )


def _about(rule: Rule, place: int, logic: Logic) -> Iterator[Finding]:
    """What is wrong with one rule among the others."""
    if any(other.name == rule.name for other in logic.rules[:place]):
        yield Finding(rule.name, None, "tên này đã dùng cho một câu hỏi phía trên.")
    if rule.group is not None and rule.group not in logic.by_name:
        yield Finding(rule.name, None, f"không có nhóm “{rule.group}”.")
    for part in ("constraint_message", "required_message"):
        for name in mentions(getattr(rule, part)):
            if name not in logic.by_name:
                yield Finding(rule.name, part, f"phiếu không có câu hỏi “{name}”.{_guess(name, logic)}")
    for part, expression in rule.expressions():
        for node in walk(expression.tree):
            yield from _about_node(node, rule, part, logic)


def _about_node(node: Tree, rule: Rule, part: str, logic: Logic) -> Iterator[Finding]:
    match node:
        case Answer(name, at) if name not in logic.by_name:
            yield Finding(rule.name, part, f"phiếu không có câu hỏi “{name}”.{_guess(name, logic)}", at)
        case Answer(name, at) if any(other.group == name for other in logic.rules):
            yield Finding(rule.name, part, f"“{name}” là một nhóm, không có câu trả lời.", at)
        case Current() if part == "relevance":
            yield Finding(rule.name, part, "không dùng “.” ở đây: chưa hỏi thì chưa có câu trả lời.")
        case Column(name, at) if name not in {heading for option in rule.choices for heading in option.row()}:
            yield Finding(
                rule.name, part, f"danh sách phương án không có cột “{name}”; nếu là chữ, hãy viết '{name}'.", at
            )
        case Call("=" | "!=" | "selected", (Answer() | Current() as asked, Literal(str() as text))):
            yield from _about_choice(asked, text, rule, part, logic.by_name)


def _guess(name: str, logic: Logic) -> str:
    close = get_close_matches(name, logic.by_name, 1)
    return f" Có phải là “{close[0]}”?" if close else ""


def _about_choice(
    asked: Answer | Current, text: str, rule: Rule, part: str, rules: Mapping[str, Rule]
) -> Iterator[Finding]:
    """A comparison with a choice that does not exist is never true: most often a slip of the pen."""
    target = rules.get(asked.name) if isinstance(asked, Answer) else rule
    if target is None or not target.choices or not text:
        return
    names = [option.name for option in target.choices]
    if text not in names:
        at = asked.at if isinstance(asked, Answer) else None
        yield Finding(rule.name, part, f"câu hỏi “{target.name}” không có phương án “{text}”.", at, grave=False)
