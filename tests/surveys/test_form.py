"""The form of a questionnaire: what is accepted, what is said in which language, and that nothing typed is lost."""

import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import extract_from_dir
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import Form, StringField

from surveys.form import PREFIX, answers, form
from surveys.messages import VIETNAMESE, Translations
from surveys.questionnaire import Question, Questionnaire, QuestionnaireError
from surveys.types.registry import KINDS
from surveys.types.scale import __file__ as SCALE_FILE

METHODS = [("**.py", "python")]
GOOD = [
    ("q-biet_qua", "hop"),
    ("q-ly_do", "xa"),
    ("q-ly_do", "kho"),
    ("q-hai_long", "4"),
    ("q-muc_dong", "1.500.000 đồng"),
    ("q-de_nghi", "  Thêm\r\nthùng rác \x00"),
]


def posted(*pairs: tuple[str, str]) -> MultiDict[str, str]:
    return MultiDict(pairs)


def with_(name: str, *values: str) -> MultiDict[str, str]:
    return posted(*(pair for pair in GOOD if pair[0] != PREFIX + name), *((PREFIX + name, value) for value in values))


def only_error(questionnaire: Questionnaire, name: str, *values: str, **options: Any) -> str:
    """The one error of the form when everything but question `name` is well."""
    bound = form(questionnaire, with_(name, *values), **options)
    assert not bound.validate()
    assert list(bound.errors) == [PREFIX + name]
    (message,) = bound.errors[PREFIX + name]
    return str(message)


def test_answers_are_json_values(questionnaire: Questionnaire) -> None:
    bound = form(questionnaire, posted(*GOOD))
    assert bound.validate(), bound.errors
    assert answers(bound) == {
        "biet_qua": "hop",
        "ly_do": ["kho", "xa"],
        "hai_long": 4,
        "muc_dong": 1_500_000,
        "de_nghi": "Thêm\nthùng rác",
    }


def test_answers_shown_again_give_the_same_answers(questionnaire: Questionnaire) -> None:
    first = form(questionnaire, posted(*GOOD))
    again = form(questionnaire, data=answers(first))
    assert again["q-muc_dong"].data == "1.500.000"
    assert [choice.value for choice in again["q-hai_long"].iter_choices() if choice.selected] == ["4"]
    assert answers(again) == answers(first)


def test_posted_data_win_as_a_whole(questionnaire: Questionnaire) -> None:
    earlier = answers(form(questionnaire, posted(*GOOD)))
    bound = form(questionnaire, posted(GOOD[0], GOOD[2]), data=earlier)
    assert not bound.validate()
    assert list(bound.errors) == ["q-hai_long"]
    assert answers(bound) == {"biet_qua": "hop", "ly_do": ["kho"]}


def test_an_empty_form_asks_only_for_what_is_required(questionnaire: Questionnaire) -> None:
    bound = form(questionnaire, posted())
    assert not bound.validate()
    assert bound.errors == {"q-biet_qua": ["Hãy chọn một phương án."], "q-hai_long": ["Hãy chọn một mức."]}


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("ly_do", "Hãy chọn ít nhất một phương án."),
        ("muc_dong", "Hãy điền một số."),
        ("de_nghi", "Hãy viết câu trả lời."),
    ],
)
def test_required_of_every_other_kind(questionnaire: Questionnaire, name: str, sentence: str) -> None:
    questions = tuple(replace(question, required=True) for question in questionnaire.questions)
    assert only_error(replace(questionnaire, questions=questions), name) == sentence


@pytest.mark.parametrize("blank", ["", "  ", "\r\n", "\x00"])
def test_blanks_are_no_answer(questionnaire: Questionnaire, blank: str) -> None:
    bound = form(questionnaire, with_("de_nghi", blank))
    assert bound.validate()
    assert "de_nghi" not in answers(bound)


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("biet_qua", "bao", "không có trong danh sách"),
        ("ly_do", "bao", "không có trong danh sách"),
        ("hai_long", "6", "không có trong thang"),
        ("hai_long", "rất", "không có trong thang"),
        ("muc_dong", "hai triệu", "viết bằng chữ số"),
        ("muc_dong", "500 kg", "viết bằng chữ số"),
        ("muc_dong", "3.000.000", "từ 0 đồng đến 2.000.000 đồng"),
        ("muc_dong", "-1", "từ 0 đồng đến 2.000.000 đồng"),
        ("muc_dong", "2,5", "số nguyên"),
        ("muc_dong", "1,500", "Hãy viết 1500 hoặc 1,5."),
        ("muc_dong", "1" * 16, "dài quá"),
        ("de_nghi", "ố" * 101, "dài 101 ký tự, nhiều nhất là 100"),
    ],
)
def test_wrong_answers_are_told_and_kept(questionnaire: Questionnaire, name: str, typed: str, words: str) -> None:
    assert words in only_error(questionnaire, name, typed)
    bound = form(questionnaire, with_(name, typed))
    bound.validate()
    assert bound[PREFIX + name].data in (typed, [typed])


