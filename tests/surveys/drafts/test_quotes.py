"""Quoted clauses of amending laws, made at random: whatever the marks, only the amendments are structure."""

import random
import re

import pytest

from surveys.drafts.grammar import parse_text
from surveys.drafts.quotes import find_quotations
from tests.surveys.drafts.samples import outline, wrapped

ARTICLES = (
    ["Điều {n}. Giải thích từ ngữ", "1. Tiểu thương là người có quầy.", "2. Chợ gồm:", "a) Chợ xã;", "b) Chợ thôn."],
    ["Điều {n}. Phí", "Phí chợ do Hội đồng nhân dân xã quyết định hằng năm.", "1. Thu theo ngày.", "2. Thu theo tháng."],
    ["1. Hộ nghèo được miễn phí trong ba năm đầu.", "2. Hộ cận nghèo được giảm một nửa.", "3. Người cao tuổi được giảm."],
    ["a) Ủy ban nhân dân xã công khai mức thu tại nhà văn hóa;", "b) Trưởng thôn thông báo trên loa;", "c) Các hộ góp ý"],
    ["4. Nghị quyết được đọc trên loa truyền thanh của xã trước ngày thi hành ít nhất mười lăm ngày"],
)  # fmt: skip
INNER = ' gọi là "chợ phiên" và "chợ đêm" theo phong tục'


def quotation(pick: random.Random, marks: tuple[str, str], inner: bool) -> list[str]:
    lines = [line.replace("{n}", str(pick.randint(1, 90))) for line in pick.choice(ARTICLES)]
    if inner:
        place = pick.randrange(len(lines))
        lines[place] = re.sub(r"([.;]?)$", rf"{INNER}\1", lines[place], count=1)
    lines[0] = marks[0] + lines[0]
    lines[-1] += marks[1] + pick.choice(["", ".", ";", " ."])
    return lines


def amending_law(seed: int, marks: tuple[str, str], inner: bool = False) -> tuple[str, list[tuple[str, str]]]:
    """The text of an amending law and its true outline."""
    pick = random.Random(seed)
    lines: list[str] = []
    truth: list[tuple[str, str]] = []
    for article in range(1, 5):
        lines.append(f"Điều {article}. Sửa đổi, bổ sung một số điều của Luật số {article}")
        truth.append(("dieu", str(article)))
        for clause in range(1, pick.randint(2, 25)):
            truth.append(("khoan", str(clause)))
            letters = pick.choice(["", "", "abc"])
            quote = quotation(pick, marks, inner)
            if pick.random() < 0.2:
                lines += [f"{clause}. Khoản {clause} Điều 7 được sửa đổi như sau: {quote[0]}", *quote[1:]]
                continue
            lines.append(f"{clause}. Sửa đổi, bổ sung Điều {pick.randint(1, 90)} như sau:")
            lines += quote if not letters else []
            for letter in letters:
                truth.append(("diem", letter))
                lines += [f"{letter}) Bổ sung khoản {clause} như sau:", *quotation(pick, marks, inner)]
    return "\n".join(lines), truth


MARKS = [('"', '"'), ("“", "”"), ('"', "”"), ("“", '"'), ("''", "''")]


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize("seed", range(8))
def test_only_amendments_are_structure(seed: int, marks: tuple[str, str]) -> None:
    text, truth = amending_law(seed, marks)
    assert outline(parse_text(text)) == truth
    assert outline(parse_text(wrapped(text))) == truth


@pytest.mark.parametrize("marks", [('"', '"'), ("“", "”")])
@pytest.mark.parametrize("seed", range(8))
def test_words_quoted_inside_a_quotation_do_not_close_it(seed: int, marks: tuple[str, str]) -> None:
    text, truth = amending_law(seed, marks, inner=True)
    assert outline(parse_text(text)) == truth


def test_flags_of_a_quotation_over_several_paragraphs() -> None:
    found = find_quotations(["1. Sửa Điều 2 như sau:", "“Điều 2. Phí", "1. Thu.", "2. Miễn.”.", "2. Bãi bỏ Điều 3."])
    assert found.quoted == (False, True, True, True, False)
    assert not found.broken


@pytest.mark.parametrize("closing", ["”", '"', "“", "”.", "”;", '".'])
def test_every_closing_mark_closes_a_curly_quotation(closing: str) -> None:
    found = find_quotations(["1. Như sau:", "“a) Một;", f"b) Hai{closing}", "2. Sau đó."])
    assert found.quoted == (False, True, True, False)


def test_mark_left_open_in_running_text_counts_for_nothing() -> None:
    found = find_quotations(["Gọi là “chợ phiên theo lệ.", "1. Một.", "Gọi là “chợ”."])
    assert found.quoted == (False, False, False)
