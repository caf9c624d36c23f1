"""The marks that number a clause, read from the start of one paragraph.

Forms after Decree 78/2025/NĐ-CP (Điều 62–69) and the habits of plans: I., 1., 1.1., a), -, +.
"""

import re
from dataclasses import dataclass

Rank = tuple[int, ...]

LETTERS = "abcdđefghijklmnopqrstuvwxyz"
_OPTIONAL = frozenset("đfjwz")  # not every drafter uses these: d, e and d, đ, e are both in order
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_WORDS = {
    name: number
    for number, names in enumerate(
        ["nhất,một", "hai,nhì", "ba", "tư,bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"], start=1
    )
    for name in names.split(",")
}

_CITED = "Luật|Bộ luật|Bộ Luật|Nghị|Thông|Quyết|Pháp|Hiến|Quy|Điều|Chỉ|Phụ|Chương|Mục|Mẫu|Hướng"  # "Điều 5 Luật Chợ"
_DIEU = re.compile(
    r"^(?:ĐIỀU|Điều|Ðiều|ÐIỀU) ?(\d{1,3})([a-zđ]?)"
    rf"(?: ?[.:](?!\d) ?(.*)|( ?[-–—] ?\S.*)| (?!(?:{_CITED})\b)([^\W\d_].*)|)$"
)
_NUMBER = re.compile(r"^(\d{1,3})([a-zđ]?)(?: ?\.(?!\d) ?(?!\d{3}\b)|([-/]) (?=[^\W\d]|[“\"]))(\S.*)$")
_DOTTED = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){1,3})(?:\. ?|\) ?| )(?=[^\W\d]|[“\"(])(\S.*)$")
_LETTER = re.compile(r"^([a-eđg-zfjw])(\d?)(?: ?\) ?|( ?[./] ?| ?[-–] ))(\S.*)$")
_CAPITAL = re.compile(r"^([A-EĐG-Z])\. ?(\S.*)$")
_ROMAN_DOT = re.compile(r"^(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})(\. ?| ?[-–/] ?)(?=\S)(.*)$")
_DASHES = "-–—•●▪·◦○■➢−\u2010\u2011\u2015\uf0b7\uf0a7\uf0d8\uf02d"  # the last are what symbol fonts leave behind
_DASH = re.compile(rf"^[{_DASHES}] ?(?=[^\W_]|[“\"(])(.*)$")
_PLUS = re.compile(r"^\+ ?(?=[^\W_]|[“\"(])(.*)$")
_NOTED = re.compile(r"^((?:ĐIỀU |Điều )?\d{1,3}[a-zđ]?|[a-zđ]\d?)((?:\[\d{1,3}\])+)([.):]) ?")  # "Điều 1[2]. Tên"
_BIG = re.compile(
    r"^(?P<word>PHẦN|Phần|CHƯƠNG|Chương|TIỂU MỤC|Tiểu mục|Tiểu Mục|MỤC|Mục) "
    r"(?P<label>[IVXLC]+|\d{1,2}|(?i:thứ \w+))(?P<rest>[ .:–—-].*)?$"
)
_BIG_LEVELS = {"phần": "phan", "chương": "chuong", "mục": "muc", "tiểu mục": "tieumuc"}


@dataclass(frozen=True)
class Marker:
    """A possible clause: its level, the label as written, its rank for comparing, and the rest of the paragraph."""

    level: str
    label: str
    rank: Rank
    rest: str


def find_marker(paragraph: str) -> Marker | None:
    """What the paragraph would be if its number stood in sequence; "lama" and "chuhoa" may both fit "I."."""
    paragraph = _NOTED.sub(r"\1\3 \2 ", paragraph)
    first = paragraph[0]
    if first.isdigit():
        return _number(paragraph)
    if first in _DASHES:
        match = _DASH.match(paragraph)
        return Marker("gach", "-", (), match[1]) if match else None
    if first == "+":
        match = _PLUS.match(paragraph)
        return Marker("cong", "+", (), match[1]) if match else None
    return _letter(paragraph) or _dieu(paragraph) or _big(paragraph) or _roman(paragraph) or _capital(paragraph)


def _letter(paragraph: str) -> Marker | None:
    """ "a) tên"; also "a. tên", as Word numbers by itself; "a.Tên", "a/ Tên" and "a - Tên" only before a capital."""
    match = _LETTER.match(paragraph)
    if match is None:
        return None
    start = match[4][0]
    if match[3] and (match[2] or not (start.isupper() or (match[3] == ". " and start.isalpha()))):
        return None
    return Marker("diem", match[1] + match[2], (LETTERS.index(match[1]) + 1, int(match[2] or 0)), match[4])


def _number(paragraph: str) -> Marker | None:
    match = _NUMBER.match(paragraph)
    if match and not (match[3] and match[4][0].islower()):  # older drafters write "1- Tên" for "1. Tên"
        return Marker("khoan", match[1] + match[2], _with_suffix(match[1], match[2]), match[4])
    if match := _DOTTED.match(paragraph):
        return Marker("sonho", match[1], tuple(int(part) for part in match[1].split(".")), match[2])
    return None


def _dieu(paragraph: str) -> Marker | None:
    match = _DIEU.match(paragraph)
    if match is None or (match[5] and not match[5][0].isupper()):
        return None
    rest = (match[3] or match[4] or match[5] or "").lstrip(" -–—")  # older laws write "Điều 1.- "
    return Marker("dieu", match[1] + match[2], _with_suffix(match[1], match[2]), rest)


def _with_suffix(number: str, letter: str) -> Rank:
    return int(number), LETTERS.index(letter) + 1 if letter else 0


def _big(paragraph: str) -> Marker | None:
    """Phần, Chương, Mục, Tiểu mục: alone, before a title in capitals, or before a title after a stop."""
    match = _BIG.match(paragraph)
    if match is None:
        return None
    rest = (match["rest"] or "").strip()
    title = rest.lstrip(".:–—- ")
    rank = _big_rank(match["label"])
    stopped = rest != title or title.isupper() or not title
    if rank is None or not stopped or title[:1].islower():
        return None
    return Marker(_BIG_LEVELS[match["word"].lower()], match["label"], rank, title)


def _big_rank(label: str) -> Rank | None:
    if label.isdigit():
        return (int(label),)
    if label.lower().startswith("thứ "):
        number = _WORDS.get(label.lower().removeprefix("thứ "))
        return (number,) if number else None
    return (roman_number(label),)


def roman_number(label: str) -> int:
    """The value of a Roman number in capitals; any sequence of the letters gets some value, none is refused."""
    values = [_ROMAN[letter] for letter in label]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))


