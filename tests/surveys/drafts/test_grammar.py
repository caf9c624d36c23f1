"""Difficulties of real documents, each in a small made-up one."""

import unicodedata

import pytest

from surveys.drafts.grammar import parse_text
from surveys.drafts.tree import Draft, Node, render
from tests.surveys.drafts import samples
from tests.surveys.drafts.samples import outline, paths


def node(draft: Draft, path: str) -> Node:
    return next(node for node in draft.nodes if node.path == path)


@pytest.mark.parametrize("sample", [samples.STRAIGHT_QUOTES, samples.STRAIGHT_QUOTES.replace('\n"', "\n“")])
def test_clauses_inside_quotations_are_text(sample: str) -> None:
    draft = parse_text(sample)
    assert paths(draft) == ["md", "d1", "d1.k1", "d1.k2", "d1.k3", "d2"]
    assert "b) Có giấy phép" in node(draft, "d1.k1").text
    assert draft.title == "LUẬT SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT CHỢ"
    assert draft.footer.startswith("Luật này được Quốc hội")


def test_mixed_quotation_marks_close_each_other() -> None:
    draft = parse_text(samples.MIXED_QUOTES)
    assert paths(draft) == ["d1", "d1.k1", "d1.k2", "d1.k3", "d1.k4", "d2"]
    assert node(draft, "d2").text == "Nghị định này có hiệu lực từ ngày ký."


def test_quotation_never_closed_ends_at_the_next_amendment_in_doubt() -> None:
    draft = parse_text(samples.MIXED_QUOTES)
    assert [n.path for n in draft.nodes if n.doubt] == ["d1.k4"]
    assert any("thiếu dấu đóng ngoặc kép" in warning for warning in draft.warnings)


def test_quotation_open_to_the_end_of_the_document_swallows_nothing() -> None:
    draft = parse_text("Điều 1. Sửa đổi như sau:\n“1. Một.\nĐiều 2. Hiệu lực\nĐiều 3. Thi hành")
    assert paths(draft) == ["d1", "d2", "d3"]


def test_article_and_first_clause_on_one_line_and_inserted_numbers() -> None:
    draft = parse_text(samples.ONE_LINE)
    assert paths(draft)[1:10] == [
        "d2", "d2.k1", "d2.k2", "d2.k2a", "d2.k3", "d2.k3.pa", "d2.k3.pa1", "d2.k3.pb", "d2a",
    ]  # fmt: skip
    assert node(draft, "d2.k1").text == "Người dân được hỏi ý kiến."


def test_thousands_and_fractions_at_the_start_of_a_line_are_text() -> None:
    assert node(parse_text(samples.ONE_LINE), "d2a").text == "104.042 người đã góp ý.\n12.5 phần trăm không góp ý."


def test_dotted_numbers_are_below_their_clause() -> None:
    draft = parse_text(samples.ONE_LINE)
    assert paths(draft)[-4:] == ["d3.k1", "d3.k1.n1-1", "d3.k1.n1-2", "d3.k2"]


def test_resolution_without_articles() -> None:
    draft = parse_text(samples.RESOLUTION)
    assert paths(draft) == ["md", "s1", "s1.pa", "s1.pb", "s2", "s2.g1", "s2.g2", "s3", "pl1"]
    assert draft.title == "NGHỊ QUYẾT Về việc thông qua mức thu phí chợ"


def test_form_after_the_signature_is_an_annex_kept_whole() -> None:
    draft = parse_text(samples.RESOLUTION)
    assert draft.nodes[-1].text.endswith("TỜ KHAI NỘP PHÍ\n1. Họ và tên:\n2. Địa chỉ:")
    assert draft.footer == "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nCHỦ TỊCH\nTrần Thị B"


def test_attached_document_numbers_its_articles_anew() -> None:
    draft = parse_text(samples.ATTACHED)
    assert outline(draft)[:6] == [
        ("dieu", "1"), ("dieu", "2"), ("kemtheo", "QUY CHẾ"), ("chuong", "I"), ("dieu", "1"), ("khoan", "1"),
    ]  # fmt: skip
    assert node(draft, "kt1").heading == "HOẠT ĐỘNG CỦA CHỢ"
    assert node(draft, "kt1.d1").parent == "kt1.c1"


