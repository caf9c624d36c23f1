"""What a column of a table of opinions can hold."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

TEXT, CLAUSE, PLACE, CHANNEL, RESPONDENT, STANCE, PROPOSED, DATE, SHEET = (
    "text", "clause", "place", "channel", "respondent", "stance", "proposed", "date", "sheet",
)  # fmt: skip

NAMES: dict[str, LazyString] = {
    TEXT: _l("Nội dung góp ý"),
    CLAUSE: _l("Điều, khoản, điểm"),
    PLACE: _l("Xã, phường"),
    CHANNEL: _l("Kênh tiếp nhận"),
    RESPONDENT: _l("Chủ thể góp ý"),
    STANCE: _l("Thái độ"),
    PROPOSED: _l("Câu chữ đề nghị"),
    DATE: _l("Ngày góp ý"),
    SHEET: _l("Mã phiếu"),
}
"""What a column can hold, in the order it is asked."""
