"""How an opinion is put, as sparse numbers for a linear model: its words, how it begins and ends, its letter runs.

Two views side by side, each TF-IDF with 1 + log tf and rows of length 1. View 1, words: syllables and signs (an emoji is
one), and besides, marked as such, the runs that begin and end the text: people say whom they mean first and what they think
of it last. View 2, letters: runs of 2 to 6 across blanks, which join compounds and typing errors.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from analysis.text.accents import AccentModel, learn
from analysis.text.normalise import has_diacritics, normalise
from analysis.text.tokens import SYLLABLE

FIRST, LAST = 3, 4
"""Syllables at the beginning and at the end that are told apart from the same ones elsewhere."""
LETTERS = (2, 6)
SOME = 300
"""Under so many texts a letter run seen once counts too."""
SHORT_FORMS = {
    "ko": "không", "k": "không", "kg": "không", "khg": "không", "hok": "không", "hong": "không", "dc": "được", "đc": "được",
    "đk": "được", "cx": "cũng", "vs": "với", "mn": "mọi người", "ntn": "như thế nào", "wá": "quá", "qá": "quá",
}  # fmt: skip
"""What people write on phones, where it has one meaning: above all the ways to write 'không'."""

_SYLLABLE = re.compile(SYLLABLE)
_TOKEN = re.compile(rf"{SYLLABLE}|[^\w\s]")
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")


@dataclass(frozen=True)
class Phrasing:
    """Learnt from labelled texts by `learn_phrasing`; the numbers of one text never depend on the texts beside it."""

    accents: AccentModel
    words: TfidfVectorizer
    letters: TfidfVectorizer

    def transform(self, texts: Sequence[str]) -> sp.csr_matrix:
        """Texts × features, rows of length 1; a row of zeros for a text without anything known."""
        tidied = [tidy(text, self.accents) for text in texts]
        views = sp.hstack([self.words.transform(tidied), self.letters.transform(tidied)])
        return sp.csr_matrix(normalize(views))


def learn_phrasing(texts: Sequence[str]) -> Phrasing:
    """The features of `texts`; ValueError when none of them holds a letter, digit or sign."""
    accents = learn(texts)
    tidied = [tidy(text, accents) for text in texts]
    words = TfidfVectorizer(analyzer=phrases, sublinear_tf=True)
    letters = TfidfVectorizer(
        analyzer="char", lowercase=False, ngram_range=LETTERS, sublinear_tf=True, min_df=1 if len(texts) < SOME else 2
    )
    try:
        return Phrasing(accents, words.fit(tidied), letters.fit(tidied))
    except ValueError as error:  # scikit-learn's way of saying that there is nothing to count
        raise ValueError("Các ý kiến đã gắn nhãn không có chữ nào để học.") from error


def tidy(text: str, accents: AccentModel) -> str:
    """`normalise`, drawn-out letters ('quáááá') once, diacritics put back where the writer used none, short forms in full."""
    plain = _DRAWN_OUT.sub(r"\1", normalise(text))
    if not has_diacritics(plain):
        restored = iter(accents.restore(_SYLLABLE.findall(plain)))
        plain = _SYLLABLE.sub(lambda _: next(restored), plain)
    return _SYLLABLE.sub(lambda found: SHORT_FORMS.get(found[0], found[0]), plain)


def phrases(tidied: str) -> list[str]:
    """Syllables and signs of a tidied text, its FIRST and LAST ones marked, and the runs that begin and end it."""
    parts = _TOKEN.findall(tidied)
    first, last = parts[:FIRST], parts[-LAST:]
    begins = ["<" + " ".join(first[:size]) for size in range(1, len(first) + 1)]
    ends = [" ".join(last[-size:]) + ">" for size in range(1, len(last) + 1)]
    return [*parts, *begins, *ends, *("<." + part for part in first), *(part + ".>" for part in last)]
