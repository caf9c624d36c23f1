"""How channels, stances, headings of criticism and kinds of respondent are called on screen and in documents."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

CHANNEL_NAMES: dict[str, LazyString] = {
    "web": _l("Trực tuyến (hệ thống này)"),
    "meeting": _l("Hội nghị trao đổi, đối thoại"),
    "community": _l("Họp cộng đồng dân cư"),
    "paper": _l("Phiếu giấy"),
    "hotline": _l("Hòm thư góp ý, đường dây nóng"),
    "front": _l("Ban Công tác Mặt trận, tổ chức chính trị - xã hội"),
    "portal": _l("Cổng thông tin điện tử"),
    "social": _l("Mạng viễn thông, mạng xã hội"),
    "dialogue": _l("Đối thoại với công dân là đối tượng thi hành"),
    "import": _l("Bảng tổng hợp nhập vào"),
}
"""Forms of taking opinions as Luật 10/2022/QH15 Điều 26.1 calls them, this system, and a table of unknown origin."""

STANCE_NAMES: dict[str, LazyString] = {
    "agree": _l("Tán thành"),
    "amend": _l("Đề nghị sửa"),
    "add": _l("Đề nghị bổ sung"),
    "remove": _l("Đề nghị bỏ"),
    "ask": _l("Câu hỏi"),
}

ASPECT_NAMES: dict[str, LazyString] = {
    "need": _l("Sự cần thiết"),
    "policy": _l("Sự phù hợp với chủ trương của Đảng, pháp luật của Nhà nước"),
    "feasible": _l("Tính đúng đắn, khoa học, khả thi"),
    "impact": _l("Tác động, hiệu quả"),
    "interests": _l("Hài hòa lợi ích của Nhà nước, người dân, tổ chức"),
}
"""The headings of Luật MTTQ Việt Nam 2015 Điều 33 as staff read them."""

ASPECT_QUESTIONS: dict[str, LazyString] = {
    "need": _l("Có cần quy định như vậy không"),
    "policy": _l("Có đúng chủ trương của Đảng, đúng pháp luật không"),
    "feasible": _l("Có đúng thực tế, có làm được không"),
    "impact": _l("Có lợi, có hại gì cho đời sống"),
    "interests": _l("Có công bằng giữa Nhà nước, người dân và tổ chức không"),
}
"""The same in plain words, as citizens choose them."""

RESPONDENT_NAMES: dict[str, LazyString] = {
    "person": _l("Cá nhân"),
    "household": _l("Hộ gia đình"),
    "organisation": _l("Tổ chức"),
}
