"""Small workbooks made for the tests."""

import io

from openpyxl import Workbook

Rows = list[list[object]]

HOUSEHOLD: dict[str, Rows] = {
    "survey": [
        ["type", "name", "label::Tiếng Việt (vi)", "label::English (en)", "required", "relevant", "constraint",
         "constraint_message::Tiếng Việt (vi)", "calculation", "choice_filter"],
        ["select_one co_khong", "dong_y", "Có đồng ý không?", "Do you agree?", "yes", None, None, None, None, None],
        [],
        ["begin group", "ho", "Hộ", "Household", None, "${dong_y} = ‘co’", None, None, None, None],
        ["integer", "nguoi", "Số người", "People", "true()", None, ". >= 1 and . <= 30", "Từ 1 đến 30 người.", None, None],
        ["decimal", "thu_nhap", "Thu nhập", "Income", None, "${nguoi} > 0", None, None, None, None],
        ["calculate", "binh_quan", None, None, None, None, None, None, "round(${thu_nhap} div ${nguoi}, 2)", None],
        ["select_one xa or_other", "xa", "Xã", "Commune", None, None, None, None, None, None],
        ["end group", None, None, None, None, None, None, None, None, None],
        ["select_one tinh", "tinh", "Tỉnh", "Province", None, None, None, None, None, None],
        ["select_one thon", "thon", "Thôn", "Hamlet", None, None, None, None, None, "tinh=${tinh}"],
    ],
    "choices": [
        ["list_name", "name", "label::Tiếng Việt (vi)", "label::English (en)", "tinh"],
        ["co_khong", "co", "Có", "Yes", None], ["co_khong", "khong", "Không", "No", None],
        ["xa", "nh", "Na Hang", "Na Hang", None], ["tinh", "tq", "Tuyên Quang", "Tuyên Quang", None],
        ["tinh", "hg", "Hà Giang", "Hà Giang", None], ["thon", "t1", "Thôn Một", "One", "tq"],
        ["thon", "t2", "Thôn Hai", "Two", "hg"],
    ],
    "settings": [["form_title", "form_id", "default_language"], ["Phiếu hộ", "ho", "Tiếng Việt (vi)"]],
}  # fmt: skip


def workbook(sheets: dict[str, Rows]) -> bytes:
    """An .xlsx of these sheets."""
    book = Workbook()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def survey(*rows: list[object], headings: tuple[str, ...] = (), **sheets: Rows) -> bytes:
    """A workbook with these questions: type, name, label and what `headings` name."""
    return workbook({"survey": [["type", "name", "label", *headings], *rows], **sheets})
