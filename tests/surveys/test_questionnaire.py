"""The definition: its JSON reads back equal, and a wrong one is refused by a sentence naming the question."""

import json
import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.check import problems, require_sound
from surveys.questionnaire import Choice, Question, Questionnaire, QuestionnaireError
from surveys.types.registry import KINDS

NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True)
TEXTS = st.text(max_size=20).map(lambda text: unicodedata.normalize("NFC", text).strip())
NUMBERS = st.none() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
QUESTIONS = st.builds(
    Question,
    name=NAMES,
    kind=st.sampled_from(sorted(KINDS)),
    label=TEXTS,
    hint=TEXTS,
    required=st.booleans(),
    choices=st.lists(st.builds(Choice, NAMES, TEXTS), max_size=4).map(tuple),
    low=NUMBERS,
    high=NUMBERS,
    low_label=TEXTS,
    high_label=TEXTS,
    no_opinion=st.booleans(),
    unit=TEXTS,
    decimals=st.integers(0, 6),
    max_length=st.integers(0, 20_000),
)
QUESTIONNAIRES = st.builds(
    Questionnaire,
    title=TEXTS,
    intro=TEXTS,
    questions=st.lists(QUESTIONS, max_size=5, unique_by=lambda question: question.name).map(tuple),
)


@given(QUESTIONNAIRES)
def test_json_reads_back_equal(questionnaire: Questionnaire) -> None:
    assert Questionnaire.from_json(json.loads(json.dumps(questionnaire.to_json()))) == questionnaire


@given(QUESTIONNAIRES)
def test_checking_never_fails(questionnaire: Questionnaire) -> None:
    assert all(str(problem) for problem in problems(questionnaire))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["title", "questions", "name", "kind", "choices", "x"]), inner, max_size=4
            )
        ),
    )
)
def test_any_other_json_is_read_or_refused_by_a_sentence(data: object) -> None:
    message = "."
    try:
        Questionnaire.from_json(data)
    except QuestionnaireError as error:
        message = str(error)
    assert message.endswith(".")


def test_texts_become_nfc_without_outer_blanks() -> None:
    title = unicodedata.normalize("NFD", "  Phiếu hỏi ")
    assert Questionnaire.from_json({"title": title}).title == "Phiếu hỏi"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": "Tên có dấu"}, "tên phải bắt đầu"),
        ({"label": None}, "lời hỏi"),
        ({"required": "yes"}, "đúng hoặc sai"),
        ({"choices": "a, b"}, "danh sách"),
        ({"choices": [{"name": "a"}]}, "phương án"),
        ({"choices": [{"name": "a", "label": "A", "mau": "đỏ"}]}, "mau"),
        ({"low": "1"}, "phải là số"),
        ({"high": True}, "phải là số"),
        ({"low": float("nan")}, "phải là số"),
        ({"decimals": -1}, "số nguyên không âm"),
        ({"relevant": "${a} = 1"}, "relevant"),
    ],
)
def test_a_wrong_question_is_named(change: dict[str, Any], words: str) -> None:
    question = {"name": "so_nguoi", "kind": "number", "label": "Gia đình có mấy người?", **change}
    with pytest.raises(QuestionnaireError, match=words) as caught:
        Questionnaire.from_json({"title": "Phiếu", "questions": [question]})
    assert str(question["name"]) in str(caught.value)


def test_two_questions_of_one_name_are_refused() -> None:
    question = {"name": "a", "kind": "text", "label": "A?"}
    with pytest.raises(QuestionnaireError, match="“a” bị trùng tên"):
        Questionnaire.from_json({"title": "Phiếu", "questions": [question, question]})


def test_a_later_format_is_refused() -> None:
    with pytest.raises(QuestionnaireError, match="phiên bản mới hơn"):
        Questionnaire.from_json({"format": 2, "title": "Phiếu"})


def test_sound_questionnaire_has_no_problems(questionnaire: Questionnaire) -> None:
    assert problems(questionnaire) == ()
    require_sound(questionnaire)


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        ("biet_qua", {"choices": ()}, "ít nhất hai phương án"),
        ("biet_qua", {"choices": (Choice("a", "Có"), Choice("b", "có"))}, "cùng lời"),
        ("biet_qua", {"choices": (Choice("a", "Có"), Choice("a", "Không"))}, "cùng tên"),
        ("biet_qua", {"choices": (Choice("a", "Có"), Choice("b", ""))}, "chưa ghi lời"),
        ("biet_qua", {"choices": (Choice("A b", "Có"), Choice("b", "Không"))}, "chữ thường không dấu"),
        ("ly_do", {"choices": (Choice("a", "Có"),)}, "ít nhất hai phương án"),
        ("hai_long", {"choices": (Choice("1", "Kém"), Choice("2", "Tốt"))}, "đủ năm mức"),
        ("hai_long", {"choices": ()}, "mức thấp nhất và mức cao nhất"),
        ("muc_dong", {"low": 5, "high": 4}, "không lớn hơn"),
        ("muc_dong", {"decimals": 9}, "chữ số thập phân"),
        ("de_nghi", {"max_length": 0}, "Độ dài tối đa"),
        ("de_nghi", {"kind": "sao"}, "Chưa có loại câu hỏi “sao”"),
        ("de_nghi", {"label": ""}, "Chưa có lời hỏi"),
        ("de_nghi", {"label": "mức hài lòng"}, "giống hệt"),
    ],
)
def test_problems_name_the_question(
    questionnaire: Questionnaire, name: str, change: dict[str, Any], words: str
) -> None:
    questions = tuple(
        replace(question, **change) if question.name == name else question for question in questionnaire.questions
    )
    found = problems(replace(questionnaire, questions=questions))
    assert {problem.question for problem in found} == {name}
    assert any(words in problem.sentence for problem in found)
    with pytest.raises(QuestionnaireError, match=f"“{name}”"):
        require_sound(replace(questionnaire, questions=questions))


def test_an_empty_questionnaire_has_problems() -> None:
    assert [problem.question for problem in problems(Questionnaire(title=""))] == [None, None]
