"""The text beside the tree, as values."""

from dataclasses import dataclass

from feedback.consultations import review
from feedback.consultations.models import Clause, DraftVersion
from surveys.drafts.grammar import parse_text

TEXT = """LUẬT
Về việc thử

Điều 1. Một
1. Khoản một.
2. Khoản hai, dài
đến dòng sau.
Nơi nhận:
- Như trên;
"""


@dataclass(frozen=True)
class _Read:
    draft: DraftVersion
    clauses: list[Clause]


def _read(text: str) -> _Read:
    read = parse_text(text)
    clauses = [
        Clause(path=n.path, level=n.level, label=n.label, heading=n.heading, text=n.text, parent_path=n.parent)
        for n in read.nodes
    ]
    return _Read(DraftVersion(source=text, footer=read.footer, clauses=clauses), clauses)


def test_each_line_knows_its_clause_and_each_clause_its_line() -> None:
    read = _read(TEXT)
    beside = review.beside(read.draft, read.clauses, "d1.k2")
    assert beside.begins == {"d1": 4, "d1.k1": 5, "d1.k2": 6}
    assert [(line.number, line.path, line.here) for line in beside.lines] == [
        (1, None, False), (2, None, False), (4, "d1", False), (5, "d1.k1", False), (6, "d1.k2", True),
        (7, "d1.k2", True), (8, None, False), (9, None, False),
    ]  # fmt: skip


def test_doubtful_clauses_follow_each_other_in_a_ring() -> None:
    clauses = _read(TEXT).clauses
    first, second, third = clauses
    around = review.doubts(clauses, [first, third], second)
    assert (around.before, around.after) == (first, third)
    assert (review.doubts(clauses, [first, third], third).after, review.doubts(clauses, [first], first).after) == (first, first)
    assert review.doubts(clauses, [second], None).before is second
    assert review.doubts(clauses, [], first).after is None
