"""Greeting and closing fall away, the matter stays."""

import pytest

from analysis.duplicates.frames import cores
from analysis.duplicates.letters import read, syllable_hashes

MATTER = "đường vào bản lầy lội quá"


def core(text: str) -> list[int]:
    syllables, starts = cores(read(["chữ trước.", text, "Chữ sau"]))
    return list(syllables[starts[1] : starts[2]])


@pytest.mark.parametrize("text", [
    f"Kính gửi Ủy ban xã, {MATTER}", f"KINH THUA BAN SOAN THAO! {MATTER}", f"Xin chào. Tôi tên là Hoa, {MATTER}.",
    f"Kính thưa quý cơ quan, tôi xin có ý kiến như sau: {MATTER}", f"{MATTER}. Trân trọng, Ma Thị Hoa, thôn Nà Lung",
    f"Kính gửi tỉnh. Tôi là Ma Thị Hoa, sinh năm 1970, trú tại thôn Nà Lung, xin góp ý: {MATTER}",
    f"{MATTER}\nXin chân thành cảm ơn!", f"Chào cán bộ, {MATTER}. Ký tên: Hoa. Số điện thoại 0912",
])  # fmt: skip
def test_greetings_and_closings_fall_away(text: str) -> None:
    assert core(text) == list(syllable_hashes(MATTER))


@pytest.mark.parametrize("text", [
    MATTER, "Kính gửi", "", "!", "Ở thôn Nà Lung, đường vào bản lầy lội quá", "Kính gửi Ủy ban xã, tôi đồng ý",
    "Tôi xin đề nghị nhà nước giúp vốn, cho hộ nghèo vay lâu hơn",
    "Trân trọng những gì xã đã làm cho người già trong ba năm qua",
    "Kính gửi các bác ở xã đã lo cho dân làng bao năm qua mà chẳng ai biết đến công lao thầm lặng ấy, con xin ghi lòng",
])  # fmt: skip
def test_the_matter_stays(text: str) -> None:
    """Also where hardly anything would be left, or what begins like a greeting goes on too long to be one."""
    assert core(text) == list(syllable_hashes(text))


def test_no_texts() -> None:
    assert cores(read([]))[1].tolist() == [0]
