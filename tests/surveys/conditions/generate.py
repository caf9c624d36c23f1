"""Random expressions, answers and forms, the same for the same seed: odd values, traps and plain nonsense."""

import random
from typing import Any

from surveys.conditions.functions import ALIASES, CONSTANTS, FUNCTIONS
from surveys.conditions.parse import parse
from surveys.conditions.tree import Tree

QUESTIONS = ("a", "b_2", "tên", "constructor", "__proto__", "x.y-z", "trống")
COLUMNS = ("name", "label", "xa", "toString")
TEXTS = (
    "", " ", "0", "1", "true", "false", "yes", "abc", "Tiếng Việt", "e\u0302\u0301", "ế", "😀 a 😀b", "  a  b\t\n", "a b c",
    "2,5", "2.5", "1.500", "-3", "12.5", "1e3", "-", ".", "1e400", "2026-03-02", "2026-2-29", "2024-02-29",
    "2026-03-02T01:30:00.000+07:00", "2026-03-01T18:30:00Z", "1000-01-01", "9999-12-31T23:59:59.999", "0999-01-01",
    "2026-03-02T24:00", "2026-03-02T23:59", "Infinity", "NaN", "\u00a05", "\u2028x", "Đ", "đ", "0901234567", "a@b.vn",
)  # fmt: skip
NUMBERS = (
    "0", "1", "2", "3", "-1", "0.5", "1.5", "2.5", "-2.5", "3.125", "2.15", "1.005", "0.1", "0.2", "1e0", "100",
    "123456789", "0.000001", "0.0000001", "999999999999999999999", "1000000000000000000000", "4.35", "0.615", "1024", ".7",
    "20780", "9007199254740993", "0.49999999999999994", "5000000000000000000000.5", "179", "-0",
)  # fmt: skip
PATTERNS = (
    "^[0-9]+$", "[0-9]{3}", "^0[0-9]{9}$", "^(a|b)*$", "a?b+c{0,2}", "^[^a-c]+$", "^.$", "^.{1,3}$", "[À-ỹ]+", "^(a*)*b$",
    "^([a-z]+)+$", "^$", "\\d|\\s", "^\\w+@\\w+\\.vn$", "x|", "^(?:😀| )", "[-. ]", "^\\S*$",
    "^(([0-9]{1})*[- .(]*([0-9]{3})[- .)]*[0-9]{3}[- .]*[0-9]{4})+$",
)  # fmt: skip
PIECES = (
    "a", "b", "ế", ".", "[ab]", "[^a]", "[a-c-]", r"\d", r"\W", r"\s", r"\.", "(a|b)", "(?:ab|)", "(a)", "^", "$", "|", "-",
)  # fmt: skip
QUANTIFIERS = ("", "", "", "?", "*", "+", "{2}", "{0,2}", "{1,}", "+?", "*?")
OPERATORS = ("=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod", "and", "or")
DATE_PATTERNS = ("%Y-%m-%d", "%e/%n/%Y", "%d %b %y, %a", "%H:%M:%S.%3 %h", "%%Y%q")


class Maker:
    """Makes cases from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def source(self, depth: int) -> str:
        """An expression of at most so many levels."""
        if depth <= 1 or self.random.random() < 0.1:
            return self.leaf()
        shape = self.random.random()
        if shape < 0.35:
            left, right = self.source(depth - 1), self.source(depth - 1)
            return f"({left}) {self.random.choice(OPERATORS)} ({right})"
        if shape < 0.4:
            return f"-({self.source(depth - 1)})"
        return self.call(self.random.choice([*FUNCTIONS, *ALIASES]), depth)

    def leaf(self) -> str:
        """A text, a number, a constant, an answer, a column or the answer itself."""
        kind = self.random.randrange(7)
        if kind == 0:
            return self.quoted(self.random.choice(TEXTS))
        if kind == 1 and self.random.random() < 0.4:
            return f"{self.random.uniform(-1, 1) * 10 ** self.random.randrange(7):.{self.random.randrange(9)}f}"
        if kind == 1:
            return self.random.choice([n for n in NUMBERS if "e" not in n])
        if kind == 2:
            return f"{self.random.choice([*CONSTANTS, 'today', 'now'])}()"
        if kind == 3:
            return self.random.choice(COLUMNS)
        return "." if kind == 4 else "${" + self.random.choice(QUESTIONS) + "}"

    def quoted(self, text: str) -> str:
        """The text in quotes of an expression."""
        return f'"{text}"'

    def call(self, name: str, depth: int) -> str:
        """A function with as many arguments as it takes."""
        function = FUNCTIONS[ALIASES.get(name, name)]
        count = self.random.randint(function.low, min(function.high, max(3, function.low)))
        args = [self.source(depth - 1) for _ in range(count)]
        if name == "regex":
            args[1] = self.quoted(self.pattern())
        elif name == "jr:choice-name":
            args[1] = "'${" + self.random.choice(QUESTIONS) + "}'"
        elif name.startswith("format-date") and self.random.random() < 0.8:
            args[1] = self.quoted(self.random.choice(DATE_PATTERNS))
        return f"{name}({', '.join(args)})"

    def pattern(self) -> str:
        """A pattern people write, or pieces in a row."""
        if self.random.random() < 0.5:
            return self.random.choice(PATTERNS)
        pieces = (self.random.choice(PIECES) for _ in range(self.random.randint(1, 6)))
        return "".join(piece + (self.random.choice(QUANTIFIERS) if piece not in "^$|" else "") for piece in pieces)

    def tree(self, depth: int = 4) -> Tree:
        """The tree of a random expression."""
        return parse(self.source(depth), columns=True).tree

    def answer(self) -> Any:
        """A JSON answer: mostly texts and numbers, some lists, truths, nothing."""
        kind = self.random.randrange(8)
        if kind < 4:
            return self.random.choice(TEXTS)
        if kind < 6:
            number = float(self.random.choice(NUMBERS))
            return int(number) if number.is_integer() and self.random.random() < 0.5 else number
        if kind == 6:
            return self.random.sample(["a", "b", "c", "Tiếng", "0"], self.random.randrange(4))
        return self.random.choice([None, True, False, self.random.uniform(-1e6, 1e6), self.random.uniform(-3, 3)])

    def answers(self) -> dict[str, Any]:
        """Answers to some of the questions."""
        return {name: self.answer() for name in QUESTIONS if self.random.random() < 0.8}