@pytest.mark.parametrize(("decimals", "typed", "value"), [(1, "2,5", 2.5), (2, "2,50", 2.5), (3, "1,500", 1.5)])
def test_decimals(questionnaire: Questionnaire, decimals: int, typed: str, value: float) -> None:
    number = Question("kg", "number", "Mấy cân rác một ngày?", unit="kg", decimals=decimals)
    bound = form(Questionnaire("Phiếu", questions=(number,)), posted(("q-kg", f"{typed} KG")))
    assert bound.validate(), bound.errors
    assert answers(bound) == {"kg": value}


@pytest.mark.parametrize(
    ("name", "typed"), [("muc_dong", "0"), ("muc_dong", "2.000.000"), ("muc_dong", "1.500"), ("de_nghi", "ố" * 100)]
)
def test_what_just_fits_is_accepted(questionnaire: Questionnaire, name: str, typed: str) -> None:
    assert form(questionnaire, with_(name, typed)).validate()


@pytest.mark.parametrize("bounds", [{"low": 1}, {"high": 1}, {"low": 1, "high": 1}])
def test_a_bound_itself_is_accepted(bounds: dict[str, int]) -> None:
    number = Question("nguoi", "number", "Mấy người?", **bounds)  # type: ignore[arg-type]
    assert form(Questionnaire("Phiếu", questions=(number,)), posted(("q-nguoi", "1"))).validate()


@pytest.mark.parametrize(
    "typed", ["50000", "50.000đ", "50.000 Đ", "50 000 VNĐ", "50.000 vnd", "50.000 đồng/tháng", "50.000đồng"]
)
def test_money_as_people_write_it(typed: str) -> None:
    number = Question("phi", "number", "Đóng được mấy đồng một tháng?", unit="đồng/tháng")
    bound = form(Questionnaire("Phiếu", questions=(number,)), posted(("q-phi", unicodedata.normalize("NFD", typed))))
    assert bound.validate(), bound.errors
    assert answers(bound) == {"phi": 50_000}


@pytest.mark.parametrize(("decimals", "typed"), [(1, "2,55"), (2, "2,5555")])
def test_too_many_decimals(decimals: int, typed: str) -> None:
    number = Question("kg", "number", "Mấy cân rác một ngày?", decimals=decimals)
    bound = form(Questionnaire("Phiếu", questions=(number,)), posted(("q-kg", typed)))
    assert not bound.validate()
    assert bound.errors["q-kg"] == [f"Chỉ điền nhiều nhất {decimals} chữ số sau dấu phẩy."]


@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_a_comma_that_may_mean_thousands_is_asked_about(decimals: int) -> None:
    number = Question("kg", "number", "Mấy cân rác một ngày?", decimals=decimals)
    bound = form(Questionnaire("Phiếu", questions=(number,)), posted(("q-kg", "12,500")))
    assert not bound.validate()
    assert bound.errors["q-kg"] == ["“12,500” có thể hiểu theo hai cách. Hãy viết 12500 hoặc 12,5."]


@pytest.mark.parametrize(
    ("bounds", "typed", "words"),
    [
        ({"low": 1}, "0", "từ 1 người trở lên"),
        ({"high": 30}, "31", "không quá 30 người"),
        ({"low": 1, "high": 30}, "31", "từ 1 người đến 30 người"),
    ],
)
def test_one_bound_alone(bounds: dict[str, int], typed: str, words: str) -> None:
    number = Question("nguoi", "number", "Mấy người?", unit="người", **bounds)  # type: ignore[arg-type]
    bound = form(Questionnaire("Phiếu", questions=(number,)), posted(("q-nguoi", typed)))
    assert not bound.validate()
    assert words in bound.errors["q-nguoi"][0]


@given(st.sampled_from(sorted(KINDS)), st.lists(st.text(max_size=30), max_size=3))
def test_anything_posted_is_answered_or_refused(kind: str, values: list[str]) -> None:
    choices = tuple(KINDS["scale"].presets[0].choices)
    questionnaire = Questionnaire("Phiếu", questions=(Question("x", kind, "Hỏi?", choices=choices, decimals=2),))
    bound = form(questionnaire, posted(*(("q-x", value) for value in values)))
    if bound.validate():
        shown = form(questionnaire, data=answers(bound))
        assert answers(shown) == answers(bound)
    else:
        assert len(bound.errors["q-x"]) == 1


