"""Whole documents made at random, read exactly: as they are, and as printouts with page numbers."""

import pytest

from surveys.drafts.grammar import parse_text
from surveys.drafts.read import read_draft
from tests.surveys.drafts.documents import Document, Habits, amending_law, code, plan
from tests.surveys.drafts.pdf_maker import pdf, printed
from tests.surveys.drafts.samples import outline, paths, wrapped

MARKS = [("“", "”"), ('"', '"'), ('"', "”"), ("“", '"'), ("''", "''"), ("«", "»"), ("”", "”"), ("“", "“")]


def require_exact(document: Document, width: int) -> None:
    for text in (document.text, wrapped(document.text, width)):
        assert outline(parse_text(text)) == document.truth


@pytest.mark.parametrize("inner", [False, True])
@pytest.mark.parametrize("anew", [False, True])
@pytest.mark.parametrize("marks", MARKS)
def test_amending_laws(marks: tuple[str, str], anew: bool, inner: bool) -> None:
    for seed in range(3):
        require_exact(amending_law(seed, Habits(*marks, anew=anew, inner=inner)), (92, 72)[seed % 2])


@pytest.mark.parametrize("article", ["Điều {}: ", "Điều {} ", "Điều {}.- ", "ĐIỀU {}. ", "Điều{}. "])
def test_ways_to_write_an_article(article: str) -> None:
    for seed in range(4):
        require_exact(amending_law(seed, Habits(article=article)), 92)


@pytest.mark.parametrize("seed", range(5))
def test_codes(seed: int) -> None:
    require_exact(code(seed, 60), 92)


@pytest.mark.parametrize("seed", range(20))
def test_plans(seed: int) -> None:
    require_exact(plan(seed), 92)


CONTENTS = """LUẬT
CHỢ
MỤC LỤC
Chương I. QUY ĐỊNH CHUNG ........ 2
Điều 1. Phạm vi.............................. 2
Điều 2. Đối tượng………………… 3
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
1. Luật này quy định về chợ.
Điều 2. Đối tượng
Người dân."""


def test_table_of_contents_is_no_structure() -> None:
    draft = parse_text(CONTENTS)
    assert paths(draft) == ["md", "c1", "d1", "d1.k1", "d2"]
    assert "Điều 2. Đối tượng………………… 3" in draft.nodes[0].text


def test_article_cited_at_the_start_of_a_line_is_no_clause() -> None:
    draft = parse_text("Điều 1. Phạm vi\nMột.\nĐiều 2 Luật Chợ được áp dụng.\nĐiều 2 của Luật này.\nĐiều 2. Hết\nHai.")
    assert paths(draft) == ["d1", "d2"]


SEVERAL = """QUYẾT ĐỊNH
Ban hành Quy chế và Kế hoạch
Căn cứ Luật Chợ;
Điều 1. Ban hành kèm theo Quyết định này Quy chế và Kế hoạch.
Điều 2. Quyết định có hiệu lực từ ngày ký.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn C
QUY CHẾ
HOẠT ĐỘNG CỦA CHỢ
(Ban hành kèm theo Quyết định số 01/2026/QĐ-UBND)
Điều 1. Phạm vi
1. Một.
Điều 2. Thi hành
Hai.
KẾ HOẠCH
SỬA CHỢ
(Ban hành kèm theo Quyết định số 01/2026/QĐ-UBND)
I. MỤC ĐÍCH
1. Một
- Việc.
II. YÊU CẦU
Phụ lục I
BIỂU GIÁ
Phụ lục I
tiếp theo
Phụ lục II
MẪU"""


def test_several_attached_documents_and_annexes_printed_again() -> None:
    assert paths(parse_text(SEVERAL)) == [
        "md", "d1", "d2", "kt1", "kt1.d1", "kt1.d1.k1", "kt1.d2", "kt2", "kt2.i1", "kt2.i1.s1", "kt2.i1.s1.g1", "kt2.i2",
        "pl1", "pl2",
    ]  # fmt: skip


@pytest.mark.parametrize(("indent", "gap"), [(36, 6), (0, 8), (0, 0)])
@pytest.mark.parametrize("made", [amending_law(7, Habits()), amending_law(8, Habits('"', '"')), plan(7), code(7, 20)])
def test_printed_in_a_pdf(made: Document, indent: float, gap: float) -> None:
    assert outline(read_draft("a.pdf", pdf(printed(made.text, indent=indent, gap=gap)))) == made.truth