def test_rows_of_a_flattened_table_are_text_in_doubt() -> None:
    draft = parse_text(samples.ATTACHED)
    assert [path for path in paths(draft) if path.startswith("kt1.d2.")] == ["kt1.d2.k1", "kt1.d2.k2"]
    assert "3. Quầy cá 3.000" in node(draft, "kt1.d2.k1").text
    assert node(draft, "kt1.d2.k2").doubt


def test_annex_printed_head_twice_is_one_annex() -> None:
    draft = parse_text(samples.ATTACHED)
    assert outline(draft)[-3:] == [("phuluc", "I"), ("phuluc", "II"), ("phuluc", "Mẫu số 01")]
    assert paths(draft)[-3:] == ["pl1", "pl2", "bm1"]
    assert node(draft, "pl1").heading == "BIỂU MỨC THU"
    assert node(draft, "pl2").text == "Điều 1. Bên A"


def test_plan_inside_an_article() -> None:
    assert paths(parse_text(samples.APPROVAL)) == [
        "d1", "d1.i1", "d1.i1.s1", "d1.i1.s2", "d1.i2", "d1.i2.s1", "d1.i2.s1.g1", "d1.i2.s1.g2", "d1.i2.s2",
        "d1.i2.s2.pa", "d1.i2.s2.pa.g1", "d1.i2.s2.pa.g1.cg1", "d1.i2.s2.pb", "d2", "d2.k1", "d2.k2", "d3",
    ]  # fmt: skip


def test_parts_in_words_and_capital_letters() -> None:
    assert paths(parse_text(samples.REPORT)) == [
        "ph1", "ph1.ha", "ph1.ha.i1", "ph1.ha.i1.s1", "ph1.ha.i1.s2", "ph1.ha.i2", "ph1.hb", "ph1.hb.i1",
        "ph2", "ph2.i1", "ph2.i1.n1-1", "ph2.i1.n1-2",
    ]  # fmt: skip


def test_markdown_of_an_ocr_with_wrong_heading_levels() -> None:
    draft = parse_text(samples.PLAN_OCR)
    assert paths(draft) == ["md", "i1", "i1.s1", "i1.s2", "i1.s2.g1", "i1.s2.g2", "i2", "i2.s1", "i2.s1.g1"]
    assert node(draft, "i1.s1").text.endswith(
        "tiểu thương về vệ sinh (*) chợ, chú trọng vùng sâu, vùng xa và các chợ tạm ven đường."
    )
    assert draft.footer.startswith("Noi nhận:\n- Đảng ủy xã;")


def test_draft_below_its_signed_proposal_is_an_attached_document() -> None:
    draft = parse_text(samples.PROPOSAL)
    assert paths(draft) == [
        "i1", "i1.s1", "i2", "i2.s1", "i2.s1.g1", "kt1", "kt1.d1", "kt1.d1.k1", "kt1.d1.k2", "kt1.d2",
    ]  # fmt: skip
    assert node(draft, "kt1").heading == "Về phí chợ"


def test_inner_lists_do_not_take_the_numbers_of_the_clauses() -> None:
    draft = parse_text(samples.OUT_OF_ORDER)
    assert node(draft, "d2.k1").text == "Hồ sơ thứ nhất gồm:\n1. Đơn.\n2. Bản sao."
    assert node(draft, "d2.k3").text == "Nộp tại xã."


def test_missing_numbers_are_accepted_in_doubt() -> None:
    draft = parse_text(samples.OUT_OF_ORDER)
    assert paths(draft)[-4:] == ["d4", "d4.k1", "d4.k3", "d4.k4"]
    assert [n.path for n in draft.nodes if n.doubt][-2:] == ["d4", "d4.k3"]


def test_decomposed_letters_soft_hyphens_and_zero_width_signs() -> None:
    text = unicodedata.normalize(
        "NFD", "Điều 1. Ph\u00adạm vi\n1. Nghị\u200b quyết quy định:\nđ) lẻ.\nĐiều 2. Hiệu lực\nNgay."
    )
    draft = parse_text(text)
    assert node(draft, "d1").heading == "Phạm vi"
    assert node(draft, "d1.k1").text == "Nghị quyết quy định:\nđ) lẻ."
    assert node(draft, "d1.k1").doubt


