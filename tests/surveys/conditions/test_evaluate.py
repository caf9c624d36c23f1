"""A whole form: who is asked, what is calculated, what is wrong, what is kept."""

from typing import Any

import pytest

from surveys.conditions.check import RuleText, read_rules
from surveys.conditions.errors import CircularError, LogicError
from surveys.conditions.evaluate import Outcome, evaluate
from surveys.conditions.fill import fill
from surveys.conditions.logic import Logic, Option, logic_from_json
from surveys.conditions.scope import Sentences, World
from tests.surveys.conditions.phone import Phone

HOUSEHOLD = (
    RuleText("tổng", calculation="${lớn} + ${trẻ}"),
    RuleText("đồng_ý", required="yes", required_message="Hãy cho biết có đồng ý không."),
    RuleText("hộ", relevance="${đồng_ý} = 'có'"),
    RuleText(
        "lớn", group="hộ", required="true()", constraint=". >= 1", constraint_message="Hộ có ít nhất một người lớn."
    ),
    RuleText("trẻ", group="hộ", constraint=". >= 0 and . <= ${lớn} * 5"),
    RuleText("trường", group="hộ", relevance="${trẻ} > 0", required="${trẻ} > 2"),
    RuleText("lý_do", relevance="not(selected(${đồng_ý}, 'có')) and ${đồng_ý} != ''"),
    RuleText("bình_quân", group="hộ", relevance="${tổng} > 0", calculation="round(12.5 div ${tổng}, 2)"),
)


@pytest.fixture
def household() -> Logic:
    """A small form with a group, totals asked for before their parts, and messages."""
    logic, findings = read_rules(HOUSEHOLD)
    assert findings == ()
    return logic


def test_a_form_filled_in(household: Logic, world: World) -> None:
    outcome = evaluate(
        household, {"đồng_ý": "có", "lớn": 2, "trẻ": 2, "trường": "Na Hang", "lý_do": "cũ", "lạ": 1}, world
    )
    assert outcome.values == {
        "tổng": 4, "đồng_ý": "có", "lớn": 2, "trẻ": 2, "trường": "Na Hang", "bình_quân": 3.13,
    }  # fmt: skip
    assert outcome.errors == {}
    assert [name for name, shown in outcome.relevant.items() if not shown] == ["lý_do"]
    assert list(outcome.relevant) == [text.name for text in HOUSEHOLD]


def test_what_is_not_asked_counts_as_empty_everywhere_and_is_dropped(household: Logic, world: World) -> None:
    outcome = evaluate(household, {"đồng_ý": "không", "lớn": 2, "trẻ": 2, "trường": "x", "lý_do": "bận"}, world)
    assert outcome.values == {"đồng_ý": "không", "lý_do": "bận"}
    assert outcome.relevant == {
        "tổng": True, "đồng_ý": True, "hộ": False, "lớn": False, "trẻ": False, "trường": False, "lý_do": True,
        "bình_quân": False,
    }  # fmt: skip
    assert outcome.errors == {}


def test_nothing_filled_in(household: Logic, world: World) -> None:
    outcome = evaluate(household, {}, world)
    assert outcome.errors == {"đồng_ý": "Hãy cho biết có đồng ý không."}
    assert outcome.values == {}


def test_messages(household: Logic, world: World) -> None:
    outcome = evaluate(household, {"đồng_ý": "có", "lớn": 0, "trẻ": 3}, world)
    assert outcome.errors == {
        "lớn": "Hộ có ít nhất một người lớn.",
        "trẻ": "Câu trả lời chưa phù hợp. Hãy xem lại.",
        "trường": "Mục này chưa được điền.",
    }
    english = World(world.now, sentences=Sentences("Missing.", "Not on the list.", "Not allowed."))
    assert evaluate(household, {"đồng_ý": "có", "lớn": 0, "trẻ": 3}, english).errors["trẻ"] == "Not allowed."


def test_answers_are_filled_into_messages(world: World) -> None:
    logic, findings = read_rules(
        (
            RuleText("a"),
            RuleText("b", constraint=". < ${a}", constraint_message="Ít hơn ${a}, không phải ${ b }${c}."),
            RuleText("c"),
        )
    )
    assert findings == ()
    assert evaluate(logic, {"a": 1.125, "b": "2.5"}, world).errors == {"b": "Ít hơn 1,125, không phải 2.5."}
    assert fill("${x}${constructor}{}$", {"x": True}) == "true{}$"


def test_an_empty_answer_is_never_held_against_the_constraint(world: World) -> None:
    logic, _ = read_rules((RuleText("a", constraint="false()"), RuleText("b", constraint="false()", calculation="''")))
    for answers in ({}, {"a": None}, {"a": ""}, {"a": []}):
        assert evaluate(logic, answers, world).errors == {}
    assert set(evaluate(logic, {"a": 0}, world).errors) == {"a"}
    assert set(evaluate(logic, {"a": False}, world).errors) == {"a"}


