"""Expressions become trees; mistakes become Vietnamese sentences at their place."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.conditions.errors import ExpressionError, LogicError
from surveys.conditions.functions import ALIASES, CONSTANTS, FUNCTIONS
from surveys.conditions.parse import ELSEWHERE, MAX_DEPTH, parse
from surveys.conditions.tree import OPERATORS, Answer, Call, Column, Current, Literal, Match, answers_in, depth
from surveys.conditions.tree import from_json as tree_from_json
from surveys.conditions.tree import to_json as tree_to_json


def test_precedence_is_that_of_xpath() -> None:
    one, two, three = Literal(1.0), Literal(2.0), Literal(3.0)
    assert parse("1+2*3").tree == Call("+", (one, Call("*", (two, three))))
    assert parse("1-2-3").tree == Call("-", (Call("-", (one, two)), three))
    assert parse("-1*2").tree == Call("*", (Call("neg", (one,)), two))
    assert parse("1=2 or 1<2 and 3").tree == Call(
        "or", (Call("=", (one, two)), Call("and", (Call("<", (one, two)), three)))
    )
    assert parse("(1+2)*3").tree == Call("*", (Call("+", (one, two)), three))
    assert parse("- - 1").tree == Call("number", (one,))


def test_words_are_operators_only_after_an_operand() -> None:
    assert parse("1mod1").tree == parse("1 mod 1").tree
    assert parse("'1'div'1'").tree == parse("'1' div '1'").tree
    assert parse("div = mod", columns=True).tree == Call("=", (Column("div"), Column("mod")))
    assert parse("a or or", columns=True).tree == Call("or", (Column("a"), Column("or")))
    assert parse("a and android", columns=True).tree == Call("and", (Column("a"), Column("android")))


def test_answers_texts_and_the_answer_itself() -> None:
    assert parse("${ tuổi } >= 18").tree == Call(">=", (Answer("tuổi"), Literal(18.0)))
    assert parse(". != ''").tree == Call("!=", (Current(), Literal("")))
    assert parse(".5").tree == Literal(0.5)
    assert parse("“có” = ‘không’").tree == Call("=", (Literal("có"), Literal("không")))
    assert parse('"it\'s"').tree == Literal("it's")
    assert answers_in(parse("${b} + ${a} + ${b}").tree) == ("b", "a")


def test_texts_and_names_become_nfc() -> None:
    decomposed = "e\u0302\u0301"
    assert parse(f"'{decomposed}'").tree == Literal("ế")
    assert parse(f"${{t{decomposed}t}}").tree == Answer("tết")


def test_cells_that_are_just_yes_or_no() -> None:
    for source in ("yes", "TRUE", " True ", "true()"):
        assert parse(source).tree == Literal(True)
    for source in ("no", "False", "FALSE", "false()"):
        assert parse(source).tree == Literal(False)


def test_two_names_of_one_function_make_one_tree() -> None:
    assert parse("date-time(.)").tree == parse("date(.)").tree == Call("date", (Current(),))
    assert parse("pi()").tree == Literal(3.141592653589793)


def test_patterns_are_compiled_while_parsing() -> None:
    tree = parse("regex(., '^[0-9]$')").tree
    assert tree == Match(Current(), ((2,), (0, 48, 58), (3,), (4,)))
    assert parse("jr:choice-name(${q}, '${q}')").tree == Call("jr:choice-name", (Answer("q"), Literal("q")))
    assert parse("jr:choice-name(${q}, '${q}')").notes == ()


def test_long_chains_stay_flat_and_deep_nesting_is_refused() -> None:
    chain = parse(" or ".join(f"${{q}} = '{place}'" for place in range(500))).tree
    assert depth(chain) == 3
    assert depth(parse("+".join(["1"] * 5_000)).tree) == 2
    nested = "if(., 1, " * (MAX_DEPTH - 2) + "2" + ")" * (MAX_DEPTH - 2)
    assert tree_from_json(tree_to_json(parse(nested).tree)) == parse(nested).tree
    for source in (
        "(" * 5_000 + "1" + ")" * 5_000,
        "-" * 19_001 + "x(",
        "*".join(["1"] * 5_000),
        "not(" * 101 + "1" + ")" * 101,
    ):
        with pytest.raises(ExpressionError):
            parse(source)
    assert parse("-" * 10_001 + "1").tree == Call("neg", (Literal(1.0),))


MISTAKES = [
    ("${a} == 1", 5, "“=”"),
    ("1 === 1", 2, "“=”"),
    ("(1 + 2", 0, "chưa được đóng"),
    ("1 + (2 * (3 + 4)", 4, "chưa được đóng"),
    ("1 + 2)", 5, "không có dấu “(” đi trước"),
    ("round(${a}, 2", 5, "chưa được đóng"),
    ("${a} >", 6, "dừng giữa chừng"),
    ("", 0, "trống"),
    ("  ", 0, "trống"),
    (". > 2,5", 5, "số thập phân"),
    ("if(. > 2,5, 1, 0)", 0, "số thập phân"),
    ("round(2,5,1)", 0, "số thập phân"),
    ("1, 2", 1, "dấu phẩy"),
    ("${a} && ${b}", 5, "“and”"),
    ("${a} || ${b}", 5, "“or”"),
    ("${a} <> 1", 5, "“!=”"),
    ("!${a}", 0, "not("),
    ("${a} &lt; 5", 5, "“<”"),
    ("<b>${a}</b>", 0, "thẻ định dạng"),
    ("1 + <output value='x'/>", 4, "thẻ định dạng"),
    ("${a} = 1 <br/>", 9, "thẻ định dạng"),
    ("${a} ≥ 5", 5, "“>=”"),
    ("${a} – 5", 5, "“-”"),
    ("${a} / 5", 5, "“div”"),
    ("/data/a", 0, "${tên_câu_hỏi}"),
    ("${a} % 5", 5, "“mod”"),
    ("${a}; 5", 4, "dấu phẩy"),
    ("'abc", 0, "nháy"),
    ("${a", 0, "“}”"),
    ("$a = 1", 0, "${tên_câu_hỏi}"),
    ("${a b}", 0, "“a b” không phải là tên câu hỏi"),
    ("${a}[1]", 4, "XPath"),
    ("pastel = yes", 0, "${pastel}"),
    ("slected(${a}, 'x')", 0, "“selected”"),
    ("1 + Today()", 4, "“today”"),
    ("pulldata('a', 'b', 'c', 'd')", 0, "chưa dùng được"),
    ("qwertyuiop()", 0, "không có hàm “qwertyuiop”."),
    ("selected(${a})", 0, "cần đúng 2"),
    ("today(1)", 0, "cần đúng 0"),
    ("substr('a')", 0, "ít nhất 2"),
    ("round(1, 2, 3)", 0, "nhiều nhất 2"),
    ("regex(., ${a})", 0, "dấu nháy"),
    ("regex(., '(')", 0, "chưa được đóng"),
    ("1 2", 2, "“2” đứng không đúng chỗ"),
    ("()", 1, "đứng không đúng chỗ"),
    ("concat(1,)", 9, "đứng không đúng chỗ"),
    ("#", 0, "“#”"),
    ("9" * 400, 0, "số quá lớn"),
    ("because we don't say", 0, "${because}"),
    ("jr:itext(instance('a')/root/item[name = ${a}]/itextId)", 0, "“jr:itext” chưa dùng được"),
    ("1 + ${a} = 'x", 11, "nháy"),
    ("label::en != ''", 0, "${label::en}"),
]


@pytest.mark.parametrize(("source", "at", "part"), MISTAKES)
def test_mistakes_are_told_at_their_place(source: str, at: int, part: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(source)
    assert (caught.value.at, part in caught.value.sentence) == (at, True), caught.value
    assert str(caught.value) == f"Ký tự thứ {at + 1}: {caught.value.sentence}"
    assert caught.value.sentence[-1] in ".?"


@given(
    st.lists(
        st.sampled_from([*"()+-*<>=.,'$/& ", "${a}", "1", "2.5", "or", "div ", "if(", "regex(", "'('", "round(", "x"])
    )
)
def test_whatever_is_typed_is_a_tree_or_a_sentence(pieces: list[str]) -> None:
    source = "".join(pieces)
    places = [len(source)]
    try:
        tree = parse(source, columns=True).tree
        assert tree_from_json(tree_to_json(tree)) == tree
    except ExpressionError as error:
        places.append(error.at)
    assert 0 <= places[-1] <= len(source)


@given(st.text())
def test_any_text_at_all(source: str) -> None:
    with suppress(ExpressionError):
        parse(source)


def test_doubts_are_noted_but_do_not_stop() -> None:
    assert [note.at for note in parse("1 + max(2,5, 3)").notes] == [4]
    assert "dấu chấm" in parse("max(2,5, 3)").notes[0].sentence
    assert parse("max(2, 5, 3) + round(2,5) + substr('a',0,1)").notes == ()
    assert "một phần" in parse("regex(., '[0-9]+')").notes[0].sentence
    assert parse("regex(., '^[0-9]+$')").notes == ()
    assert "concat" in str(parse("if(1, 'Chào ${tên}', '')").notes[0])


def test_names_of_functions_do_not_clash() -> None:
    assert not OPERATORS & FUNCTIONS.keys()
    assert not ELSEWHERE & (FUNCTIONS.keys() | ALIASES.keys() | CONSTANTS.keys())
    assert all(len(name) > 1 for name in FUNCTIONS)
    assert set(ALIASES.values()) <= FUNCTIONS.keys()


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        ["v"],
        ["v", None],
        ["v", float("inf")],
        ["a", 1],
        ["z", ["."]],
        [1],
        ["m", ["."], [[]]],
        ["m", ["."], ["x"]],
    ],
)
def test_stored_trees_are_checked(data: object) -> None:
    with pytest.raises(LogicError):
        tree_from_json(data)
