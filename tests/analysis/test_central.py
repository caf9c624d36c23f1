"""Quotations and summaries."""

import numpy as np

from analysis.central import coverage_and_redundancy, pick_quotes, summarise
from tests.analysis.samples import opinions


def test_quotes_differ_even_when_people_copy() -> None:
    texts = ["Đường liên thôn rất lầy lội"] * 3 + [
        "Mặt đường bê tông vỡ hết rồi",
        "ok",
        "Đèn đường không sáng buổi tối",
    ]
    central, edges = pick_quotes(range(6), texts)
    assert central == (0, 3, 5)
    assert edges == (4,)


def test_a_summary_covers_the_sides_of_a_theme_without_repeating() -> None:
    texts, subjects = opinions()
    members = [index for index, subject in enumerate(subjects) if subject < 3]
    summary = summarise(members, texts)
    assert {subjects[index] for index, _ in summary} == {0, 1, 2}
    ours = coverage_and_redundancy([sentence for _, sentence in summary], [texts[index] for index in members])
    first = coverage_and_redundancy(
        [texts[index] for index in members[::3][: len(summary)]], [texts[i] for i in members]
    )
    assert ours[0] > first[0]
    assert ours[1] < first[1]


def test_nothing_to_sum_up() -> None:
    assert summarise([0, 1], ["", "😀"]) == ()
    assert coverage_and_redundancy([], ["Đường"]) == (0.0, 0.0)
    assert np.isfinite(coverage_and_redundancy(["Đường xấu"], ["Đường xấu"])).all()
