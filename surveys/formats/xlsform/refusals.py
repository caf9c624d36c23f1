"""What pyxform says when it refuses a workbook, in Vietnamese, with sheet, row and column as far as it tells them."""

import re

from surveys.formats.xlsform.places import Place

_NAME = "tên phải bắt đầu bằng chữ hoặc dấu gạch dưới, chỉ gồm chữ, chữ số, gạch dưới, gạch ngang và dấu chấm."

# What is found in the English sentence, the sheet and column it is about (where pyxform does not name them), and ours.
_KNOWN = (
    (r"Question with no type", "survey", "type", "dòng này thiếu loại câu hỏi."),
    (r"Question or group with no name", "survey", "name", "câu hỏi hoặc nhóm này thiếu tên."),
    (r"Missing calculation", "survey", "calculation", "câu tính toán này thiếu phép tính."),
    (r"List name not in choices sheet: (?P<what>.+)", "survey", "type", "trang choices không có danh sách “{what}”."),
    (r"List name not in external choices sheet: (?P<what>.+)", "survey", "type", "không có danh sách ngoài “{what}”."),
    (r"List name not in columns sheet: (?P<what>.+)", "survey", "type", "trang columns không có danh sách “{what}”."),
    (r"Unknown question type '(?P<what>.*?)'", "survey", "type", "không có loại câu hỏi “{what}”."),
    (r"specify choices for this 'or other'", "survey", "type", "câu chọn có “or_other” thiếu danh sách phương án."),
    (r"Unmatched 'end_\w+'.*name '(?P<what>.*?)'", "survey", "type", "dòng kết thúc này không có dòng bắt đầu nhóm."),
    (r"Unmatched 'begin_\w+'.*name '(?P<what>.*?)'", "survey", "type", "nhóm “{what}” thiếu dòng kết thúc."),
    (r"'(?P<what>\S+)' is invalid. Questions, groups, and repeats must be unique", "survey", "name",
     "tên “{what}” đã dùng trong cùng nhóm."),
    (r"Repeat names must", "survey", "name", "tên của nhóm lặp đã dùng ở chỗ khác."),
    (r"'meta' is reserved", "survey", "name", "tên “meta” đã được dành riêng, hãy đặt tên khác."),
    (r"Choices must have a name", "choices", "name", "phương án này thiếu tên."),
    (r"Choices should have a label", "choices", "label", "phương án này thiếu nhãn."),
    (r"Choice names must be unique", "choices", "name", "tên phương án này đã dùng trong cùng danh sách."),
    (r"Choice names with spaces", "choices", "name", "tên phương án của câu chọn nhiều không được có khoảng trắng."),
    (r"Names must begin with a letter", "", "", _NAME),
    (r"Names used here must", "", "", "tên này không dùng được."),
    (r"Could not find the name '(?P<what>.*?)'", "", "", "phiếu không có câu hỏi “{what}”."),
    (r"The name '(?P<what>.*?)' appears more than once", "", "", "có nhiều câu hỏi tên “{what}”."),
    (r"Reference variable", "", "", "câu hỏi được nhắc tới phải viết là ${{tên_câu_hỏi}}."),
    (r"Column headers must not", "choices", "", "tên cột không được trống và không được có khoảng trắng."),
    (r"Invalid headers provided for sheet: '(?P<sheet>\w+)'.*not found: (?P<what>.+?)\.", "", "",
     "thiếu cột bắt buộc {what}."),
    (r"Invalid headers provided for sheet: '(?P<sheet>\w+)'.*found: '(?P<what>.+?)', '(?P<other>.+?)'", "", "",
     "hai cột “{what}” và “{other}” có cùng ý nghĩa, hãy bỏ một cột."),
    (r"Invalid headers provided for sheet: '(?P<sheet>\w+)'", "", "", "dòng đầu phải là tên các cột."),
    (r"'parameters' value is invalid|parameter", "survey", "parameters", "tham số không dùng được."),
)  # fmt: skip
_ROW = re.compile(r"\[row ?: ?(\d+)\]")
_SHEET = re.compile(r"On the '(\w+)' sheet")
_COLUMN = re.compile(r"the '(\w+)' value")


def refusal(english: str) -> str:
    """One Vietnamese sentence for a message of pyxform; one that is not known is quoted."""
    text = " ".join(english.split())
    for pattern, sheet, column, sentence in _KNOWN:
        match = re.search(pattern, text)
        if match:
            found = match.groupdict()
            place = _place(text, found.pop("sheet", None) or sheet, column)
            return f"{place}: {sentence.format(**found)}"
    return f"{_place(text, '', '')}: phiếu chưa đúng quy tắc XLSForm. Thông báo gốc: “{text}”"


def _place(text: str, sheet: str, column: str) -> Place:
    named, row, heading = _SHEET.search(text), _ROW.search(text), _COLUMN.search(text)
    return Place(named[1] if named else sheet or "survey", int(row[1]) if row else 0, heading[1] if heading else column)
