"""Small parts of the citizen's side that need no database."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from feedback.intake import citizen, forms, kept, reading
from feedback.intake.asking import Asked
from feedback.intake.basket import WHOLE, Comment, Written
from feedback.intake.kept import Drafts
from feedback.intake.reading import Outline, Part
from tests.feedback.intake.asked import QUESTIONNAIRE


def part(path: str, parent: str | None = None, *, number: int = 1, text: str = "lời") -> Part:
    """A clause of the outline."""
    return Part(number, path, parent, "khoan", "1.", f"tên {path}", "", text)


OUTLINE = Outline(7, "Tên", (part("d1"), part("d1.k1", "d1"), part("d1.k1.pa", "d1.k1"), part("d1.k2", "d1"), part("d2")))


def test_what_lies_above_and_below() -> None:
    found = OUTLINE.find("d1.k1.pa")
    assert found is not None
    assert [upper.path for upper in OUTLINE.above(found)] == ["d1", "d1.k1"]
    assert [lower.path for lower in OUTLINE.below(OUTLINE.parts[0])] == ["d1.k1", "d1.k1.pa", "d1.k2"]
    assert OUTLINE.below(found) == ()
    assert OUTLINE.find("d9") is None


def test_comments_stand_in_document_order_then_lost_ones_then_the_whole() -> None:
    comment = Comment("ask", "Sao?", "", "tên cũ", 7)
    comments = dict.fromkeys((f"v1:{path}" for path in (WHOLE, "d2", "d8", "d1.k1", "d1")), comment)
    said = kept.in_order(Written(comments=comments), Drafts(OUTLINE))
    assert [one.path for one in said] == ["d1", "d1.k1", "d2", "d8", WHOLE]
    assert [one.name for one in said[:4]] == ["tên d1", "tên d1.k1", "tên d2", "tên cũ"]
    assert [one.gone for one in said] == [False, False, False, True, False]
    assert not any(one.older or one.changed for one in said)
    assert [one.gone for one in kept.in_order(Written(comments=comments), Drafts(None))] == [True] * 4 + [False]


def test_comments_on_an_earlier_version_stand_where_their_clause_is_now() -> None:
    old = Outline(7, "Tên", (part("d1", number=1), part("d1.k1", "d1", number=2), part("d2", number=3), part("d3", number=4)))
    new = Outline(8, "Tên", (part("d1", number=11), part("d2", number=12, text="lời khác"), part("d3", number=13)), number=2)
    versions = Drafts(new, {1: old}, {1: "d3", 2: "v1:d1.k1", 3: "d2", 4: "d1"})
    marks = ("v1:-", "v2:d3", "v1:d1", "v1:d1.k1", "v1:d2", "v2:-", "v3:d1")
    comments = dict.fromkeys(marks, Comment("ask", "Sao?", "", "tên cũ", 7))
    said = kept.in_order(Written(comments=comments), versions)
    assert [one.where for one in said] == ["v1:d2", "v1:d1", "v2:d3", "v1:d1.k1", "v3:d1", "v1:-", "v2:-"]
    assert [one.now.path if one.now else None for one in said] == ["d2", "d3", "d3", None, None, None, None]
    assert [one.older for one in said] == [True, True, False, True, True, True, False]
    assert [one.gone for one in said] == [False, False, False, True, True, False, False]
    assert [one.changed for one in said[:3]] == [True, True, False]
    assert [one.anchor for one in said] == ["v1:d2", "v1:d1", "d3", "v1:d1.k1", "v3:d1", None, None]
    before = kept.before(Written(comments=comments), versions, "d3", "v2:d3")
    assert [one.where for one in before] == ["v1:d1"]
    assert [one.where for one in kept.before(Written(comments=comments), versions, WHOLE, "v2:-")] == ["v1:-"]


def test_wording_holds_what_lies_below_with_its_numbers() -> None:
    top = Part(1, "d1", None, "dieu", "Điều 1.", "Điều 1", "Phí rác", "")
    dot = Part(2, "d1.k1", "d1", "khoan", "1.", "khoản 1 Điều 1", "", "Hộ:\nhai")
    assert reading.wording(Outline(1, "", (top, dot, part("d2"))), top) == "Phí rác\n1. Hộ:\nhai"
    assert reading.wording(Outline(1, "", (top, dot)), dot) == "Hộ:\nhai"


@pytest.mark.parametrize(
    ("closes", "day", "hour"),
    [
        (datetime(2026, 12, 15, 17, tzinfo=UTC), date(2026, 12, 15), None),  # midnight in Vietnam: the day before ends
        (datetime(2026, 12, 15, 16, 59, 59, tzinfo=UTC), date(2026, 12, 15), None),
        (datetime(2026, 12, 15, 10, tzinfo=UTC), date(2026, 12, 15), time(17)),
    ],
)
def test_deadline_as_people_say_it(closes: datetime, day: date, hour: time | None) -> None:
    assert citizen.deadline(closes) == citizen.Deadline(day, hour)


def test_minutes() -> None:
    assert [citizen.reading_minutes(letters) for letters in (0, 1, 900, 901)] == [0, 1, 1, 2]
    assert citizen.answering_minutes(None) == 0
    assert citizen.answering_minutes(Asked(1, QUESTIONNAIRE)) == 1


def test_answers_in_words_and_words_as_opinions() -> None:
    asked = Asked(1, QUESTIONNAIRE)
    given = {"loi_khac": "Xin thêm xe.", "dong_y": "khong", "so_nguoi": 1200}
    shown = [(question.name, text) for question, text in asked.shown(given)]
    assert shown == [("dong_y", "Không tán thành"), ("so_nguoi", "1.200 người"), ("loi_khac", "Xin thêm xe.")]
    assert asked.words(given) == (("loi_khac", "Xin thêm xe."),)
    newer = Asked(2, replace(QUESTIONNAIRE, questions=(QUESTIONNAIRE.questions[0], replace(QUESTIONNAIRE.questions[1], unit=""))))
    assert newer.still_good(asked, given) == {"dong_y": "khong"}


def test_typed_text_is_tidied_without_losing_a_line() -> None:
    assert forms.tidy(" Mo\u0302\u0323t\r\nHai\x00\x07\rBa\tBốn ") == "Một\nHai\nBa\tBốn"
    assert forms.tidy("\u202e\u200b\ufeff") == "" and forms.tidy("rá\u00adc \u202eđây") == "rác đây"
    assert forms.tidy(None) == ""