def test_no_opinion_only_where_offered(questionnaire: Questionnaire) -> None:
    bound = form(questionnaire, with_("hai_long", "no_opinion"))
    assert bound.validate()
    assert answers(bound)["hai_long"] == "no_opinion"
    questions = tuple(replace(question, no_opinion=False) for question in questionnaire.questions)
    assert "không có trong thang" in only_error(replace(questionnaire, questions=questions), "hai_long", "no_opinion")


def test_a_scale_without_labels_names_its_ends() -> None:
    scale = Question("tin", "scale", "Mức tin tưởng", low_label="Không tin", high_label="Rất tin")
    bound = form(Questionnaire("Phiếu", questions=(scale,)))
    labels = [choice.label for choice in bound["q-tin"].iter_choices()]
    assert labels == ["1 – Không tin", "2", "3", "4", "5 – Rất tin", "Không có ý kiến"]


def test_sentences_go_through_the_catalogue_of_the_application(questionnaire: Questionnaire) -> None:
    english = {
        "Hãy chọn một mức.": "Choose one point.",
        "Hãy điền số từ %(low)s đến %(high)s.": "Enter a number from %(low)s to %(high)s.",
    }
    translations = Translations(lambda msgid: english.get(msgid, msgid))
    assert only_error(questionnaire, "hai_long", translations=translations) == "Choose one point."
    message = only_error(questionnaire, "muc_dong", "9999999", translations=translations)
    assert message == "Enter a number from 0 đồng to 2.000.000 đồng."


def test_sentences_of_wtforms_are_vietnamese() -> None:
    translations = Translations()
    assert translations.gettext("This field is required.") == "Mục này chưa được điền."
    plural = ("Field cannot be longer than %(max)d character.", "Field cannot be longer than %(max)d characters.")
    assert translations.ngettext(*plural, 5) % {"max": 5} == "Chỉ được dài nhất 5 ký tự."
    assert all(
        "%(" not in english or english.count("%(") == ours.count("%(")
        for english, ours in VIETNAMESE.items()
        if english != "Field must be equal to %(other_name)s."
    )


def test_sentences_are_found_for_translation(questionnaire: Questionnaire) -> None:
    """A sentence that extraction misses would stay Vietnamese on an English page."""
    found = {message for _, _, message, *_ in extract_from_dir(Path(SCALE_FILE).parents[1], METHODS)}
    heard: set[str] = set()

    def hear(msgid: str) -> str:
        heard.add(msgid)
        return msgid

    translations = Translations(hear)
    for pairs in (posted(), with_("muc_dong", "1,500"), with_("muc_dong", "5e5"), with_("de_nghi", "ô" * 101)):
        form(questionnaire, pairs, translations=translations).validate()
    assert len(heard) == 5
    assert heard <= found
    assert {kind.title for kind in KINDS.values()} <= found


def test_fields_keep_the_order_and_stand_beside_those_of_the_page(questionnaire: Questionnaire) -> None:
    class Page(Form):  # type: ignore[misc]
        biet_qua = StringField("Không phải câu hỏi")

    bound = form(questionnaire, posted(*GOOD, ("biet_qua", "khác")), base=Page)
    assert [field.name for field in bound] == ["biet_qua", *(PREFIX + q.name for q in questionnaire.questions)]
    assert bound.biet_qua.data == "khác"
    assert answers(bound)["biet_qua"] == "hop"


def test_an_unknown_kind_is_named() -> None:
    with pytest.raises(QuestionnaireError, match="“x”: chưa có loại câu hỏi “sao”"):
        form(Questionnaire("Phiếu", questions=(Question("x", "sao", "Hỏi?"),)))


def test_only_free_words_are_opinions(questionnaire: Questionnaire) -> None:
    given_answers = answers(form(questionnaire, posted(*GOOD)))
    words = {q.name: KINDS[q.kind].opinion(given_answers[q.name]) for q in questionnaire.questions}
    assert {name: text for name, text in words.items() if text} == {"de_nghi": "Thêm\nthùng rác"}


def test_answers_as_a_person_reads_them(questionnaire: Questionnaire) -> None:
    given_answers = answers(form(questionnaire, posted(*GOOD)))
    shown = [KINDS[q.kind].show(q, given_answers[q.name]) for q in questionnaire.questions]
    assert shown == ["Họp thôn", "Khó thực hiện; Điểm gom xa", "Hài lòng", "1.500.000 đồng", "Thêm\nthùng rác"]
    assert [KINDS[q.kind].show(q, None) for q in questionnaire.questions] == [""] * 5
    scale = questionnaire.question("hai_long")
    assert KINDS["scale"].show(scale, "no_opinion") == "Không có ý kiến"
