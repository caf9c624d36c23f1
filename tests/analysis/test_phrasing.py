"""Texts as people write them become numbers."""

import pytest

from analysis.phrasing import learn_phrasing, phrases, tidy
from analysis.text.accents import learn
from tests.analysis.samples import opinions

TEXTS = opinions()[0]


@pytest.mark.parametrize(
    ("written", "tidied"),
    [
        ("ĐƯỜNG  LIÊN THÔN", "đường liên thôn"),
        ("Bãi rác thôiiiii quáááá!!!", "bãi rác thôi quá!!!"),
        ("tram y te xa thieu thuoc chua benh", "trạm y tế xã thiếu thuốc chữa bệnh"),
        ("Đường này ko đi đc", "đường này không đi được"),
        ("Duong lien thon ko lay loi", "đường liên thôn không lầy lội"),
        ("2000 m", "2000 m"),
        ("", ""),
    ],
)
def test_one_spelling(written: str, tidied: str) -> None:
    assert tidy(written, learn(TEXTS)) == tidied


def test_beginning_and_end_are_marked() -> None:
    found = phrases("đề nghị sửa 👍")
    assert {"đề", "👍", "<đề", "<đề nghị", "<đề nghị sửa", "👍>", "sửa 👍>", "<.đề", "sửa.>"} <= set(found)
    assert "<sửa" not in found and "<đề nghị sửa 👍" not in found and "sửa>" not in found
    assert phrases("") == []


def test_a_text_has_the_same_numbers_alone_and_among_others() -> None:
    phrasing = learn_phrasing(TEXTS)
    together = phrasing.transform([*TEXTS[:5], "Bai rac dau thon"])
    assert abs(together[5] - phrasing.transform(["Bãi rác đầu thôn"])[0]).max() < 1e-12
    assert abs(together[3] - phrasing.transform([TEXTS[3]])[0]).max() == 0


def test_nothing_known_is_a_row_of_zeros() -> None:
    assert learn_phrasing(TEXTS).transform(["", "ééé", "道路"]).getnnz(axis=1).tolist() == [0, 0, 0]


def test_nothing_to_learn_from_is_said() -> None:
    with pytest.raises(ValueError, match="không có chữ nào"):
        learn_phrasing(["", "  "])