def test_choices_left_by_a_filter(world: World) -> None:
    choices = tuple(
        Option(name, name.upper(), (("huyện", district),)) for name, district in (("x", "1"), ("y", "2"), ("z", "2"))
    )
    logic, findings = read_rules(
        (
            RuleText("h"),
            RuleText("xã", choices=choices, choice_filter="huyện = ${h}"),
            RuleText("t", calculation=CHOICE),
        )
    )
    assert findings == ()
    outcome = evaluate(logic, {"h": "2", "xã": ["y", "z"]}, world)
    assert (outcome.offered, outcome.errors, outcome.values.get("t")) == ({"xã": ("y", "z")}, {}, None)
    moved = evaluate(logic, {"h": 1, "xã": "y"}, world)
    assert moved.offered == {"xã": ("x",)}
    assert moved.errors == {"xã": "Phương án này không có trong danh sách. Hãy chọn lại."}
    assert moved.values["t"] == "Y"


CHOICE = "jr:choice-name(${xã}, '${xã}')"


def test_values_keep_their_kind(world: World) -> None:
    logic, _ = read_rules(
        (RuleText("a"), RuleText("b", calculation="1 = 1"), RuleText("c", calculation="1 div 0"), RuleText("d", calculation="-0"),
         RuleText("e", calculation="concat('e', '\u0302\u0301')"), RuleText("f", calculation="number('x')"))
    )  # fmt: skip
    assert evaluate(logic, {"a": "e\u0302\u0301"}, world).values == {"a": "ế", "b": True, "d": 0, "e": "ế"}


def test_a_calculation_may_keep_what_it_gave_first(world: World) -> None:
    logic, findings = read_rules((RuleText("ngày", calculation="once(today())"),))
    assert findings == ()
    assert evaluate(logic, {}, world).values == {"ngày": "2026-03-02"}
    assert evaluate(logic, {"ngày": "2026-01-01"}, world).values == {"ngày": "2026-01-01"}


def test_circles_are_named(world: World) -> None:
    texts = (
        RuleText("a", calculation="${b} + 1"), RuleText("b", relevance="${c} = 1"), RuleText("c", group="g"),
        RuleText("g", relevance="${a} > 0"), RuleText("d", constraint="${d} > ${a}"),
    )  # fmt: skip
    logic, _ = read_rules(texts)
    with pytest.raises(CircularError, match="vòng tròn") as caught:
        evaluate(logic, {}, world)
    assert caught.value.names[0] == caught.value.names[-1]
    around = " → ".join(caught.value.names)
    assert any(f"{x} → {y}" in around for x, y in (("a", "b"), ("b", "c"))) and set(caught.value.names) == set("abcg")


@pytest.mark.parametrize("answer", [{"x": 1}, [1], [["a"]]])
def test_impossible_answers(answer: Any, world: World) -> None:
    logic, _ = read_rules((RuleText("a"),))
    with pytest.raises(LogicError, match="Câu hỏi “a”"):
        evaluate(logic, {"a": answer}, world)


def test_stored_and_read_back(household: Logic) -> None:
    assert logic_from_json(household.to_json()) == household


@pytest.mark.parametrize(
    "data",
    [
        None, {}, {"rules": {}}, {"rules": [{}]}, {"rules": [{"name": "a"}, {"name": "a"}]}, {"format": 2, "rules": []},
        {"rules": [{"name": 1}]}, {"rules": [{"name": "a", "lạ": 1}]}, {"rules": [{"name": "a", "relevance": "1"}]},
        {"rules": [{"name": "a", "choices": [{"name": "x"}]}]},
        {"rules": [{"name": "a", "choices": [{"name": "x", "label": 1}]}]},
        {"rules": [{"name": "a", "choices": [{"name": "x", "label": "", "c": 1}]}]},
        {"rules": [{"name": "a", "relevance": {"source": "1", "tree": ["x", 1]}}]},
    ],
)  # fmt: skip
def test_stored_logic_is_checked(data: object) -> None:
    with pytest.raises(LogicError):
        logic_from_json(data)


def test_an_outcome_is_ready_for_json(household: Logic, world: World) -> None:
    outcome = evaluate(household, {"đồng_ý": "có"}, world)
    assert isinstance(outcome, Outcome)
    assert set(outcome.to_json()) == {"relevant", "errors", "values", "offered"}


def test_the_phone_agrees(household: Logic, world: World, phone: Phone) -> None:
    sets = [
        {}, {"đồng_ý": "có", "lớn": 2, "trẻ": 2, "trường": "x", "lý_do": "cũ"}, {"đồng_ý": "có", "lớn": 0, "trẻ": 3},
        {"đồng_ý": "không", "lý_do": "bận"}, {"đồng_ý": ["có"], "lớn": "2,5", "trẻ": None},
    ]  # fmt: skip
    ours = [evaluate(household, answers, world).to_json() for answers in sets]
    assert phone.outcomes(household.to_json(), world.to_json(), sets) == ours
