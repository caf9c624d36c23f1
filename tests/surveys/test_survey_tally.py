"""Summaries: counts, bases and missing answers, against figures worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.questionnaire import Choice, Question, Questionnaire
from surveys.tally import tally
from surveys.types.base import Value
from surveys.types.registry import KINDS
from surveys.types.summary import Summary

ANSWERS: list[dict[str, Value]] = [
    {"biet_qua": "loa", "ly_do": ["kho", "xa"], "hai_long": 5, "muc_dong": 100_000, "de_nghi": "Thêm thùng rác"},
    {"biet_qua": "loa", "ly_do": ["kho"], "hai_long": 4, "muc_dong": 0},
    {"biet_qua": "hop", "hai_long": 1, "muc_dong": 50_001},
    {"biet_qua": "hop", "hai_long": "no_opinion"},
    {},
]


@pytest.fixture
def summaries(questionnaire: Questionnaire) -> dict[str, Summary]:
    return {summary.question: summary for summary in tally(questionnaire, ANSWERS)}


def test_single(summaries: dict[str, Summary]) -> None:
    summary = summaries["biet_qua"]
    assert (summary.asked, summary.answered, summary.missing, summary.base) == (5, 4, 1, 4)
    assert [(share.label, share.count, share.share) for share in summary.shares] == [
        ("Loa truyền thanh", 2, 0.5),
        ("Họp thôn", 2, 0.5),
    ]


def test_multiple_is_on_the_base_of_those_asked(summaries: dict[str, Summary]) -> None:
    summary = summaries["ly_do"]
    assert (summary.asked, summary.answered, summary.missing, summary.base) == (5, 2, 3, 5)
    assert [(share.name, share.count, share.percent) for share in summary.shares] == [
        ("kho", 2, "40,0%"),
        ("xa", 1, "20,0%"),
        ("khac", 0, "0,0%"),
    ]


def test_scale_gives_five_shares_and_the_top_two(summaries: dict[str, Summary]) -> None:
    summary = summaries["hai_long"]
    assert (summary.asked, summary.answered, summary.missing, summary.base) == (5, 4, 1, 3)
    assert [share.count for share in summary.shares] == [1, 0, 0, 1, 1]
    assert summary.shares[0].label == "Rất không hài lòng"
    assert summary.figure("top").value == pytest.approx(2 / 3)
    assert summary.figure("top").text == "66,7%"
    assert summary.figure("no_opinion").value == 1


def test_number(summaries: dict[str, Summary]) -> None:
    summary = summaries["muc_dong"]
    assert (summary.asked, summary.answered, summary.missing) == (5, 3, 2)
    assert [figure.value for figure in summary.figures] == [0, 50_001, pytest.approx(50_000.3333), 100_000]
    assert summary.figure("mean").text == "50.000 đồng"


def test_text(summaries: dict[str, Summary]) -> None:
    summary = summaries["de_nghi"]
    assert (summary.asked, summary.answered, summary.missing) == (5, 1, 4)
    assert not summary.shares
    assert not summary.figures


def test_nobody_answered(questionnaire: Questionnaire) -> None:
    for summary in tally(questionnaire, []):
        assert (summary.asked, summary.answered) == (0, 0)
        assert all(share.percent == "–" for share in summary.shares)
        assert all(figure.text in ("–", "0") for figure in summary.figures)


def test_an_option_taken_away_is_still_counted() -> None:
    question = Question("x", "single", "Hỏi?", choices=(Choice("a", "A"), Choice("b", "B")))
    (summary,) = tally(Questionnaire("Phiếu", questions=(question,)), [{"x": "a"}, {"x": "cu"}])
    assert [(share.name, share.count) for share in summary.shares] == [("a", 1), ("b", 0), ("cu", 1)]
    assert summary.share("cu").label == "cu"


@given(st.lists(st.none() | st.integers(1, 5) | st.just("no_opinion"), max_size=50))
def test_every_person_of_a_scale_is_somewhere(values: list[Value]) -> None:
    scale = KINDS["scale"]
    question = Question("x", "scale", "Hỏi?", choices=scale.presets[0].choices)
    summary = scale.tally(question, values)
    counted = sum(share.count for share in summary.shares)
    assert counted + int(summary.figure("no_opinion").value or 0) + summary.missing == len(values)
    assert not counted or sum(share.share or 0 for share in summary.shares) == pytest.approx(1)


def test_every_kind_says_what_the_design_screen_shows() -> None:
    attributes = set(Question.__dataclass_fields__)
    for name, kind in KINDS.items():
        assert kind.name == name
        assert kind.title
        assert kind.uses
        assert set(kind.uses) <= attributes
        for preset in kind.presets:
            assert not kind.check(Question("x", name, "Hỏi?", choices=preset.choices))
