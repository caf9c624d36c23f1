"""Where clauses stand in the text they were read from."""

import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from surveys.drafts.grammar import parse_text
from surveys.drafts.locate import owners, starts

TEXT = """NGHỊ QUYẾT
Về việc thử nghiệm

Điều 1. Phạm vi điều chỉnh
1. Nghị quyết này quy định về việc hỗ trợ hộ nghèo ở các xã vùng cao của tỉnh.
2. Hộ được hỗ trợ:
a) Hộ nghèo;
b) Hộ cận nghèo.
Điều 2. 1. Mức hỗ trợ là một triệu đồng một tháng.
2. Hộ được hỗ trợ:
a) Hộ nghèo;
b) Hộ khác.
PHỤ LỤC I
DANH MỤC CÁC XÃ
Xã Một
"""


def _begins(text: str) -> list[str]:
    """The first words of the line each clause begins on."""
    lines = text.split("\n")
    return ["?" if at is None else lines[at][:9] for at in starts(lines, parse_text(text).nodes)]


def test_clauses_with_the_same_words_are_told_apart_by_their_order() -> None:
    lines = TEXT.split("\n")
    nodes = parse_text(TEXT).nodes
    assert [node.path for node in nodes] == [
        "d1", "d1.k1", "d1.k2", "d1.k2.pa", "d1.k2.pb", "d2", "d2.k1", "d2.k2", "d2.k2.pa", "d2.k2.pb", "pl1",
    ]  # fmt: skip
    assert starts(lines, nodes) == [3, 4, 5, 6, 7, 8, 8, 9, 10, 11, 12]


def test_wrapped_lines_and_marks_of_markdown_do_not_matter() -> None:
    wrapped = "\n".join(part for line in TEXT.split("\n") for part in textwrap.wrap(line, 30) or [""])
    marked = "\n".join(f"**{line}**" if line.startswith("Điều") else line for line in TEXT.split("\n"))
    assert _begins(wrapped) == _begins(TEXT)
    assert [begin.strip("*")[:7] for begin in _begins(marked)] == [begin[:7] for begin in _begins(TEXT)]


def test_a_clause_that_was_changed_is_found_between_its_neighbours_or_not_at_all() -> None:
    lines, nodes = TEXT.split("\n"), list(parse_text(TEXT).nodes)
    nodes[1] = replace(nodes[1], label="9")  # renumbered: its words are still there
    nodes[7] = replace(nodes[7], text="Lời khác hẳn, không có trong văn bản.")
    found = starts(lines, nodes)
    assert found[1] == 4
    assert found[7] is None
    assert [at for place, at in enumerate(found) if place != 7] == [3, 4, 5, 6, 7, 8, 8, 10, 11, 12]


def test_words_found_far_away_do_not_push_the_others_aside() -> None:
    text = TEXT + "1. Nghị quyết này quy định về việc khác.\n"
    nodes = list(parse_text(TEXT).nodes)
    nodes[1] = replace(nodes[1], text="Nghị quyết này quy định về việc khác.")
    found = starts(text.split("\n"), nodes)
    assert [at for place, at in enumerate(found) if place != 1] == [3, 5, 6, 7, 8, 8, 9, 10, 11, 12]


def test_lines_belong_to_the_clause_begun_last_and_to_the_first_of_those_that_begin_on_them() -> None:
    assert owners([1, 3, 3, None, 4], 6) == [None, 0, 0, 1, 4, 4]
    assert owners([], 2) == [None, None]


@pytest.mark.parametrize("width", [None, 92])
def test_every_clause_of_real_drafts_is_found_in_order(shared_data: Path, width: int | None) -> None:
    files = sorted((shared_data / "drafts").glob("*.txt"))
    assert files
    for file in files:
        text = file.read_text()
        if width:
            text = "\n".join(part for line in text.split("\n") for part in textwrap.wrap(line, width) or [""])
        found = starts(text.split("\n"), parse_text(text).nodes)
        known = [at for at in found if at is not None]
        assert len(known) == len(found), file.name
        assert known == sorted(known), file.name
