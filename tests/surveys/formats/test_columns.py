"""Headers people write, and what they name."""

import pytest

from surveys.formats.columns import ROLES, folded, guess_columns, role_of


@pytest.mark.parametrize(
    ("role", "headers"),
    [
        ("text", ["Nội dung góp ý", "NỘI DUNG Ý KIẾN", "Ý kiến của người dân", "noi dung", "Góp ý",
                  "Nội dung kiến nghị", "Nội dung phản ánh, kiến nghị", "text", "Ý kiến khác (ghi rõ)"]),
        ("place", ["Xã/phường", "Địa bàn", "Xã, phường, thị trấn", "Tên xã", "Đơn vị", "Nơi ở", "unit_code", "Mã xã"]),
        ("channel", ["Kênh tiếp nhận", "Kênh", "Hình thức lấy ý kiến", "Nguồn", "channel"]),
        ("clause", ["Điều khoản", "Điều, khoản", "Điều/khoản góp ý", "NHÓM VẤN ĐỀ, ĐIỀU, KHOẢN", "Điều, khoản, điểm"]),
        ("date", ["Ngày", "Ngày gửi", "Thời gian", "Ngày tháng năm", "Ngày tiếp nhận"]),
        ("stance", ["Thái độ", "Quan điểm", "Loại ý kiến", "Tán thành/không tán thành", "Phân loại góp ý", "stance"]),
        ("proposed", ["Câu chữ đề nghị", "Phương án đề xuất", "Đề xuất sửa đổi, bổ sung", "Đề nghị sửa thành"]),
        ("sheet", ["Mã phiếu", "Số phiếu", "Phiếu số", "Số hiệu văn bản", "submission"]),
        ("respondent", ["Đối tượng", "Chủ thể góp ý", "Thành phần", "Đối tượng trả lời"]),
    ],
)  # fmt: skip
def test_headers_in_use(role: str, headers: list[str]) -> None:
    assert [(header, role_of(header)) for header in headers] == [(header, role) for header in headers]


@pytest.mark.parametrize(
    "header",
    ["", "STT", "Họ tên", "Số điện thoại", "Xã Yên Sơn", "Điều 5", "Nội dung tiếp thu, giải trình", "Tôi có ý kiến",
     "Ý kiến tiếp thu, giải trình của cơ quan soạn thảo", "label", "Ghi chú", "Ý kiến " * 20],
)  # fmt: skip
def test_headers_that_name_nothing(header: str) -> None:
    assert role_of(header) is None


def test_the_first_of_two_is_taken() -> None:
    headers = ["STT", "Họ tên", "Xã/phường", "Nội dung góp ý", "Điều khoản", "Ngày", "Ý kiến khác"]
    assert guess_columns(headers) == {"place": 2, "text": 3, "clause": 4, "date": 5}
    assert set(guess_columns(headers)) < set(ROLES)


def test_decomposed_letters_fold_alike() -> None:
    assert folded("ĐIỀU/Khoản") == folded("Điều / khoản") == "dieu khoan"
