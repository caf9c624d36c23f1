"""How a pattern of `regex(…)` is written: the subset that Python, Java and JavaScript read alike.

Characters, `.`, sets, \\d \\w \\s of ASCII and their opposites, groups, alternatives, `* + ? {n,m}`, `^` and `$`. No
look-around, no back references, no \\b, no \\p.
"""

import re
from dataclasses import dataclass

MAX_GROUPS = 30

_LAST = 0x10FFFF

Ranges = tuple[tuple[int, int], ...]

_DIGIT: Ranges = ((48, 57),)
_WORD: Ranges = ((48, 57), (65, 90), (95, 95), (97, 122))
_SPACE: Ranges = ((9, 13), (32, 32))
_LINE_ENDS: Ranges = ((10, 10), (13, 13), (0x2028, 0x2029))
_CONTROLS = {"n": 10, "t": 9, "r": 13, "f": 12}
_QUANTIFIER = re.compile(r"(?:(?P<mark>[*+?])|\{(?P<low>[0-9]{1,4})(?P<comma>,(?P<high>[0-9]{1,4})?)?\})(?P<lazy>\??)")


@dataclass(frozen=True)
class One:
    """One character out of ranges."""

    ranges: Ranges


@dataclass(frozen=True)
class Edge:
    """^ where `start`, else $."""

    start: bool


@dataclass(frozen=True)
class Row:
    """Parts one after the other."""

    parts: tuple["Part", ...]


@dataclass(frozen=True)
class Either:
    """One of several parts."""

    parts: tuple["Part", ...]


@dataclass(frozen=True)
class Times:
    """A part from `low` to `high` times; None is without end."""

    part: "Part"
    low: int
    high: int | None


Part = One | Edge | Row | Either | Times


class Refused(Exception):
    """Why a pattern cannot be used: the end of a Vietnamese sentence."""


def read_pattern(source: str) -> Part:
    """The parts of a pattern. Raises Refused for what is not in the subset."""
    reader = _Reader(source)
    part = reader.either()
    if reader.place < len(source):
        raise Refused("dấu “)” không có dấu “(” đi trước")
    return part


class _Reader:
    """One pass over the source of a pattern."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.place = 0
        self.groups = 0

    def peek(self) -> str:
        return self.source[self.place : self.place + 1]

    def take(self) -> str:
        character = self.peek()
        if not character:
            raise Refused("mẫu dừng giữa chừng")
        self.place += 1
        return character

    def either(self) -> Part:
        ways = [self.row()]
        while self.peek() == "|":
            self.take()
            ways.append(self.row())
        return ways[0] if len(ways) == 1 else Either(tuple(ways))

    def row(self) -> Part:
        parts: list[Part] = []
        while self.peek() not in {"", "|", ")"}:
            parts.append(self.repeated(self.one()))
        return Row(tuple(parts))

    def repeated(self, part: Part) -> Part:
        match = _QUANTIFIER.match(self.source, self.place)
        if match is None:
            return part
        if isinstance(part, Edge):
            raise Refused("không lặp được ^ hay $")
        self.place = match.end()
        if _QUANTIFIER.match(self.source, self.place):
            raise Refused("có hai dấu lặp liền nhau")
        if match["mark"]:
            return Times(part, int(match["mark"] == "+"), 1 if match["mark"] == "?" else None)
        low = int(match["low"])
        high = (int(match["high"]) if match["high"] else None) if match["comma"] else low
        if high is not None and high < low:
            raise Refused(f"số lần lặp {match[0]} viết ngược")
        return Times(part, low, high)

    def one(self) -> Part:
        character = self.take()
        match character:
            case "(":
                return self.group()
            case "[":
                return One(self.set())
            case "^":
                return Edge(True)
            case "$":
                return Edge(False)
            case ".":
                return One(_all_but(_LINE_ENDS))
            case "\\":
                return One(self.escaped())
            case "*" | "+" | "?" | "{":
                raise Refused(f"dấu “{character}” không có gì đi trước để lặp")
        return One(((ord(character), ord(character)),))

    def group(self) -> Part:
        self.groups += 1
        if self.groups > MAX_GROUPS:
            raise Refused("có quá nhiều nhóm trong ngoặc")
        if self.peek() == "?":
            if self.source[self.place : self.place + 2] != "?:":
                raise Refused("nhóm đặc biệt “(?…” không dùng được")
            self.place += 2
        part = self.either()
        if self.peek() != ")":
            raise Refused("dấu “(” chưa được đóng")
        self.take()
        return part

    def escaped(self) -> Ranges:
        character = self.take()
        known = {"d": _DIGIT, "w": _WORD, "s": _SPACE}.get(character.lower())
        if known:
            return known if character.islower() else _all_but(known)
        if character in _CONTROLS:
            return ((_CONTROLS[character], _CONTROLS[character]),)
        if character.isalnum():
            raise Refused(f"“\\{character}” không dùng được")
        return ((ord(character), ord(character)),)

    def set(self) -> Ranges:
        negated = self.peek() == "^"
        if negated:
            self.take()
        ranges: list[tuple[int, int]] = []
        while self.peek() != "]":
            ranges += self.span()
        self.take()
        if not ranges:
            raise Refused("có dấu “[]” trống")
        return _all_but(tuple(ranges)) if negated else tuple(ranges)

    def span(self) -> Ranges:
        low = self.member()
        if self.peek() != "-" or self.source[self.place + 1 : self.place + 2] in {"]", ""}:
            return low
        self.take()
        high = self.member()
        if len(low) != 1 or low[0][0] != low[0][1] or len(high) != 1 or high[0][0] != high[0][1]:
            raise Refused("khoảng chữ trong “[…]” viết không đúng")
        if high[0][0] < low[0][0]:
            raise Refused(f"khoảng “{chr(low[0][0])}-{chr(high[0][0])}” viết ngược")
        return ((low[0][0], high[0][0]),)

    def member(self) -> Ranges:
        character = self.take()
        if character == "\\":
            return self.escaped()
        if character == "[" or self.source.startswith("&&", self.place - 1):
            raise Refused(f"trong “[…]”, dấu “{character}” phải viết là “\\{character}”")
        return ((ord(character), ord(character)),)


def _all_but(ranges: Ranges) -> Ranges:
    left, start = [], 0
    for low, high in sorted(ranges):
        if low > start:
            left.append((start, low - 1))
        start = max(start, high + 1)
    return (*left, (start, _LAST)) if start <= _LAST else tuple(left)
