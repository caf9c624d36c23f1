"""What people write in a cell for a channel, a stance, a kind of respondent, a date."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from analysis.text.normalise import fold, normalise
from feedback.ledger.names import CHANNEL_NAMES, RESPONDENT_NAMES, STANCE_NAMES

_CHANNELS = {
    "paper": "giấy|phiếu|phiếu lấy ý kiến|phiếu khảo sát|bản giấy",
    "meeting": "hội nghị|hội nghị lấy ý kiến|hội nghị góp ý|hội nghị phản biện|tọa đàm|hội thảo",
    "community": "họp dân|họp thôn|họp tổ dân phố|họp cộng đồng|họp tổ|họp xóm|họp bản|cuộc họp",
    "hotline": "đường dây nóng|hòm thư|hòm thư góp ý|điện thoại|gọi điện",
    "front": "mặt trận|ban công tác mặt trận|mttq|đoàn thể|tổ chức chính trị - xã hội",
    "portal": "cổng thông tin|cổng|trang thông tin điện tử|website|thư điện tử|email",
    "social": "mạng xã hội|facebook|zalo|tin nhắn|mạng viễn thông",
    "dialogue": "đối thoại|đối thoại trực tiếp|tiếp công dân|tiếp dân",
    "import": "khác|không rõ|tổng hợp|bảng tổng hợp",
}
_STANCES = {
    "agree": "đồng ý|nhất trí|ủng hộ|thống nhất|tán thành hoàn toàn|hoàn toàn đồng ý|hoàn toàn nhất trí|nhất trí cao",
    "amend": "sửa|sửa đổi|chỉnh sửa|sửa đổi, bổ sung|đề nghị chỉnh sửa|đề nghị sửa đổi|điều chỉnh|thay đổi",
    "add": "bổ sung|thêm|đề nghị thêm",
    "remove": "bỏ|xóa|xoá|loại bỏ|bãi bỏ|đề nghị xóa|đề nghị loại bỏ",
    "ask": "hỏi|thắc mắc|đề nghị giải thích|đề nghị làm rõ|làm rõ",
}
_NO_STANCE = frozenset({"", "-", "khác", "ý kiến khác", "không", "không nêu", "không rõ", "không có ý kiến", "không ý kiến"})
_AGAINST = frozenset({"không đồng ý", "không tán thành", "không nhất trí", "phản đối", "chưa đồng ý", "chưa nhất trí"})
_RESPONDENTS = {
    "person": "người dân|công dân|cử tri|cán bộ|đảng viên|hội viên|đại biểu",
    "household": "hộ|hộ dân|gia đình|hộ nông dân|hộ kinh doanh",
    "organisation": "cơ quan|đơn vị|doanh nghiệp|công ty|hợp tác xã|đoàn thể|hội",
}
_STARTS = {
    "household": ("hộ ", "gia đình "),
    "person": ("ông ", "bà ", "anh ", "chị "),
    "organisation": (
        "ubnd ", "ủy ban ", "uỷ ban ", "sở ", "ban ", "hội ", "công ty ", "htx ", "hợp tác xã ", "doanh nghiệp ",
        "cơ quan ", "trường ", "liên đoàn ", "đoàn thanh niên", "mttq", "chi hội ", "chi bộ ", "đảng ủy ", "trạm ",
    ),
}  # fmt: skip

_HOUR = r"(?:[ t]\d{1,2}[:h]\d{0,2}\S*)?"
_DAY_FIRST = re.compile(rf"(?:ngày )?(\d{{1,2}})(?:[/.\-]| tháng )(\d{{1,2}})(?:[/.\-]| năm )(\d{{4}}|\d{{2}}){_HOUR}")
_YEAR_FIRST = re.compile(rf"(\d{{4}})[/.\-](\d{{1,2}})[/.\-](\d{{1,2}}){_HOUR}")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_SERIAL_START = date(1899, 12, 30)
_EARLIEST = date(2000, 1, 1)


class CellError(Exception):
    """What stands in a cell cannot be taken; `sentence` says why and what to write instead."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def channel(written: str) -> str:
    """The channel a cell names. Raises CellError; the web's own channel is none that a table can come by."""
    found = _CHANNEL_WORDS.get(fold(written))
    if found is None:
        raise CellError(_("Không rõ đây là kênh nào. Hãy ghi một trong các kênh: %(names)s.", names=_list(CHANNEL_NAMES)))
    return found


def stance(written: str) -> str | None:
    """The stance a cell names, None where it names none. Raises CellError."""
    text = normalise(written).strip(" .")
    if text in _NO_STANCE:
        return None
    if text in _AGAINST:
        raise CellError(
            _("“Không tán thành” chưa nói rõ muốn gì. Hãy ghi “Đề nghị sửa”, “Đề nghị bỏ”, hoặc để trống ô này.")
        )
    found = _STANCE_WORDS.get(fold(text))
    if found is None:
        raise CellError(_("Không rõ thái độ này. Hãy ghi một trong các mục: %(names)s.", names=_list(STANCE_NAMES)))
    return found


def respondent(written: str) -> str:
    """The kind of respondent a cell names, also by a name such as 'Hội Nông dân xã', 'Bà Lý Thị Chiêu'. Raises CellError."""
    text = normalise(written)
    found = _RESPONDENT_WORDS.get(text)
    # With diacritics only: 'Hồ Văn Sơn' is no 'hộ', 'Bàn Thị Pham' no 'ban'.
    for kind, starts in _STARTS.items():
        found = found or (kind if text.startswith(starts) else None)
    if found is None:
        raise CellError(_("Không rõ chủ thể góp ý. Hãy ghi một trong các mục: %(names)s.", names=_list(RESPONDENT_NAMES)))
    return found


def day(written: str, today: date) -> date:
    """The date a cell names, as '25/11/2026', '2026-11-25', '25/11/26 08:30' or a spreadsheet's day number.

    Raises CellError for what is no date, lies after `today`, or before the year 2000.
    """
    found = _date(normalise(written))
    if found is None:
        raise CellError(_("Không phải ngày có thật. Hãy ghi ngày/tháng/năm, ví dụ 25/11/2026."))
    if found > today:
        raise CellError(_("Ngày này chưa đến. Hãy xem lại ngày, tháng, năm."))
    if found < _EARLIEST:
        raise CellError(_("Ngày này quá xa trong quá khứ. Hãy xem lại năm."))
    return found


def _date(text: str) -> date | None:
    try:
        if match := _YEAR_FIRST.fullmatch(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _DAY_FIRST.fullmatch(text):
            year = int(match[3])
            return date(year if year > 99 else 2000 + year, int(match[2]), int(match[1]))
    except ValueError:
        return None
    if _SERIAL.fullmatch(text):
        return _SERIAL_START + timedelta(days=int(text[:5]))
    return None


def _words(names: Mapping[str, LazyString], others: Mapping[str, str], form: Callable[[str], str]) -> dict[str, str]:
    """Word → code, for the code itself, its Vietnamese name (nobody asks for another language yet) and other words."""
    words = {form(code): code for code in others} | {form(str(names[code])): code for code in others}
    return words | {form(word): code for code, all_words in others.items() for word in all_words.split("|")}


def _list(names: Mapping[str, LazyString]) -> str:
    return "; ".join(str(name) for code, name in names.items() if code != "web")


_CHANNEL_WORDS = _words(CHANNEL_NAMES, _CHANNELS, fold)
_STANCE_WORDS = _words(STANCE_NAMES, _STANCES, fold)
_RESPONDENT_WORDS = _words(RESPONDENT_NAMES, _RESPONDENTS, normalise)
