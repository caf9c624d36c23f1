"""Greetings and closings, which letters of different people share and copies of one letter may not: the part between them.

A greeting is known by its first or last two syllables and ends at the first punctuation mark; a closing by its first two.
Written for this project from everyday letters; what is not in the lists stays, and then counts as words added to the text.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from analysis.duplicates.letters import Longs, Reading, Words, mix, syllable_hashes

CORE = 5
"""Syllables that must be left between greeting and closing."""
LONGEST_GREETING, LONGEST_CLOSING, GREETINGS = 20, 14, 6
_OPENINGS = """
kính gửi, kính thưa, kính chào, kính chuyển, xin chào, em chào, cháu chào, con chào, chào các, chào cán, chào anh, chào chị,
chào bạn, chào ban, chào quý, chào mọi, thưa quý, thưa các, thưa ban, thưa ông, thưa bà, thưa lãnh, thưa cán, thân gửi, gửi ban,
gửi các, gửi quý, gửi ủy, gửi uỷ, gửi cơ, tôi là, tôi tên, tên tôi, em là, em tên, cháu là, cháu tên, con là, con tên
"""
_FOLLOWING = """
sinh năm, sinh ngày, trú tại, thường trú, hiện trú, hiện ở, hiện đang, cư trú, ngụ tại, ở tại, ở thôn, ở xóm, ở xã, ở tổ, ở bản,
ở phường, quê ở, thôn trưởng, số nhà, số điện, điện thoại, địa chỉ, nghề nghiệp, dân tộc
"""
"""What goes on with a greeting that has begun."""
_LEADS = "như sau, góp ý, ý kiến, kiến nghị, đề nghị, phát biểu, trình bày"
"""What comes before a colon or comma after which the matter begins."""
_CLOSINGS = """
trân trọng, kính thư, xin cảm, xin cám, xin chân, xin trân, chân thành, cảm ơn, cám ơn, ký tên, ký thay, người góp, người viết,
người gửi, người làm, họ tên, họ và, số điện, điện thoại, địa chỉ, thay mặt, đại diện
"""


def cores(reading: Reading) -> tuple[Words, Longs]:
    """The syllables between greeting and closing of each text, one text after the other, and where each starts (n + 1)."""
    codes = _doubled(reading.syllables)
    first, end = reading.starts[:-1].copy(), reading.starts[1:].copy()
    begun = reading.starts[:-1]
    for _ in range(GREETINGS if len(codes) else 0):
        first = _without_greeting(reading, codes, begun, first, end)
    end = _without_closing(reading, codes, first, end)
    sizes = end - first
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    kept = np.arange(starts[-1]) + np.repeat(first - starts[:-1], sizes)
    return reading.syllables[kept], starts


def _without_greeting(reading: Reading, codes: NDArray[np.uint64], begun: Longs, first: Longs, end: Longs) -> Longs:
    """First syllable after the next stretch of a greeting that started at `begun`, where there is one."""
    stops = np.append(np.flatnonzero(reading.breaks), len(codes))
    after = stops[np.minimum(np.searchsorted(stops, first + 1), len(stops) - 1)]
    opening = codes[np.minimum(first, len(codes) - 1)]
    opens = np.isin(opening, _known(_OPENINGS)) | ((first > begun) & np.isin(opening, _known(_FOLLOWING)))
    leads = (after - first > 1) & np.isin(codes[after - 2], _known(_LEADS))
    greets = (opens | leads) & (after - first <= LONGEST_GREETING) & (end - after >= CORE)
    return np.asarray(np.where(greets, after, first))


def _without_closing(reading: Reading, codes: NDArray[np.uint64], first: Longs, end: Longs) -> Longs:
    """Where the closing begins: the earliest of its openings that is near enough to the end."""
    found = np.append(np.flatnonzero(reading.breaks & np.isin(codes, _known(_CLOSINGS))), len(codes))
    place = found[np.searchsorted(found, np.maximum(first + CORE, end - LONGEST_CLOSING)).clip(max=len(found) - 1)]
    return np.asarray(np.minimum(place, end))


def _doubled(syllables: Words) -> NDArray[np.uint64]:
    """One code for each syllable and the next."""
    coded = syllables.astype(np.uint64)
    return mix((coded << np.uint64(32)) | np.append(coded[1:], np.zeros(min(1, len(coded)), np.uint64)))


@cache
def _known(phrases: str) -> NDArray[np.uint64]:
    return np.array([_doubled(syllable_hashes(phrase))[0] for phrase in phrases.split(",")], dtype=np.uint64)
