"""Finding clauses by number and by words, with and without diacritics."""

import pytest

from analysis.text.normalise import fold
from feedback.intake.reading import Outline, Part
from feedback.intake.searching import LONGEST, MOST, Hits, bare, search

PARTS = (
    Part(1, "c2", None, "chuong", "Chương II", "Chương II", "PHÍ VÀ ĐIỀU KIỆN", ""),
    Part(2, "d5", "c2", "dieu", "Điều 5.", "Điều 5", "Mức phí", "Mức phí thu gom rác thải\nở nông thôn."),
    Part(3, "d5.k2", "d5", "khoan", "2.", "khoản 2 Điều 5", "", "Hộ nghèo được miễn phí; trác táng thì không."),
    Part(4, "d5.k2.pd", "d5.k2", "diem", "d)", "điểm d khoản 2 Điều 5", "", "Bán lẻ."),
    Part(5, "d5.k2.pđ", "d5.k2", "diem", "đ)", "điểm đ khoản 2 Điều 5", "", "Ủy ban nhân dân xã bán, thải."),
    Part(6, "d50", "c2", "dieu", "Điều 50.", "Điều 50", "Điều kiện", "Nơi có rác và chất thải."),
)
OUTLINE = Outline(1, "", PARTS)


def found(typed: str) -> list[str]:
    """Anchors of the clauses found, in the order shown."""
    hits = search(OUTLINE, typed)
    assert hits is not None
    assert len(hits.rows) == hits.total
    return [hit.part.path for hit in hits.rows]


@pytest.mark.parametrize(
    ("typed", "paths"),
    [
        ("điều 5 khoản 2", ["d5.k2", "d5.k2.pd", "d5.k2.pđ"]),
        ("KHOAN 2  DIEU 5", ["d5.k2", "d5.k2.pd", "d5.k2.pđ"]),
        ("dieu 50", ["d50"]),
        ("điểm đ", ["d5.k2.pđ"]),
        ("diem d khoan 2", ["d5.k2.pd", "d5.k2.pđ"]),
        ("chuong ii", ["c2"]),
        ("điều 5 bán", ["d5.k2.pd", "d5.k2.pđ"]),
        ("khoản 9", []),
        ("rac thai", ["d5"]),  # in a row there, so the clause with both words apart is not shown
        ("thải rác", ["d5", "d50"]),
        ("rac", ["d5", "d50"]),  # whole words: not in 'trác'
        ("ban", ["d5.k2.pđ", "d5.k2.pd"]),  # as typed before others
        ("ủy ban bán", ["d5.k2.pđ"]),
        ("điều kiện", ["c2", "d50"]),  # no citation
        ("điểm cao", []),
        ("re\u0300 ra\u0301c", []),
        ("...", []),
        ("(.*", []),
        ("điều", ["c2", "d50"]),
    ],
)  # fmt: skip
def test_what_is_found(typed: str, paths: list[str]) -> None:
    assert found(typed) == paths


def test_nothing_typed_is_no_search() -> None:
    assert search(OUTLINE, "") is None
    assert search(OUTLINE, " \t\n") is None


def snippet(typed: str, text: str) -> str:
    """What is shown of one clause, marks in brackets."""
    hits = search(Outline(1, "", (Part(1, "d1", None, "dieu", "Điều 1.", "Điều 1", "", text),)), typed)
    assert hits is not None
    return "".join(f"[{piece}]" if marked else piece for piece, marked in hits.rows[0].snippet)


def test_snippets_mark_the_very_letters() -> None:
    assert snippet("duong pho", "Đường  phố ở Đường phố.") == "[Đường  phố] ở [Đường phố]."
    assert snippet("pho duong", "Đường đến phố.") == "[Đường] đến [phố]."
    assert snippet("điều 1", "Ngắn.") == "Ngắn."
    long = "lời " * 100 + "RÁC " + "lời " * 100
    shown = snippet("rác", long)
    assert shown.startswith("… lời")
    assert shown.endswith("lời …")
    assert "[RÁC]" in shown
    assert len(shown) < 250


def test_no_more_is_shown_and_looked_for_than_fits() -> None:
    many = Outline(1, "", tuple(Part(n, f"d{n}", None, "dieu", f"Điều {n}.", f"Điều {n}", "", "rác") for n in range(MOST + 5)))
    hits = search(many, "rac")
    assert isinstance(hits, Hits)
    assert (hits.total, len(hits.rows)) == (MOST + 5, MOST)
    long = search(many, "a" * 10_000)
    assert long is not None
    assert len(long.looked_for) == LONGEST


def test_letters_keep_their_places() -> None:
    letters = "aĂâđƠưẠệỹ ß ﬁ İ Ǆ 字 Điều"
    assert len(bare(letters)) == len(letters)
    assert bare("Điều ƯỠN Ạ") == fold("Điều ƯỠN Ạ") == "dieu uon a"
