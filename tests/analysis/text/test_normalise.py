"""Normal forms of Vietnamese text."""

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.normalise import clean, fold, has_diacritics, normalise


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đường LÀNG", "duong lang"),
        ("  Ủy  ban\tMặt trận ", "uy ban mat tran"),
        (unicodedata.normalize("NFD", "Nguyễn Thị Hường"), "nguyen thi huong"),
        ("ĐƯỢC", "duoc"),
        ("", ""),
        ("ok 😀", "ok 😀"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_forms_are_stable(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


def test_case_and_composition_do_not_matter() -> None:
    assert normalise(unicodedata.normalize("NFD", "ỦY BAN")) == "ủy ban"


def test_invisible_characters_are_dropped() -> None:
    assert clean("\ufeffĐồng\u200b ý") == "Đồng ý"


def test_diacritics_are_seen() -> None:
    assert has_diacritics("đi")
    assert not has_diacritics("Di ve nha")


def test_the_web_can_import_it_without_numpy() -> None:
    program = "import sys, analysis.text.normalise, analysis.tables; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
