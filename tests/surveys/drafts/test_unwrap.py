"""Lines to paragraphs: page numbers, wrapped text, sentences cut by the end of a page."""

import pytest

from surveys.drafts.grammar import parse_text
from surveys.drafts.lines import clean_lines
from surveys.drafts.unwrap import paragraphs
from tests.surveys.drafts.samples import outline, wrapped

SENTENCE = (
    "Ủy ban nhân dân xã niêm yết công khai mức thu, danh sách hộ được miễn, giảm và kết quả thu hằng tháng tại nhà "
    "văn hóa thôn theo quy định tại Chương II và Phụ lục I của Quy chế này trong giai đoạn 2021 - 2030, báo cáo Hội "
    "đồng nhân dân xã vào kỳ họp gần nhất;"
)
LAW = "\n".join(
    f"Điều {number}. Trách nhiệm thứ {number} trong công khai mức thu phí chợ trên địa bàn xã theo kế hoạch năm\n"
    + "\n".join(f"{clause}. {SENTENCE}" for clause in range(1, 6))
    for number in range(1, 13)
)


def joined(text: str) -> list[str]:
    return paragraphs(clean_lines(text)[0])


@pytest.mark.parametrize("width", range(60, 131, 7))
def test_wrapped_law_has_the_structure_of_the_plain_one(width: int) -> None:
    assert outline(parse_text(wrapped(LAW, width))) == outline(parse_text(LAW))


def test_wrapped_paragraphs_are_whole_again() -> None:
    text = "\n".join([SENTENCE] * 12)
    assert joined(wrapped(text, 92, 10**6)) == text.split("\n")


def test_page_numbers_are_taken_out_and_reported() -> None:
    draft = parse_text(wrapped(LAW))
    assert any("số trang" in warning for warning in draft.warnings)
    assert not [line for node in draft.nodes for line in node.text.split("\n") if line.isdigit()]


def test_lone_numbers_of_a_table_stay() -> None:
    assert clean_lines("STT\n1\nQuầy thịt\n2\nQuầy rau\n3\nQuầy cá")[1] == 0


def test_sentence_cut_by_a_page_end_is_joined() -> None:
    assert joined("Tuyên truyền trong Nhân dân, truyền thống\n\nquê hương cách mạng.\n\nĐoạn sau.") == [
        "Tuyên truyền trong Nhân dân, truyền thống quê hương cách mạng.",
        "Đoạn sau.",
    ]


@pytest.mark.parametrize("first", ["Xong việc này.", "Gồm có:", "QUY ĐỊNH CHUNG", "Điều 5. Tên điều", "(có ghi chú)"])
def test_ended_sentences_and_headings_are_not_joined(first: str) -> None:
    assert joined(f"{first}\nphần sau viết thường.") == [first, "phần sau viết thường."]


def test_dash_of_a_span_of_years_is_no_list() -> None:
    text = "I. KẾ HOẠCH\n1. Mục tiêu\n" + "\n".join(["- " + SENTENCE] * 8)
    levels = [level for level, _ in outline(parse_text(wrapped(text, 71)))]
    assert levels.count("gach") == 8


def test_word_broken_at_its_hyphen_is_one_word() -> None:
    text = "\n".join(
        ["Thực hiện Quyết định số 262/QĐ-TTg của Thủ tướng Chính phủ về kế hoạch thực hiện quy hoạch điện"] * 9
    )
    assert joined(wrapped(text, 28, 10**6)) == joined(text)


def test_word_cut_at_a_soft_hyphen_is_one_word() -> None:
    assert joined("1. Quy định về ph\u00ad\nương tiện.\n2. Hết \u00ad\r\nxe.") == ["1. Quy định về phương tiện.", "2. Hết xe."]


def test_numbers_of_notes_do_not_keep_a_sentence_open() -> None:
    assert joined("Theo số liệu năm 2025. [1]\nphần sau.") == ["Theo số liệu năm 2025. [1]", "phần sau."]


def test_lonely_page_number_between_a_word_and_its_dash() -> None:
    assert clean_lines("Các tổ chức chính trị\n1\n- xã hội.")[1] == 1
    assert clean_lines("Số thứ tự:\n1\n- Xã hội.")[1] == 0


def test_legal_bases_do_not_join_a_title_that_fills_its_line() -> None:
    title = "Quy định chế độ thu, nộp, quản lý và sử dụng phí vệ sinh môi trường trên địa bàn các xã thuộc tỉnh"
    lines = joined(wrapped(f"NGHỊ QUYẾT\n{title}\nCăn cứ Luật Phí và lệ phí;\n" + f"{SENTENCE}\n" * 12, len(title)))
    assert lines[1:3] == [title, "Căn cứ Luật Phí và lệ phí;"]
