"""Patterns of `regex(…)`: a subset that every dialect reads alike, matched without backtracking.

The pattern becomes a small program (K. Thompson, Regular expression search algorithm, 1968): all ways to go on are
followed at once, so the time grows with length of text × length of program and never explodes. The JavaScript
interpreter runs the same program. Steps:
    (0, low, end, low, end, …)     one character whose code point lies in a range; rising, each end outside of its range
    (1, step, step, …)             go on at each of these steps
    (2,) (3,)                      only at the start, only at the end of the text
    (4,)                           the pattern has matched
"""

from bisect import bisect_right

from surveys.conditions.errors import ExpressionError
from surveys.conditions.pattern_syntax import Edge, Either, One, Part, Ranges, Refused, Row, Times, read_pattern
from surveys.conditions.tree import Program

MAX_STEPS = 1_000
MAX_WORK = 400_000
"""Steps looked at for one text; beyond it the text counts as not matching, at the same point in both languages."""

CHARACTER, GO, START, END, DONE = range(5)


def compile_pattern(source: str, at: int = 0) -> Program:
    """The program for `source`. Raises ExpressionError, at `at`, for what is not in the common subset."""
    steps: list[tuple[int, ...]] = []
    try:
        _emit(read_pattern(source), steps)
    except Refused as reason:
        raise ExpressionError(f"mẫu của regex(…) không dùng được: {reason}.", at) from None
    return (*steps, (DONE,))


def matches(program: Program, text: str) -> bool:
    """Does some part of `text` match (all of it, where the pattern has ^ and $)?"""
    codes = list(map(ord, text))
    current: list[int] = []
    work = 0
    for place in range(len(codes) + 1):
        # A match may begin anywhere: the first step is always among those to go on from.
        states = _reach(program, [*current, 0], place == 0, place == len(codes))
        work += len(states)
        if work > MAX_WORK:
            return False
        if len(program) - 1 in states:
            return True
        if place < len(codes):
            current = [state + 1 for state in states if _takes(program[state], codes[place])]
    return False


def _reach(program: Program, waiting: list[int], at_start: bool, at_end: bool) -> set[int]:
    """All steps that can be come to from `waiting` without reading a character."""
    seen: set[int] = set()
    while waiting:
        state = waiting.pop()
        if state in seen:
            continue
        seen.add(state)
        kind, *onward = program[state]
        if kind == GO:
            waiting += onward
        elif (kind == START and at_start) or (kind == END and at_end):
            waiting.append(state + 1)
    return seen


def _takes(step: tuple[int, ...], code: int) -> bool:
    # As many edges at or below the code as lows and ends of ranges passed: an odd number lies inside of one.
    return step[0] == CHARACTER and bisect_right(step, code, 1) % 2 == 0


def _emit(part: Part, steps: list[tuple[int, ...]]) -> None:
    """Append the steps of `part`; whatever follows it starts right after them."""
    match part:
        case One(ranges):
            steps.append((CHARACTER, *(edge for low, high in _merged(ranges) for edge in (low, high + 1))))
        case Edge(start):
            steps.append((START if start else END,))
        case Row(parts):
            for each in parts:
                _emit(each, steps)
        case Either(parts):
            _emit_either(parts, steps)
        case Times(inner, low, high):
            _emit_times(inner, low, high, steps)
    if len(steps) > MAX_STEPS:
        raise Refused("mẫu quá dài hoặc số lần lặp quá lớn")


def _emit_either(parts: tuple[Part, ...], steps: list[tuple[int, ...]]) -> None:
    fork = len(steps)
    steps.append((GO,))
    starts, leaps = [], []
    for each in parts:
        starts.append(len(steps))
        _emit(each, steps)
        leaps.append(len(steps))
        steps.append((GO,))
    steps[fork] = (GO, *starts)
    for leap in leaps:
        steps[leap] = (GO, len(steps))


def _emit_times(inner: Part, low: int, high: int | None, steps: list[tuple[int, ...]]) -> None:
    for _ in range(low):
        before = len(steps)
        _emit(inner, steps)
        if len(steps) == before:  # nothing, however often
            return
    if high is None:
        fork = len(steps)
        steps.append((GO,))
        _emit(inner, steps)
        steps.append((GO, fork))
        steps[fork] = (GO, fork + 1, len(steps))
        return
    forks = []
    for _ in range(high - low):
        forks.append(len(steps))
        steps.append((GO,))
        _emit(inner, steps)
    for fork in forks:
        steps[fork] = (GO, fork + 1, len(steps))


def _merged(ranges: Ranges) -> Ranges:
    merged: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return tuple(merged)
