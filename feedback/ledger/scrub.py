"""Taking out of a quotation what could tell who spoke: names, telephone numbers, house numbers, numbers of papers.

Rules of spelling only, on the safe side: they may take out the name of a street or of a person in history. A name
written without capitals is not seen, so an officer reads every quotation before the report goes out.
"""

import re
from collections.abc import Iterable

NAME, PHONE, ADDRESS, NUMBER, MAIL, PAGE = "[tên]", "[số điện thoại]", "[số nhà]", "[dãy số]", "[địa chỉ thư]", "[trang mạng]"

_SURNAMES = (
    "Âu", "Bàn", "Bế", "Bồn", "Bùi", "Cao", "Cầm", "Châu", "Chẩu", "Cháng", "Chảo", "Chu", "Cư", "Cử", "Dương", "Đàm", "Đào",
    "Đặng", "Đinh", "Đoàn", "Đỗ", "Giàng", "Hà", "Hạng", "Hầu", "Hoàng", "Hồ", "Hứa", "Huỳnh", "Khổng", "Kiều", "La",
    "Lâm", "Lê", "Lò", "Lộc", "Lù", "Lục", "Lường", "Lương", "Lưu", "Ly", "Lý", "Ma", "Mã", "Mạc", "Mai", "Mùa", "Nghiêm", "Ngô",
    "Nguyễn", "Ninh", "Nông", "Phàn", "Phạm", "Phan", "Phùng", "Phượng", "Quách", "Quan", "Quàng", "Sầm", "Sằm", "Sùng", "Tạ",
    "Tải", "Tẩn", "Thái", "Thào", "Thẩm", "Thền", "Tòng", "Tô", "Tống", "Trần", "Triệu", "Trịnh", "Trương", "Vàng", "Văn",
    "Vi", "Vừ", "Vũ", "Võ", "Vương", "Xín",
)  # fmt: skip
"""Family names usual in the north, those of Tày, Dao, Mông, Nùng, Cao Lan and Lô Lô people among them."""

_KEPT = (
    "Hồ Chí Minh", "Hà Nội", "Hà Giang", "Hà Nam", "Hà Tĩnh", "Cao Bằng", "Thái Nguyên", "Thái Bình", "Lâm Đồng",
    "Lâm Bình", "Ninh Bình", "Ninh Thuận", "Mã Pì Lèng", "Mã Pí Lèng", "Thẩm Mã", "Lý Nhân", "Cao Lan",
    "La Chí", "La Ha", "Hà Nhì",
)  # fmt: skip
_PEOPLES = (
    "Kinh", "Tày", "Dao", "Mông", "Nùng", "Cao Lan", "Sán Chay", "Sán Chỉ", "Sán Dìu", "Hoa", "Giáy", "La Chí", "Lô Lô",
    "Pà Thẻn", "Bố Y", "Cờ Lao", "Phù Lá", "Pu Péo", "Ngái", "Mường", "Thái",
)  # fmt: skip
_HONORIFICS = (
    "ông", "bà", "anh", "chị", "cô", "chú", "bác", "cụ", "em", "cháu", "đồng chí", "thầy", "cô giáo", "thầy giáo", "bác sĩ",
    "tên là", "tên",
)  # fmt: skip
_OFFICES = (
    "Ban", "Bí", "Bộ", "Cán", "Chánh", "Chi", "Chính", "Chủ", "Công", "Đảng", "Đoàn", "Giám", "Hồ", "Hội", "Hiệu",
    "Mặt", "Nhà", "Nhân", "Phó", "Phòng", "Quốc", "Sở", "Thủ", "Thường", "Tổ", "Tổng", "Trạm", "Trường", "Trưởng", "Ủy",
    "Việt", "Xã", "Phường", "Tỉnh", "Thôn",
)  # fmt: skip
_LOWER = "a-zàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
_UPPER = _LOWER.replace("a-z", "A-Z").upper()
_SYLLABLE = rf"(?:[{_UPPER}][{_LOWER}]+|[{_UPPER}]+)(?![{_LOWER}{_UPPER}])"
_START, _END = rf"(?<![{_LOWER}{_UPPER}\w])", rf"(?![{_LOWER}{_UPPER}\w])"


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_RULES = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), MAIL),
    (re.compile(r"\b(?:https?://|www\.|(?:facebook|fb|zalo|tiktok)\.\w+/)\S*[\w/]", re.IGNORECASE), PAGE),
    (re.compile(r"(?<![\d/])(?:\(?\+?84\)?|\(?0)(?:[ .()-]{0,2}\d){8,10}(?![\d/])"), PHONE),
    (re.compile(r"\b\d{2}[A-ZĐ]\d?[- ]?\d{3}\.?\d{2}\b"), NUMBER),  # the plate of a car or motorcycle
    (re.compile(r"(?<![\d./,])\d{8,}(?![\d/])"), NUMBER),
    (re.compile(rf"{_START}(?:số nhà|nhà số)\s*:?\s*\d+\s?[A-Za-z]?(?:/\d+[A-Za-z]?)*{_END}", re.IGNORECASE), ADDRESS),
    (
        re.compile(
            rf"{_START}(?:[Ss]ố\s+)?\d+[A-Za-z]?(?:/\d+[A-Za-z]?)*,?\s+(?=(?:ngõ|ngách|hẻm|đường|phố)\s+[\d{_UPPER}])"
        ),
        f"{ADDRESS} ",
    ),
    (re.compile(rf"{_START}(ngõ|ngách|hẻm)\s+\d+(?:/\d+)*{_END}", re.IGNORECASE), ADDRESS),
)
_AFTER_HONORIFIC = re.compile(
    rf"{_START}({_either({*_HONORIFICS, *(word.capitalize() for word in _HONORIFICS)})})\s+({_SYLLABLE}(?:\s+{_SYLLABLE}){{0,3}})"
)
_FULL_NAME = re.compile(
    rf"{_START}(?:{_either({*_SURNAMES, *(surname.upper() for surname in _SURNAMES)})})(?:\s+{_SYLLABLE}){{1,3}}"
)


def scrub(text: str, places: Iterable[str] = ()) -> str:
    """The text without names, numbers and addresses of persons; names of `places` ('Lâm Bình') are left in."""
    for rule, instead in _RULES:
        text = rule.sub(instead, text)
    kept = {*_KEPT, *_PEOPLES, *places}
    text = _AFTER_HONORIFIC.sub(lambda found: _after_honorific(found, kept), text)
    return _FULL_NAME.sub(lambda found: found[0] if _is_place(found[0], kept) else NAME, text)


def _after_honorific(found: re.Match[str], kept: set[str]) -> str:
    first = found[2].split()[0]
    if first in _OFFICES or _is_place(found[2], kept):
        return found[0]
    return f"{found[1]} {NAME}"


def _is_place(words: str, kept: set[str]) -> bool:
    """Whether the words begin with a name that is nobody's: 'Lâm Bình', 'Hồ Chí Minh'."""
    return any(words == name or words.startswith(f"{name} ") for name in kept)
