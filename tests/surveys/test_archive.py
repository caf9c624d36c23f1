"""Packed documents that are refused before anything reads them."""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.archive import DAMAGED, ENTITIES, LOCKED, MAX_PARTS, TOO_BIG, ArchiveError, check

BOMB = b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'


def packed(parts: dict[str, bytes], pack: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", pack) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def locked() -> bytes:
    data = bytearray(packed({"a.xml": b"<x/>"}))
    data[data.find(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", DAMAGED), (b"PK\x03\x04 no archive", DAMAGED), (packed({"a.xml": b"<x/>" * 999})[:-60], DAMAGED),
        (locked(), LOCKED),
        (packed({"a.xml": BOMB}), ENTITIES),
        (packed({"a.xml": BOMB.decode().encode("utf-16")}), ENTITIES),
        (packed({"xl/worksheets/sheet.dat": BOMB}), ENTITIES),
        (packed({"a.xml": b"<!-- <a> " + b" " * 300_000 + b"-->" + BOMB}), ENTITIES),
        (packed({"a.xml": b" " * ((1 << 20) - 4) + BOMB}), ENTITIES),
        (packed({str(number): b"" for number in range(MAX_PARTS + 1)}), TOO_BIG),
    ],
    ids=["empty", "no zip", "cut", "locked", "doctype", "utf-16", "other name", "far down", "between two reads", "many parts"],
)  # fmt: skip
def test_what_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ArchiveError) as refusal:
        check(data)
    assert refusal.value.reason == reason


def test_sizes_are_the_callers_to_bound() -> None:
    data = packed({"a.xml": b"<x>" + b" " * (5 << 20) + b"</x>"})
    assert check(data) == {"a.xml"}
    for limits in ({"largest_xml": 1 << 20}, {"tightest": 150}):
        with pytest.raises(ArchiveError) as refusal:
            check(data, **limits)
        assert refusal.value.reason == TOO_BIG


def test_pictures_and_pages_that_nobody_parses_may_hold_a_document_type() -> None:
    parts = {"word/media/image1.svg": BOMB, "word/afchunk.htm": BOMB, "word/document.xml": b"<x>&lt;!DOCTYPE</x>"}
    assert check(packed(parts)) == set(parts)


@given(st.binary(max_size=300), st.integers(0, 200), st.binary(min_size=1, max_size=3))
def test_damage_anywhere_is_refused_or_harmless(content: bytes, place: int, damage: bytes) -> None:
    data = bytearray(packed({"a.xml": content, "b.xml": b"<b/>"}))
    data[place : place + len(damage)] = damage
    with suppress(ArchiveError):
        check(bytes(data))
