"""Finding what others said that is like what somebody types."""

import csv
import random
from pathlib import Path

import pytest

from analysis.similar import similar

SAID = (
    "Đề nghị xe chở rác vào tận ngõ nhỏ mỗi tuần hai lần.",
    "Phí rác nên thu theo hộ, không thu theo đầu người.",
    "Đèn đường hỏng ba tháng nay chưa ai sửa.",
    "Tôi hoàn toàn nhất trí với dự thảo.",
    "Trạm y tế xã thiếu bác sĩ, người già đi khám rất xa.",
)


def found(text: str, most: int = 3) -> list[int]:
    """Places of what is found."""
    return [match.place for match in similar(text, SAID, most)]


@pytest.mark.parametrize(("text", "first"), [
    ("xe chở rác nên vào ngõ nhỏ", 0), ("XE CHO RAC NEN VAO NGO NHO", 0), ("thu phí rác theo hộ gia đình", 1),
    ("đèn đường ở thôn tôi cũng hỏng ba tháng", 2), ("Người già khám bệnh ở trạm y tế xa quá", 4),
])  # fmt: skip
def test_the_like_is_found_first_with_or_without_marks(text: str, first: int) -> None:
    assert found(text)[:1] == [first]


@pytest.mark.parametrize("text", [
    "", "   ", "ok", "Đồng ý", "Tôi hoàn toàn nhất trí với dự thảo này ạ.", "dong y", "Rất đúng, đề nghị bổ sung.", "?!…",
    "Xây cầu treo qua sông cho học sinh đi học",
])  # fmt: skip
def test_stock_answers_and_other_subjects_find_nothing(text: str) -> None:
    assert found(text) == []


def test_scores_fall_and_no_more_than_asked_for() -> None:
    matches = similar("xe chở rác, phí rác thu theo hộ", SAID, 5, least=0.0)
    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)
    assert all(0 <= match.score <= 1 for match in matches) and len(matches) == 5
    assert len(similar("xe chở rác, phí rác thu theo hộ", SAID, 1)) == 1
    assert similar("xe chở rác vào ngõ nhỏ", [], 3) == []
    (same,) = similar(SAID[0], SAID[:1], 1)
    assert same.score == pytest.approx(1.0)


def test_comments_on_news_find_comments_on_the_same_article(shared_data: Path) -> None:
    with open(shared_data / "opinions" / "victsd_articles.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    right = shown = 0
    for place in random.Random(1).sample(range(len(rows)), 100):
        others = [row for number, row in enumerate(rows) if number != place]
        for match in similar(rows[place]["text"][:120], [row["text"] for row in others], 3):
            shown += 1
            right += others[match.place]["label"] == rows[place]["label"]
    assert shown >= 50 and right / shown >= 0.6, f"{right} of {shown}"
