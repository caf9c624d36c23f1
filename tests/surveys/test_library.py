"""The ready questionnaires are sound and read by their names."""

import pytest

from surveys.check import problems
from surveys.library.load import load, names
from surveys.types.registry import KINDS


def test_the_ready_ones() -> None:
    assert names() == ("gop_y_du_thao", "hai_long")


@pytest.mark.parametrize("name", names())
def test_each_is_sound_and_offers_no_opinion(name: str) -> None:
    questionnaire = load(name)
    assert problems(questionnaire) == ()
    assert {question.kind for question in questionnaire.questions} <= set(KINDS)
    assert all(question.no_opinion for question in questionnaire.questions)


def test_an_unknown_name() -> None:
    with pytest.raises(KeyError):
        load("../questionnaire")