def _roman(paragraph: str) -> Marker | None:
    match = _ROMAN_DOT.match(paragraph)
    if match is None or not (match[3].startswith(".") or match[4].isupper()):
        return None
    label = match[1] + match[2]
    return Marker("lama", label, (roman_number(label),), match[4])


def _capital(paragraph: str) -> Marker | None:
    match = _CAPITAL.match(paragraph)
    return Marker("chuhoa", match[1], (LETTERS.index(match[1].lower()) + 1,), match[2]) if match else None


def is_first(marker: Marker) -> bool:
    """Whether this is how a list begins: 1, a, I, A, 2.1."""
    if marker.level == "sonho":
        return marker.rank[-1] == 1
    return marker.rank in {(1, 0), (1,)} or marker.level in ("gach", "cong")


def follows(before: Rank, after: Rank) -> bool:
    """Whether `after` comes next: 3 after 2, 3 after 2b, 2a after 2, 2b after 2a."""
    if len(after) == 1:
        return after[0] == before[0] + 1
    (number, suffix), (next_number, next_suffix) = before[:2], after[:2]
    return (next_number, next_suffix) == (number + 1, 0) or (next_number, next_suffix) == (number, suffix + 1)


def letter_follows(before: Rank, after: Rank) -> bool:
    """`follows` for the letters of điểm, where đ, f, j, w, z may be missing."""
    if before[0] == after[0]:
        return after[1] == before[1] + 1
    between = LETTERS[before[0] : after[0] - 1]
    return after[0] > before[0] and after[1] == 0 and all(letter in _OPTIONAL for letter in between)
