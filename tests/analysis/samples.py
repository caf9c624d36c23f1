"""Made-up opinions on four subjects, combined from halves so that there are as many as a test needs."""

from itertools import product

ROADS = (
    ("Đường liên thôn", "Con đường qua xóm", "Mặt đường bê tông", "Đoạn đường dốc"),
    ("lầy lội mỗi khi mưa", "nhiều ổ gà quá", "cần được sửa chữa sớm", "xe tải chạy làm hỏng hết", "chưa có rãnh thoát nước"),
)  # fmt: skip
HEALTH = (
    ("Trạm y tế xã", "Bác sĩ ở trạm y tế", "Bảo hiểm y tế của người già", "Phòng khám của trạm"),
    ("thiếu thuốc chữa bệnh", "khám bệnh phải chờ lâu", "cần thêm máy siêu âm", "nên khám tại nhà", "hết thuốc huyết áp"),
)  # fmt: skip
SCHOOLS = (
    ("Trường mầm non", "Học sinh tiểu học", "Lớp học ở điểm trường lẻ", "Thầy cô giáo"),
    ("thiếu phòng học kiên cố", "phải học hai ca", "cần có bếp ăn bán trú", "thiếu sách giáo khoa", "xin giảm học phí"),
)
RUBBISH = (
    ("Rác thải sinh hoạt", "Xe chở rác", "Bãi rác đầu thôn", "Việc thu gom rác"),
    ("bốc mùi hôi thối", "một tuần mới thu gom một lần", "làm ô nhiễm nguồn nước", "chưa phân loại", "cần thêm thùng đựng"),
)  # fmt: skip
SUBJECTS = (ROADS, HEALTH, SCHOOLS, RUBBISH)


def opinions() -> tuple[list[str], list[int]]:
    """80 opinions, the subjects in turn, and the subject of each."""
    each = [[f"{first} {second}." for first, second in product(*halves)] for halves in SUBJECTS]
    mixed = [(text, subject) for row in zip(*each, strict=True) for subject, text in enumerate(row)]
    return [text for text, _ in mixed], [subject for _, subject in mixed]
