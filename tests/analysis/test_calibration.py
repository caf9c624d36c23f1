"""What is promised against what is kept, and from where on to answer."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.calibration import NEVER, curve, expected_calibration_error, reliability, threshold


def test_the_table_counted_by_hand() -> None:
    probabilities = np.array([0.55, 0.58, 0.91, 0.93, 0.95, 1.0])
    right = np.array([True, False, True, True, True, False])
    low, high = reliability(probabilities, right)
    assert (low.low, low.high, low.count, low.promised, low.kept) == (0.5, 0.6, 2, pytest.approx(0.565), 0.5)
    assert (high.low, high.high, high.count, high.promised, high.kept) == (0.9, 1.0, 4, pytest.approx(0.9475), 0.75)
    assert expected_calibration_error([low, high]) == pytest.approx((2 * 0.065 + 4 * 0.1975) / 6)
    assert expected_calibration_error([]) == 0.0


def test_an_honest_forecaster_is_told_from_a_boaster() -> None:
    draw = np.random.default_rng(0)
    honest = draw.uniform(0.4, 1.0, 20_000)
    right = draw.random(20_000) < honest
    assert expected_calibration_error(reliability(honest, right)) < 0.02
    boasted = np.minimum(honest + 0.15, 1.0)
    assert expected_calibration_error(reliability(boasted, right)) > 0.08


def test_coverage_falls_and_accuracy_rises_with_the_threshold() -> None:
    draw = np.random.default_rng(1)
    honest = draw.uniform(0.4, 1.0, 20_000)
    points = curve(honest, draw.random(20_000) < honest)
    assert [point.coverage for point in points] == sorted((point.coverage for point in points), reverse=True)
    accuracies = [point.accuracy for point in points if point.threshold >= 0.4]
    assert accuracies == sorted(accuracies)
    assert all(point.low < point.accuracy for point in points)


@pytest.mark.parametrize(("wanted", "enough"), [(0.9, 35), (0.95, 73)])
def test_few_right_answers_prove_nothing(wanted: float, enough: int) -> None:
    for number, found in ((enough, 0.0), (enough - 1, NEVER)):
        assert threshold(curve(np.ones(number), np.ones(number, bool)), wanted) == found


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=300), st.sampled_from([0.5, 0.7, 0.9]))
def test_what_is_answered_is_right_often_enough(answers: list[tuple[float, bool]], wanted: float) -> None:
    probabilities = np.array([probability for probability, _ in answers])
    right = np.array([was_right for _, was_right in answers])
    start = threshold(curve(probabilities, right), wanted)
    answered = probabilities >= start
    assert start == NEVER or right[answered].mean() > wanted
    assert start != NEVER or not answered.any()
