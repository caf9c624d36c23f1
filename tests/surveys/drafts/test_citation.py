"""Clauses found by the names people write in tables."""

import pytest

from surveys.drafts.citation import CitationError, Citations
from surveys.drafts.grammar import parse_text
from surveys.drafts.tree import Node, full_label

LAW = """NGHỊ QUYẾT
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
1. Một.
2. Hai.
Điều 2. Mức hỗ trợ
1. Mức chung:
a) Hộ nghèo;
b) Hộ cận nghèo;
c) Người cao tuổi;
d) Người khuyết tật;
đ) Người có công.
2. Mức khác.
Chương II
TỔ CHỨC THỰC HIỆN
Điều 3. Hiệu lực
"""
PLAN = """KẾ HOẠCH
I. MỤC ĐÍCH
1. Mục đích một
2. Mục đích hai
II. NỘI DUNG
1. Nội dung một
a) Ý một
b) Ý hai
2. Nội dung hai
"""
law = Citations(parse_text(LAW).nodes)
plan = Citations(parse_text(PLAN).nodes)


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("d2", ["Điều 2", "ĐIỀU 2", "điều 02", "Đ2", "đ.2", "dieu 2", "2", "d2", "Điều 2. Mức hỗ trợ",
                "Không đồng ý với Điều 2", "Điều 2 Chương I"]),
        ("d2.k1", ["khoản 1 Điều 2", "Điều 2 khoản 1", "Điều 2, khoản 1", "Đ2 k1", "đ2k1", "K1 Đ2", "Điều 2.1", "2.1",
                   "D2.K1", "khoan 1 dieu 2", "Khoản 1, Điều 2"]),
        ("d2.k1.pđ", ["điểm đ khoản 1 Điều 2", "Điều 2 khoản 1 điểm đ", "Điều 2.1.đ", "d2.k1.pđ", "Điểm đ, khoản 1, Điều 2",
                      "điểm đ) khoản 1 Điều 2", "điểm đ Điều 2"]),
        ("c2", ["Chương II", "chương 2"]),
        (None, ["", "-", "Góp ý chung", "toàn bộ dự thảo"]),
    ],
)  # fmt: skip
def test_clauses_of_a_law(path: str | None, written: list[str]) -> None:
    assert [(one, law.find(one)) for one in written] == [(one, path) for one in written]


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("i2.s1", ["II.1", "mục 1 phần II", "Mục II.1", "điểm 1 mục II", "khoản 1 mục II", "II - 1", "Phần II mục 1"]),
        ("i2.s1.pb", ["II.1.b", "II.1.b)", "điểm b mục 1 phần II", "điểm b"]),
        ("i1", ["I", "I.", "Phần I", "mục I", "phần 1"]),
    ],
)
def test_clauses_of_a_plan(path: str, written: list[str]) -> None:
    assert [(one, plan.find(one)) for one in written] == [(one, path) for one in written]


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("Điều 9", "không có “Điều 9”"), ("khoản 7 Điều 2", "không có"), ("điểm tập kết", "không có"), ("xyz", "không có"),
        ("điểm g khoản 1 Điều 2", "không có"), ("Điều 1 và Điều 2", "nhiều điều khoản"), ("khoản 1, 2 Điều 2", "nhiều"),
        ("điểm a, b khoản 1 Điều 2", "nhiều"), ("khoản 1", "ghi đủ tên"),
        ("diem d khoan 1 dieu 2", "ghi đủ tên"), ("Điều 1-3", "nhiều"),
    ],
)  # fmt: skip
def test_what_names_no_one_clause_is_refused_with_the_reason(written: str, reason: str) -> None:
    with pytest.raises(CitationError, match=reason):
        law.find(written)


def test_the_same_number_in_two_sections_is_told_with_their_names() -> None:
    with pytest.raises(CitationError, match=r"mục 1 phần I – ký hiệu i1.s1; mục 1 phần II"):
        plan.find("mục 1")


def test_an_attached_document_has_its_own_numbers() -> None:
    nodes = [
        Node("d1", "dieu", "1", "Ban hành quy chế", "", None), Node("d2", "dieu", "2", "Hiệu lực", "", None),
        Node("kt1", "kemtheo", "QUY CHẾ", "", "", None), Node("kt1.d1", "dieu", "1", "Phạm vi", "", "kt1"),
        Node("kt1.d3", "dieu", "3", "Mức", "", "kt1"),
    ]  # fmt: skip
    decision = Citations(nodes)
    assert decision.find("Điều 3") == "kt1.d3"
    assert decision.find("Điều 1 Quy chế") == "kt1.d1"
    assert decision.find("d1") == "d1"
    with pytest.raises(CitationError, match=r"Điều 1 – ký hiệu d1; Điều 1 Quy chế – ký hiệu kt1.d1"):
        decision.find("Điều 1")


@pytest.mark.parametrize(("text", "citations"), [(LAW, law), (PLAN, plan)])
def test_every_clause_is_found_by_its_full_name_and_its_anchor(text: str, citations: Citations) -> None:
    nodes = parse_text(text).nodes
    assert len(nodes) >= 8
    for node in nodes:
        assert citations.find(node.path) == node.path
        assert citations.find(full_label(nodes, node.path)) == node.path
