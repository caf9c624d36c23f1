"""From the source of an expression to its tree: precedence climbing over the tokens, errors at their place."""

from dataclasses import dataclass
from difflib import get_close_matches
from math import isfinite

from surveys.conditions.errors import ExpressionError
from surveys.conditions.functions import ALIASES, CONSTANTS, FUNCTIONS, MANY
from surveys.conditions.pattern import compile_pattern
from surveys.conditions.tokens import Token, hint, tokens
from surveys.conditions.tree import Answer, Call, Column, Current, Literal, Match, Tree, depth
from surveys.conditions.values import composed

MAX_LENGTH = 20_000
MAX_DEPTH = 100
"""Levels of brackets and of the tree: both interpreters recurse, and no form read so far comes near."""

_PRECEDENCE = {
    "or": 1, "and": 2, "=": 3, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4, "+": 5, "-": 5, "*": 6, "div": 6, "mod": 6,
}  # fmt: skip
_UNARY = 7
_WORDS = {"yes": True, "true": True, "no": False, "false": False}

ELSEWHERE = frozenset({
    "count", "sum", "position", "last", "indexed-repeat", "instance", "current", "pulldata", "randomize", "random", "uuid",
    "jr:itext", "digest", "checklist", "weighted-checklist", "count-non-empty", "area", "distance", "geofence", "log",
    "log10", "exp", "exp10", "asin", "acos", "atan2", "decimal-time", "base64-decode", "extract-signed", "name", "id",
    "lang",
})  # fmt: skip
"""Functions that other programs know and this one does not: told apart from slips of the pen."""


@dataclass(frozen=True)
class Note:
    """Something suspicious in an expression that can be used all the same."""

    sentence: str
    at: int

    def __str__(self) -> str:
        return f"Ký tự thứ {self.at + 1}: {self.sentence}"


@dataclass(frozen=True)
class Parsed:
    """The tree of an expression and what to tell its author about it."""

    tree: Tree
    notes: tuple[Note, ...] = ()


def parse(source: str, columns: bool = False) -> Parsed:
    """Parse `source`. `columns` allows bare names, the headings of a list of choices (for choice filters).

    A source that is just yes/no/true/false in any case, as spreadsheets hold it, means true() or false().
    Raises ExpressionError with a Vietnamese sentence and the place in the NFC source.
    """
    word = _WORDS.get(source.strip().casefold())
    if word is not None:
        return Parsed(Literal(word))
    if len(source) > MAX_LENGTH:
        raise ExpressionError(f"biểu thức dài quá {MAX_LENGTH} ký tự.", MAX_LENGTH)
    parser = _Parser(composed(source), columns)
    tree = parser.whole()
    if depth(tree) > MAX_DEPTH:
        raise ExpressionError("biểu thức lồng nhau quá sâu; hãy tách thành các câu tính toán riêng.")
    return Parsed(tree, tuple(parser.notes))


