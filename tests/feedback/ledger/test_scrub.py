"""Names, telephone numbers and house numbers do not get into quotations; names of places, laws and sums of money stay."""

import pytest

from feedback.ledger.scrub import scrub
from feedback.reports.quotes import cut


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("Tôi là Nguyễn Văn An ở thôn 3.", "Tôi là [tên] ở thôn 3."),
        ("NGUYỄN THỊ LAN kính gửi", "[tên] kính gửi"),
        ("Đề nghị hỏi ông Bình và chị Lò Thị Mai.", "Đề nghị hỏi ông [tên] và chị [tên]."),
        ("Cháu là Giàng A Páo", "Cháu là [tên]"),
        ("Ông Páo nói vậy", "Ông [tên] nói vậy"),
        ("Gọi 0912 345 678 hoặc +84912345678 nhé", "Gọi [số điện thoại] hoặc [số điện thoại] nhé"),
        ("Gọi 0912.345.678", "Gọi [số điện thoại]"),
        ("Thư gửi lan.92@vnpt.vn", "Thư gửi [địa chỉ thư]"),
        ("Nhà tôi ở số nhà 12/5A, tổ 4", "Nhà tôi ở [số nhà], tổ 4"),
        ("Ở 15 đường Tân Trào", "Ở [số nhà] đường Tân Trào"),
        ("Gọi (0207) 3822 456.", "Gọi [số điện thoại]."),
        ("Xem facebook.com/nguyenvana, rõ cả.", "Xem [trang mạng], rõ cả."),
        ("Xe biển số 22A-123.45 đổ trộm", "Xe biển số [dãy số] đổ trộm"),
        ("Cô giáo Hương và Quàng Văn Pọm", "Cô giáo [tên] và [tên]"),
        ("Căn cước 008123456789 của tôi", "Căn cước [dãy số] của tôi"),
    ],
)
def test_what_tells_the_person_is_taken_out(said: str, printed: str) -> None:
    assert scrub(said) == printed


@pytest.mark.parametrize(
    "said",
    [
        "Mức 60.000.000 đồng theo Nghị định 08/2022/NĐ-CP là thấp",
        "Học tập tư tưởng Hồ Chí Minh, Bác Hồ dạy",
        "Bà con ở Hà Giang và ông Chủ tịch xã",
        "Quan tâm đến hộ nghèo trong 30 ngày, khoản 2 Điều 5",
        "Gọi 5 đường dây nóng mà không ai nghe",
        "Anh em ở xã Lâm Bình",
        "Đường dốc Mã Pí Lèng, xe ba bánh không lên được",
        "Trưởng thôn Nà Mạ, cô giáo ở trường Tiểu học",
        "Từ 01/7/2025 đến 05.11.2026 là 15 000 000 đồng, 0,5 - 10 kg",
        "Chị em Tày ở bên sông Lô, sông Gâm",
    ],
)
def test_what_tells_nothing_of_a_person_stays(said: str) -> None:
    assert scrub(said, ["Lâm Bình"]) == said


def test_long_words_are_cut_at_a_sentence_and_inner_quotation_marks_become_single() -> None:
    text = 'Bỏ cụm từ "nêu tên trên loa". ' + "Nhà tôi ở xa lắm. " * 40
    short = cut(text, 200)
    assert len(short) <= 200
    assert short.startswith("Bỏ cụm từ ‘nêu tên trên loa’.")
    assert short.endswith(". …")
