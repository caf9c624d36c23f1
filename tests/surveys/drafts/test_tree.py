"""The tree as a value: JSON, names, plain text."""

import json
import re

import pytest

from surveys.drafts.grammar import parse_text
from surveys.drafts.tree import LEVELS, Draft, Node, display_label, from_json, full_label, render, to_json
from tests.surveys.drafts import samples


@pytest.mark.parametrize("sample", samples.ALL)
def test_json_goes_there_and_back(sample: str) -> None:
    draft = parse_text(sample)
    assert from_json(json.loads(json.dumps(to_json(draft)))) == draft


def test_json_has_the_fixed_form() -> None:
    value = to_json(parse_text(samples.ONE_LINE))
    assert set(value) >= {"title", "nodes", "warnings"}
    assert set(value["nodes"][0]) == {"path", "level", "label", "heading", "text", "parent", "doubt"}


@pytest.mark.parametrize("sample", samples.ALL)
def test_rendered_text_parses_to_the_same_tree(sample: str) -> None:
    draft = parse_text(sample)
    again = parse_text(render(draft))
    assert (again.title, again.nodes, again.footer) == (draft.title, draft.nodes, draft.footer)


@pytest.mark.parametrize("sample", samples.ALL)
def test_paths_are_unique_and_fit_a_url_and_parents_come_first(sample: str) -> None:
    seen: set[str] = set()
    for node in parse_text(sample).nodes:
        assert node.path not in seen
        assert re.fullmatch("[0-9a-zđ.-]+", node.path)
        assert node.parent is None or node.parent in seen
        assert node.level in LEVELS
        seen.add(node.path)


@pytest.mark.parametrize(
    ("level", "label", "path", "name"),
    [
        ("dieu", "5", "d5", "Điều 5"),
        ("khoan", "2a", "d5.k2a", "khoản 2a"),
        ("diem", "đ", "d5.k2.pđ", "điểm đ"),
        ("muc", "1", "c1.m1", "Mục 1"),
        ("lama", "II", "i2", "phần II"),
        ("gach", "-", "i1.s2.g3", "gạch đầu dòng 3"),
        ("cong", "+", "i1.s2.g3.cg2", "dấu cộng 2"),
        ("phan", "THỨ NHẤT", "ph1", "Phần thứ nhất"),
        ("phan", "IV", "ph4", "Phần IV"),
        ("phuluc", "III", "pl3", "Phụ lục III"),
        ("phuluc", "", "pl1", "Phụ lục"),
        ("phuluc", "MẪU SỐ 01", "bm1", "Mẫu số 01"),
        ("kemtheo", "QUY CHẾ", "kt1", "Quy chế"),
        ("modau", "", "md", "Phần mở đầu"),
    ],
)
def test_names_of_clauses(level: str, label: str, path: str, name: str) -> None:
    assert display_label(Node(path, level, label, "", "", None)) == name


@pytest.mark.parametrize(
    ("sample", "path", "name"),
    [
        (samples.ONE_LINE, "d2.k3.pa1", "điểm a1 khoản 3 Điều 2"),
        (samples.ONE_LINE, "d3.k1.n1-2", "mục 1.2 Điều 3"),
        (samples.ATTACHED, "kt1.d1.k2", "khoản 2 Điều 1 Quy chế"),
        (samples.ATTACHED, "kt1.c2", "Chương II Quy chế"),
        (samples.APPROVAL, "d1.i2.s2.pa", "điểm a mục 2 phần II Điều 1"),
        (samples.PLAN_OCR, "i2.s1", "mục 1 phần II"),
        (samples.PLAN_OCR, "i1.s2.g2", "gạch đầu dòng 2 mục 2 phần I"),
    ],
)
def test_full_names_of_clauses(sample: str, path: str, name: str) -> None:
    draft = parse_text(sample)
    assert full_label(draft, path) == full_label(draft.nodes, path) == name


def test_full_name_of_an_article_leaves_out_its_chapter() -> None:
    draft = parse_text("Chương I\nCHUNG\nĐiều 1. Phạm vi\n1. Một.\n2. Hai.")
    assert full_label(draft, "d1.k2") == "khoản 2 Điều 1"


def test_full_name_of_an_unknown_path_is_an_error() -> None:
    with pytest.raises(KeyError):
        full_label(Draft("", ()), "d1")


def test_anchor_of_an_article_does_not_change_when_chapters_come() -> None:
    bare = "Điều 1. Phạm vi\n1. Một.\n2. Hai.\nĐiều 2. Hết\nXong."
    assert samples.paths(parse_text("Chương I\nCHUNG\n" + bare))[1:] == samples.paths(parse_text(bare))
