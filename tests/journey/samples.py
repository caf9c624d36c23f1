"""Files that the staff of the journey bring along, made up for it."""

import io

from docx import Document
from openpyxl import Workbook

TITLE = "VỀ HỖ TRỢ HỌC SINH BÁN TRÚ VÙNG CAO"
COLLECTED = (
    ("Bữa trưa của cháu chỉ có cơm với canh, mong tăng tiền ăn", "Xã Yên Sơn", "khoản 1 Điều 2", "20/11/2026"),
    ("Tiền ăn tăng theo giá chợ thì mới đủ bữa trưa cho các cháu", "Xã Lũng Cú", "Điều 2", "20/11/2026"),
    ("Nhà ở bán trú dột, mùa mưa các cháu không ngủ được", "Đồng Văn", "Điều 3", "21/11/2026"),
    ("Xin sửa mái nhà bán trú trước mùa mưa", "xa dong van", "Điều 3", "21/11/2026"),
)
VOICES = (
    "tiền ăn bữa trưa của học sinh thấp quá, giá thịt giá gạo ở chợ tăng",
    "đề nghị tăng tiền ăn bữa trưa theo giá chợ từng năm",
    "bữa trưa chỉ có rau, tiền ăn không đủ mua thịt",
    "nhà ở bán trú dột nát, mái tôn thủng khi mưa",
    "phòng ở bán trú chật, mười cháu một phòng, mái dột",
    "cần sửa mái nhà ở bán trú trước mùa mưa bão",
    "đường đến trường qua suối, mùa lũ các cháu phải nghỉ học",
    "xin làm cầu qua suối cho học sinh đi học mùa lũ",
    "mùa lũ nước suối to không ai đưa học sinh đến trường",
)


def draft() -> bytes:
    """A draft as a Word file: four Điều, some khoản and điểm."""
    document = Document()
    for line in (
        "NGHỊ QUYẾT", TITLE, "Điều 1. Phạm vi điều chỉnh", "Nghị quyết này quy định việc hỗ trợ học sinh bán trú.",
        "Điều 2. Tiền ăn", "1. Mỗi học sinh được hỗ trợ 900.000 đồng một tháng.",
        "2. Nhà trường công khai thực đơn:", "a) Trên bảng tin;", "b) Trong cuộc họp phụ huynh.",
        "Điều 3. Nhà ở bán trú", "Phòng ở không quá tám học sinh.",
        "Điều 4. Hiệu lực", "Nghị quyết này có hiệu lực từ ngày 01 tháng 01 năm 2027.",
    ):  # fmt: skip
        document.add_paragraph(line)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def collected(*, wrong: bool) -> bytes:
    """A workbook of opinions written down at village meetings; with a commune that does not exist if `wrong`."""
    book = Workbook()
    sheet = book.active
    sheet.append(("STT", "Nội dung góp ý", "Xã/phường", "Điều khoản", "Ngày"))
    rows = [*COLLECTED, *((voice, "Xã Mèo Vạc", "Điều 2", "22/11/2026") for voice in VOICES)]
    for number, row in enumerate(rows, 1):
        place = "Xã Không Có" if wrong and number == 3 else row[1]
        sheet.append((number, row[0], place, *row[2:]))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
