"""One form for each Vietnamese text: composed letters, one case, and (for comparing only) no diacritics.

Standard library only: the web process imports this module for searching and sorting.
"""

import re
import unicodedata

_BLANKS = re.compile(r"\s+")
_MARKED = re.compile("[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def clean(text: str) -> str:
    """The text in NFC, without invisible characters, each run of blanks one space, none at the ends."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text).translate(_INVISIBLE)).strip()


def normalise(text: str) -> str:
    """`clean` and in lower case: the form in which texts are counted."""
    return unicodedata.normalize("NFC", clean(text).lower())


def fold(text: str) -> str:
    """`normalise` without diacritics, đ as d: 'Đường làng' → 'duong lang'.

    Only for comparing and searching: folding makes different words the same ('bàn', 'bán', 'bạn').
    """
    bare = "".join(
        letter for letter in unicodedata.normalize("NFD", normalise(text)) if not unicodedata.combining(letter)
    )
    return unicodedata.normalize("NFC", bare.replace("đ", "d"))


def has_diacritics(text: str) -> bool:
    """Whether any letter of the text carries a Vietnamese mark (tone, hat, horn, bar)."""
    if text.isascii():
        return False
    # The letters themselves are sought first: folding every text takes a quarter of the time of a large analysis.
    return bool(_MARKED.search(text)) or fold(text) != normalise(text)