def test_letters_of_every_alphabet_of_drafters() -> None:
    with_f = parse_text("Điều 1. Gồm:\na) x;\nb) x;\nc) x;\nd) x;\ne) x;\nf) x;\ng) x.\nĐiều 2. Hết\nXong.")
    assert [n.label for n in with_f.nodes if n.level == "diem"] == list("abcdefg")
    with_d = parse_text("Điều 1. Gồm:\na) x;\nb) x;\nc) x;\nd) x;\nđ) x;\ne) x;\ng) x.\nĐiều 2. Hết\nXong.")
    assert [n.label for n in with_d.nodes if n.level == "diem"] == list("abcdđeg")
    assert not any(n.doubt for n in (*with_f.nodes, *with_d.nodes))


@pytest.mark.parametrize(("typed", "expected"), [("abcdde", ["a", "b", "c", "d", "d", "e"]), ("abcđđe", list("abcđđe"))])
def test_letter_typed_twice_for_its_neighbour_is_a_clause_in_doubt(typed: str, expected: list[str]) -> None:
    draft = parse_text("Điều 1. Gồm:\n" + "\n".join(f"{letter}) x;" for letter in typed) + "\nĐiều 2. Hết\nXong.")
    letters = [n for n in draft.nodes if n.level == "diem"]
    assert [n.label for n in letters] == expected
    assert letters[4].doubt and not any(n.doubt for n in letters[:3])


def test_blank_before_the_stop_of_a_number() -> None:
    assert paths(parse_text("Điều 1 . Phạm vi\n1 . Một.\n2 . Hai.\nĐiều 2. Hết\nXong.")) == ["d1", "d1.k1", "d1.k2", "d2"]


def test_chapters_begin_anew_in_each_part() -> None:
    first = "Phần thứ nhất\nCHUNG\nChương I\nA\nĐiều 1. X\nx\n"
    draft = parse_text(f"{first}Phần thứ hai\nRIÊNG\nChương I\nB\nĐiều 2. Y\ny\nChương II\nC\nĐiều 3. Z\nz")
    assert paths(draft) == ["ph1", "ph1.c1", "d1", "ph2", "ph2.c1", "d2", "ph2.c2", "d3"]


def test_new_article_set_down_without_quotation_marks_is_no_clause() -> None:
    draft = parse_text("Điều 1. Sửa đổi\n1. Sửa Điều 3 như sau:\nĐiều 3. Tên\n1. Một.\n2. Bãi bỏ Điều 5.\nĐiều 2. Hết\nNgay.")
    assert paths(draft) == ["d1", "d1.k1", "d1.k2", "d2"]
    assert node(draft, "d1.k1").doubt


def test_old_law_that_opens_with_one_mark_and_closes_with_another() -> None:
    draft = parse_text(
        "Điều 1 Sửa đổi, bổ sung một số điều của Luật Thuế:\n1. Điều 22 được sửa đổi thành các điều 22 và 22a như sau:\n"
        '"Điều 22\n1. Một.\n2. Hai.\'\'\n"Điều 22a\n1. Ba.\'\'\n2. Bãi bỏ Điều 30.\nĐiều 2\nLuật này có hiệu lực từ năm 2013.'
    )
    assert paths(draft) == ["d1", "d1.k1", "d1.k2", "d2"]


def test_chapter_named_in_running_text_is_none() -> None:
    draft = parse_text(
        "Chương I\nCHUNG\nĐiều 1. Phạm vi\nChương II của Luật này không áp dụng.\nChương II\nRIÊNG\nĐiều 2. Hết\nXong."
    )
    assert paths(draft) == ["c1", "d1", "c2", "d2"]


def test_text_before_the_first_clause_is_kept() -> None:
    draft = parse_text("DỰ THẢO\nLời nói đầu của văn bản.\nĐiều 1. Phạm vi\nMột.\nĐiều 2. Hết\nHai.")
    assert draft.nodes[0] == Node("md", "modau", "", "Phần mở đầu", "DỰ THẢO\nLời nói đầu của văn bản.", None)


def test_text_without_any_number_is_one_doubtful_node_with_a_warning() -> None:
    draft = parse_text("Một đoạn văn.\nHai đoạn văn.")
    assert paths(draft) == ["md"]
    assert draft.nodes[0].doubt
    assert any("Không tìm thấy" in warning for warning in draft.warnings)


def test_nothing_gives_nothing() -> None:
    assert parse_text(" \n\n").nodes == ()


