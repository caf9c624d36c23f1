"""What is the same is read the same."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.duplicates import letters
from analysis.duplicates.letters import read, syllable_hashes
from analysis.text.normalise import fold
from analysis.text.tokens import syllables
from tests.analysis.duplicates.samples import OPINIONS

TEXT = "Đường làng số 5 rất xấu, đề nghị SỬA ngay!"
VIETNAMESE = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyÀẢÃÁẠẰẨẪẤẬÉẹểếòỏốộớợùủụừữỳỹ 019.,!?-_\n👍", max_size=60)


@pytest.mark.parametrize("other", [
    TEXT.upper(), TEXT.lower(), fold(TEXT), unicodedata.normalize("NFD", TEXT), "  " + TEXT.replace(" ", "\u00a0\t"),
    TEXT.replace(",", " …").replace("!", ""), TEXT.replace("ng", "n\u00adg"), "👉 " + TEXT + " 😡", "".join(TEXT.split()),
    TEXT.replace("rất", "𝐫𝐚̂́𝐭"),
])  # fmt: skip
def test_the_same_letters_have_the_same_key(other: str) -> None:
    first, second = read([TEXT, other]).keys
    assert first == second


@pytest.mark.parametrize("other", [
    TEXT.replace("5", "6"), TEXT.replace("5", "5.5"), TEXT + " a", TEXT[1:], TEXT.replace("làng số", "số làng"),
])  # fmt: skip
def test_other_letters_have_another(other: str) -> None:
    first, second = read([TEXT, other]).keys
    assert first != second


def test_a_gap_between_digits_counts() -> None:
    keys = read(["phí 1.5 triệu", "phí 15 triệu", "phí 1,5 triệu"]).keys
    assert keys[0] == keys[2] != keys[1]


def test_what_stands_before_does_not_matter() -> None:
    """The first digit of a text is no continuation of the last of the text before."""
    assert read(["năm 2", "5 triệu"]).keys[1] == read(["5 triệu"]).keys[0]


@settings(max_examples=60, deadline=None)
@given(st.lists(VIETNAMESE, max_size=8))
def test_syllables_are_those_of_the_slow_way(texts: list[str]) -> None:
    reading = read(texts)
    assert reading.lengths.tolist() == [len(syllables(fold(text))) for text in texts]
    slow = [syllable_hashes(syllable)[0] for text in texts for syllable in syllables(fold(text))]
    assert reading.syllables.tolist() == slow


def test_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["", *OPINIONS, "👍", ""]
    whole = read(texts)
    monkeypatch.setattr(letters, "BLOCK", 4)
    parts = read(texts)
    assert parts.keys == whole.keys
    assert parts.syllables.tolist() == whole.syllables.tolist()
    assert parts.breaks.tolist() == whole.breaks.tolist()
    assert parts.starts.tolist() == whole.starts.tolist()


def test_nothing() -> None:
    assert read([]).keys == []
    assert read(["", "!!!"]).keys == [b"", b""]