class _Parser:
    """One pass over the tokens of one source."""

    def __init__(self, source: str, columns: bool) -> None:
        self.source, self.columns = source, columns
        self.tokens = tokens(source)
        self.place = 0
        self.level = 0
        self.notes: list[Note] = []

    @property
    def here(self) -> Token:
        return self.tokens[self.place]

    def take(self) -> Token:
        token = self.here
        self.place += 1
        return token

    def whole(self) -> Tree:
        if self.here.kind == "end":
            raise ExpressionError("biểu thức trống.")
        tree = self.expression(0)
        if self.here.kind != "end":
            raise self.unexpected()
        return tree

    def expression(self, least: int) -> Tree:
        left = self.unary()
        while (strength := _PRECEDENCE.get(self.here.text, 0) if self.here.kind == "mark" else 0) > least:
            operator = self.take().text
            right = self.expression(strength)
            # Long rows of one operator stay flat, so that their length costs no depth.
            if operator in {"and", "or", "+"} and isinstance(left, Call) and left.name == operator:
                left = Call(operator, (*left.args, right))
            else:
                left = Call(operator, (left, right))
        return left

    def unary(self) -> Tree:
        minuses = 0
        while self.here.kind == "mark" and self.here.text == "-":
            self.take()
            minuses += 1
        tree = self.primary() if not minuses else self.expression(_UNARY)
        # Two minuses cancel, but still make a number of what follows.
        return tree if not minuses else Call("neg", (tree,)) if minuses % 2 else Call("number", (tree,))

    def primary(self) -> Tree:
        token = self.take()
        match token.kind, token.text:
            case "number", text:
                return self.number(token, text)
            case "text", text:
                self.warn_of_reference(token)
                return Literal(text)
            case "answer", name:
                return Answer(name, token.at)
            case "mark", ".":
                return Current()
            case "mark", "(":
                return self.bracketed(token)
            case "name", name:
                return self.call(token) if self.here.text == "(" and self.here.kind == "mark" else self.column(token)
        self.place -= 1
        raise self.unexpected()

    def number(self, token: Token, text: str) -> Tree:
        if not isfinite(float(text)):
            raise ExpressionError("số quá lớn.", token.at)
        return Literal(float(text))

    def bracketed(self, opening: Token) -> Tree:
        self.deeper(opening)
        tree = self.expression(0)
        self.close(opening)
        return tree

    def deeper(self, opening: Token) -> None:
        self.level += 1
        if self.level > MAX_DEPTH:
            raise ExpressionError("ngoặc lồng nhau quá sâu; hãy tách thành các câu tính toán riêng.", opening.at)

    def close(self, opening: Token) -> None:
        if self.here.kind == "end":
            raise ExpressionError("dấu “(” này chưa được đóng.", opening.at)
        if self.here.text != ")" or self.here.kind != "mark":
            raise self.unexpected()
        self.take()
        self.level -= 1

    def column(self, token: Token) -> Tree:
        if self.columns:
            return Column(token.text, token.at)
        markup = hint(self.source, token.at - 1) if self.source[token.at - 1 : token.at] == "<" else None
        if markup:
            raise ExpressionError(markup, token.at - 1)
        raise ExpressionError(
            f"không rõ “{token.text}” là gì: câu hỏi viết là ${{{token.text}}}, chữ đặt trong dấu nháy: '{token.text}'.",
            token.at,
        )

    def call(self, token: Token) -> Tree:
        opening = self.take()
        name = ALIASES.get(token.text, token.text)
        if name not in FUNCTIONS and name not in CONSTANTS:
            raise ExpressionError(_unknown(name), token.at)
        self.deeper(opening)
        told = len(self.notes)
        args, comma = self.arguments()
        self.close(opening)
        if name == "jr:choice-name":  # names a question in quotes on purpose
            del self.notes[told:]
        low, high = (0, 0) if name in CONSTANTS else (FUNCTIONS[name].low, FUNCTIONS[name].high)
        if not low <= len(args) <= high:
            raise ExpressionError(_arity(token.text, low, high, len(args), comma), token.at)
        if comma and high == MANY:
            self.notes.append(Note("hai số liền nhau qua dấu phẩy: nếu là số thập phân, hãy viết dấu chấm.", token.at))
        return Literal(CONSTANTS[name]) if name in CONSTANTS else self.finished(name, tuple(args), token.at)

    def arguments(self) -> tuple[list[Tree], bool]:
        """The arguments, and whether two numbers stand around a comma without a blank, as in '2,5'."""
        args: list[Tree] = []
        comma = False
        if self.here.text == ")" and self.here.kind == "mark":
            return args, comma
        while True:
            args.append(self.expression(0))
            if self.here.text != "," or self.here.kind != "mark":
                return args, comma
            comma = comma or self.is_decimal_comma()
            self.take()

    def is_decimal_comma(self) -> bool:
        before, after = self.tokens[self.place - 1], self.tokens[self.place + 1]
        tight = before.end == self.here.at and self.here.end == after.at
        return tight and before.kind == after.kind == "number" and "." not in before.text + after.text

    def finished(self, name: str, args: tuple[Tree, ...], at: int) -> Tree:
        """The call itself, with what must be known while parsing taken in: patterns and names of questions."""
        if name == "regex":
            if not isinstance(args[1], Literal) or not isinstance(args[1].value, str):
                raise ExpressionError("mẫu của regex(…) phải là chữ đặt trong dấu nháy.", at)
            pattern = compile_pattern(args[1].value, at)
            if not args[1].value.startswith("^") or not args[1].value.endswith("$"):
                self.notes.append(Note("mẫu không có ^ ở đầu và $ ở cuối nên chỉ cần khớp một phần câu trả lời.", at))
            return Match(args[0], pattern)
        if name == "jr:choice-name":
            return Call(name, (args[0], Literal(_question_named(args[1], at))))
        return Call(name, args)

    def warn_of_reference(self, token: Token) -> None:
        if "${" in token.text:
            self.notes.append(
                Note("trong dấu nháy, ${…} không được thay bằng câu trả lời; hãy dùng concat(…).", token.at)
            )

    def unexpected(self) -> ExpressionError:
        token = self.here
        if token.kind == "error":
            return ExpressionError(token.text, token.at)
        if token.kind == "end":
            return ExpressionError("biểu thức dừng giữa chừng.", token.at)
        if token.text == "," and 0 < self.place < len(self.tokens) - 1 and self.is_decimal_comma():
            return ExpressionError("số thập phân trong biểu thức viết bằng dấu chấm, ví dụ 2.5.", token.at)
        if token.text == "," and token.kind == "mark":
            return ExpressionError("dấu phẩy chỉ đứng giữa các phần trong ngoặc của một hàm.", token.at)
        if token.text == ")" and token.kind == "mark" and not self.level:
            return ExpressionError("dấu “)” này không có dấu “(” đi trước.", token.at)
        return ExpressionError(
            hint(self.source, token.at) or f"“{self.source[token.at : token.end]}” đứng không đúng chỗ.", token.at
        )


def _question_named(tree: Tree, at: int) -> str:
    match tree:
        case Answer(name):
            return name
        case Literal(str() as text) if text.startswith("${") and text.endswith("}"):
            return text[2:-1].strip()
    raise ExpressionError("phần thứ hai của jr:choice-name(…) là tên câu hỏi, viết '${tên_câu_hỏi}'.", at)


def _unknown(name: str) -> str:
    if name in ELSEWHERE:
        return f"hàm “{name}” chưa dùng được ở đây."
    close = get_close_matches(name.lower(), [*FUNCTIONS, *CONSTANTS], 1)
    return f"không có hàm “{name}”; có phải là “{close[0]}”?" if close else f"không có hàm “{name}”."


def _arity(name: str, low: int, high: int, count: int, comma: bool) -> str:
    if comma and count > high:
        return f"{name}(…) có quá nhiều phần; số thập phân viết bằng dấu chấm, ví dụ 2.5."
    if low == high:
        return f"{name}(…) cần đúng {low} phần trong ngoặc, đang có {count}."
    if count < low:
        return f"{name}(…) cần ít nhất {low} phần trong ngoặc, đang có {count}."
    return f"{name}(…) chỉ nhận nhiều nhất {high} phần trong ngoặc, đang có {count}."
