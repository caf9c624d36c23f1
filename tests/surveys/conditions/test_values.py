"""Values taken for one another, numbers as texts, rounding, angles: the rules both interpreters share."""

import math
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.conditions import elementary
from surveys.conditions.interpret import value_of
from surveys.conditions.parse import parse
from surveys.conditions.rounding import half_up
from surveys.conditions.scope import Scope, World
from surveys.conditions.values import Held, held, number_of, number_text, truth_of


def value(source: str, world: World, **answers: Held) -> Held:
    """The value of an expression for some answers; `answers['current']` is the answer to the question itself."""
    return value_of(parse(source, columns=True).tree, Scope(world, answers, answers.get("current", "")))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.0, "0"), (-0.0, "0"), (5.0, "5"), (-2.5, "-2.5"), (1e20, "100000000000000000000"), (1e21, "1e+21"),
        (1.5e300, "1.5e+300"), (1e-6, "0.000001"), (1e-7, "1e-7"), (1.25e-7, "1.25e-7"), (0.1 + 0.2, "0.30000000000000004"),
        (123456789012345680000.0, "123456789012345680000"), (math.nan, ""), (-math.inf, "-Infinity"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_browsers_write_them(number: float, text: str) -> None:
    assert number_text(number) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_reads_back_from_its_text(number: float) -> None:
    assert number_of(number_text(number), 0) == number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("2,5", 2.5),
        ("2.5", 2.5),
        (" -0,5\n", -0.5),
        (",5", 0.5),
        ("1e3", 1000.0),
        ("7.", 7.0),
        ("0901234567", 901234567.0),
    ],
)
def test_decimal_comma(typed: str, number: float, world: World) -> None:
    assert number_of(typed, 420) == number
    assert value(". * 2", world, current=typed) == number * 2


@pytest.mark.parametrize(
    "typed", ["", " ", "1,234,567", "1.2,3", "2,5,", "--1", "+1", "0x10", "Infinity", "NaN", "١", "1 2"]
)
def test_what_is_no_number(typed: str) -> None:
    assert math.isnan(number_of(typed, 420))


@pytest.mark.parametrize(
    ("source", "rounded"),
    [
        ("round(12.5 div 4, 2)", 3.13), ("round(2.15, 1)", 2.2), ("round(1.005, 2)", 1.01), ("round(-1.475, 2)", -1.48),
        ("round(0.5)", 1.0), ("round(-0.5)", -1.0), ("round(2.5)", 3.0), ("round(626.3, -3)", 1000.0), ("round(4.35, 1)", 4.4),
        ("round(8.345 * 100) div 100", 8.35),
    ],
)  # fmt: skip
def test_halves_go_up_as_at_school(source: str, rounded: float, world: World) -> None:
    assert value(source, world) == rounded


@given(st.decimals(-(10**9), 10**9, places=4), st.integers(0, 3))
def test_rounding_agrees_with_decimal_arithmetic(number: Decimal, places: int) -> None:
    assert half_up(float(number), float(places)) == float(number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


@given(st.floats(-1_000, 1_000))
def test_angles_agree_with_the_mathematics_library(x: float) -> None:
    for ours, theirs in ((elementary.sin, math.sin), (elementary.cos, math.cos), (elementary.atan, math.atan)):
        assert ours(x) == pytest.approx(theirs(x), rel=1e-13, abs=1e-15)


@given(st.floats(0.001, 1_000), st.floats(-8, 8))
def test_powers_agree_with_the_mathematics_library(x: float, y: float) -> None:
    assert elementary.power(x, y) == pytest.approx(math.pow(x, y), rel=1e-12)


def test_the_edges() -> None:
    assert half_up(math.inf, 2) == math.inf and math.isnan(half_up(1.0, math.nan)) and half_up(1.5, 1e9) == 1.5
    assert (elementary.power(10, 2), elementary.power(2, -2), elementary.power(4, 0.5)) == (100, 0.25, 2)
    assert (elementary.power(0, -1), elementary.power(16, 0.25), elementary.power(0, 0)) == (math.inf, 2, 1)
    assert all(map(math.isnan, (elementary.power(-1, 0.5), elementary.power(2, 1e9), elementary.power(2, math.nan))))
    assert math.isnan(elementary.sin(1e7))


def test_truth() -> None:
    assert [truth_of(each) for each in ("", "0", " ", 0.0, -0.0, math.nan, 0.1, True)] == [
        False, True, True, False, False, False, True, True,
    ]  # fmt: skip


def test_answers_as_values() -> None:
    assert held(["a", "b"]) == "a b" and held([]) == "" and held(None) == "" and held(3) == 3.0 and held(True) is True
    assert held("e\u0302\u0301") == "ế" and held(math.inf) == "" and held(10**400) == ""
    for wrong in ({"a": 1}, [1], [["a"]], object()):
        with pytest.raises(ValueError, match="Câu trả lời"):
            held(wrong)


def test_length_counts_code_points_of_nfc(world: World) -> None:
    assert value("string-length(.)", world, current="Tiế" + "ng Viê\u0323t") == 10
    assert value("string-length('😀đ')", world) == 2
    assert value("string-length(concat('e', .))", world, current="\u0302\u0301") == 1


def test_texts_equal_however_they_were_typed(world: World) -> None:
    assert value("${a} = 'Tuyên Quang'", world, a=held("Tuye\u0302n Quang")) is True


def test_an_answer_that_is_a_number_is_compared_as_one(world: World) -> None:
    assert value("${a} = '12.50'", world, a=12.5) is True
    assert value("${a} = ''", world, a=0.0) is False
    assert value("${a} != ''", world, a=0.0) is True
    assert value("${a} < 5 or ${a} >= 5", world, a="") is False
    assert value("${a} and 1", world, a=0.0) is False


def test_choices(world: World) -> None:
    several = held(["nước", "đường", "khác"])
    assert value("selected(${a}, 'đường')", world, a=several) is True
    assert value("selected(${a}, 'đườn')", world, a=several) is False
    assert value("count-selected(${a})", world, a=several) == 3
    assert value("selected-at(${a}, 1)", world, a=several) == "đường"
    assert value("selected-at(${a}, 3)", world, a=several) == ""
    tree = parse("jr:choice-name(${a}, '${a}')").tree
    assert value_of(tree, Scope(world, {"a": "x"}, labels={"a": {"x": "Xã Bằng Lang"}})) == "Xã Bằng Lang"
    assert value_of(tree, Scope(world, {"a": "y"})) == ""


def test_only_what_is_needed_is_evaluated(world: World) -> None:
    assert value("if(1, 'a', 'b')", world) == "a"
    assert value("coalesce('', number('x'), 0, 1)", world) == 0
    assert value("once('mới')", world) == "mới"
    assert value("once('mới')", world, current="cũ") == "cũ"