@pytest.mark.parametrize("mark", ["{}) ", "{} ) ", "{}. ", "{}/ ", "{}- "])
def test_ways_to_write_a_letter(mark: str) -> None:
    lettered = "\n".join(f"{mark.format(letter)}Việc của thôn" for letter in "abcdđ")
    draft = parse_text(f"Điều 1. Việc\n1. Gồm:\n{lettered}\n2. Hết.")
    assert paths(draft)[1:] == ["d1.k1", *(f"d1.k1.p{letter}" for letter in "abcdđ"), "d1.k2"]
    assert node(draft, "d1.k1.pb").text == "Việc của thôn"


def test_clauses_that_a_proposal_names_are_not_its_own() -> None:
    named = "Dự thảo Nghị quyết gồm 03 điều, cụ thể:\nĐiều 1. Mức thu.\nĐiều 2. Tổ chức.\nĐiều 3. Hiệu lực.\n"
    draft = parse_text(samples.PROPOSAL.replace("1. Mức thu\n", f"1. Bố cục\n{named}2. Mức thu\n", 1))
    assert paths(draft) == [
        "i1", "i1.s1", "i2", "i2.s1", "i2.s2", "i2.s2.g1", "kt1", "kt1.d1", "kt1.d1.k1", "kt1.d1.k2", "kt1.d2",
    ]  # fmt: skip
    assert node(draft, "i2.s1").text.endswith("Điều 3. Hiệu lực.")


def test_articles_after_a_line_that_counts_them_stay_articles() -> None:
    draft = parse_text("Quy chế này gồm 02 điều:\nĐiều 1. Một.\nĐiều 2. Hai.")
    assert paths(draft) == ["md", "d1", "d2"]


def test_list_of_forms_is_text_of_its_annex() -> None:
    listed = "PHỤ LỤC\nDANH MỤC BIỂU MẪU\nMẫu số 01: Báo cáo tháng\nMẫu số 02: Báo cáo năm\n"
    forms = "Mẫu số 01\nBÁO CÁO THÁNG\nMẫu số 02\nBÁO CÁO NĂM\n"
    draft = parse_text(f"Điều 1. Báo cáo\nĐiều 2. Hiệu lực\nTM. ỦY BAN NHÂN DÂN\n{listed}{forms}")
    assert [node.label for node in draft.nodes if node.level == "phuluc"] == ["", "Mẫu số 01", "Mẫu số 02"]


def test_note_between_number_and_stop_is_text() -> None:
    draft = parse_text("Điều 1[1]. Phạm vi\n1[2]. Một:\na[3]) chợ;\nb) [4] phố.\n2. [5] Hai.\nĐiều 2.[6] Hiệu lực")
    assert paths(draft) == ["d1", "d1.k1", "d1.k1.pa", "d1.k1.pb", "d1.k2", "d2"]
    assert (draft.nodes[0].heading, draft.nodes[2].text) == ("[1] Phạm vi", "[3] chợ;")


def test_letters_before_small_words_as_word_numbers_them() -> None:
    assert paths(parse_text("I. VIỆC\n1. Gồm:\na. thu phí;\nb. chi quỹ.")) == ["i1", "i1.s1", "i1.s1.pa", "i1.s1.pb"]
    assert paths(parse_text("1. Gồm:\na - b là hiệu của hai số.\n2. Hết.")) == ["s1", "s2"]


CONVENTION = """HƯƠNG ƯỚC
THÔN NÀ TƯỜNG
I. NHỮNG QUY ĐỊNH CHUNG
Điều 1. Phạm vi
Mọi hộ trong thôn.
Điều 2. Nguyên tắc
1. Tự nguyện.
2. Dân chủ.
II. VIỆC CƯỚI, VIỆC TANG
Điều 3. Việc cưới
Không quá 2 ngày.
III. THI HÀNH
Điều 4. Hiệu lực"""


def test_articles_stand_in_roman_sections_that_are_like_chapters() -> None:
    draft = parse_text(CONVENTION)
    assert [(n.path, n.parent) for n in draft.nodes] == [
        ("i1", None), ("d1", "i1"), ("d2", "i1"), ("d2.k1", "d2"), ("d2.k2", "d2"),
        ("i2", None), ("d3", "i2"), ("i3", None), ("d4", "i3"),
    ]  # fmt: skip
    assert not any(n.doubt for n in draft.nodes)
    assert parse_text(render(draft)).nodes == draft.nodes
