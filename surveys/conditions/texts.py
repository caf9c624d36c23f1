"""Functions on texts. Characters are code points; blanks are those of XML, as in XPath 1.0 section 4.2."""

import math

from surveys.conditions.rounding import down, towards_zero
from surveys.conditions.values import BLANK, composed, words

_FAR = 1e9


def length(text: str) -> float:
    """Code points of the text in NFC: 'ế' is one however it was typed."""
    return float(len(composed(text)))


def substring(text: str, start: float, count: float | None = None) -> str:
    """XPath's substring: characters counted from 1, both numbers rounded."""
    first = down(start + 0.5)
    end = math.inf if count is None else first + down(count + 0.5)
    return "".join(character for place, character in enumerate(text, 1) if first <= place < end)


def substr(text: str, start: float, end: float | None = None) -> str:
    """ODK's substr: characters counted from 0, up to but without `end`; negative counts from the back."""
    return text[_place(start) :] if end is None else text[_place(start) : _place(end)]


def _place(x: float) -> int:
    return int(max(-_FAR, min(_FAR, x))) if x == x else 0


def before(text: str, mark: str) -> str:
    """What comes before the first `mark`; nothing where there is none."""
    return text[: max(0, text.find(mark))]


def after(text: str, mark: str) -> str:
    """What comes after the first `mark`; nothing where there is none."""
    place = text.find(mark)
    return "" if place < 0 else text[place + len(mark) :]


def translate(text: str, old: str, new: str) -> str:
    """Each character of `old` becomes the one at the same place in `new`, or nothing."""
    table: dict[str, str] = {}
    for place, character in enumerate(old):
        table.setdefault(character, new[place : place + 1])
    return "".join(table.get(character, character) for character in text)


def normalize_space(text: str) -> str:
    """No outer blanks, one where there were several."""
    return " ".join(words(text))


def selected(chosen: str, name: str) -> bool:
    """Is `name` among the choices chosen?"""
    return name.strip(BLANK) in words(chosen)


def selected_at(chosen: str, place: float) -> str:
    """The choice at `place` in the order chosen, from 0; nothing where there is none."""
    names, index = words(chosen), towards_zero(place)
    return names[int(index)] if 0 <= index < len(names) else ""
