"""Patterns: the same as Python's own `re` where both understand, quick where `re` never ends, refused in words."""

import re

import pytest

from surveys.conditions.errors import ExpressionError
from surveys.conditions.pattern import MAX_STEPS, MAX_WORK, compile_pattern, matches
from tests.surveys.conditions.generate import Maker


def test_as_python_reads_them() -> None:
    maker = Maker(7)
    tried = 0
    for _ in range(6_000):
        pattern = maker.pattern()
        text = "".join(maker.random.choice("ab1 .-ếc") for _ in range(maker.random.randint(0, 6)))
        expected = re.search(pattern, text, re.ASCII)
        assert matches(compile_pattern(pattern), text) == bool(expected), (pattern, text)
        tried += bool(expected)
    assert 1_000 < tried < 5_500


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("^0[0-9]{9}$", "0901234567", True), ("^0[0-9]{9}$", "090123456", False), ("[0-9]{3}", "1234", True),
        ("^[À-ỹ ]+$", "À ế ỹ", True), ("^.$", "😀", True), ("^$", "", True), ("^", "", True), ("a$b", "ab", False),
        ("[^a]", "\n", True), ("^a||b$", "", True), ("[\\d-]", "-", True), ("^\\(\\[$", "([", True), ("^(x{0}){5}$", "", True),
    ],
)  # fmt: skip
def test_examples(pattern: str, text: str, found: bool) -> None:
    assert matches(compile_pattern(pattern), text) is found


@pytest.mark.parametrize(
    "pattern",
    ["^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "^([a-z]+)*$", "(x+x+)+y", "^(([0-9]{1})*[- .(]*([0-9]{3})[- .)]*[0-9]{3})+$"],
)
def test_nothing_explodes(pattern: str) -> None:
    """Each of these keeps a backtracking engine busy for longer than the universe is old."""
    assert (
        matches(compile_pattern(pattern), "a" * 2_000 + "!" if "[0-9]{3}" not in pattern else "1" * 2_000 + "!")
        is False
    )


def test_work_has_a_bound() -> None:
    program = compile_pattern("^.{0,400}$")
    assert matches(program, "a" * 400) is True
    assert matches(compile_pattern("^(.?.?.?.?.?.?.?.?.?.?){1,30}$"), "a" * MAX_WORK) is False


@pytest.mark.parametrize(
    ("pattern", "part"),
    [
        ("(", "chưa được đóng"), (")", "không có dấu “(”"), ("[a", "dừng giữa chừng"), ("a\\", "dừng giữa chừng"),
        ("*a", "không có gì đi trước"), ("{2}", "không có gì đi trước"), ("a**", "hai dấu lặp"), ("a++", "hai dấu lặp"),
        ("^*", "không lặp được"), ("(?=a)", "(?"), ("(?<n>a)", "(?"), ("\\1", "\\1"), ("\\bx", "\\b"), ("\\p{L}", "\\p"),
        ("[z-a]", "viết ngược"), ("[\\d-z]", "khoảng chữ"), ("a{3,2}", "viết ngược"), ("[[:alpha:]]", "phải viết là"),
        ("[a&&b]", "phải viết là"), ("[]", "trống"), ("a{999}b{999}", "quá dài"), ("((a{99}){99}){99}", "quá dài"),
        ("((()){9999}){9999}" + "(" * 40, "quá nhiều nhóm"), ("a{x}", "không có gì đi trước"),
    ],
)  # fmt: skip
def test_refused_in_words(pattern: str, part: str) -> None:
    with pytest.raises(ExpressionError, match=re.escape(part)) as caught:
        compile_pattern(pattern, 12)
    assert caught.value.at == 12


def test_empty_repetitions_cost_nothing() -> None:
    assert len(compile_pattern("(((){9999}){9999}){9999}")) == 1
    assert len(compile_pattern("^" + "a" * (MAX_STEPS - 1))) == MAX_STEPS + 1
