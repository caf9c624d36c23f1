"""PDF files for the tests, written by hand: every letter stands where the test puts it, 0.5 em wide.

The font is not embedded; a ToUnicode map gives each code its letter, as word processors write it.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, TOP, BOTTOM = 85.0, 539.0, 770.0, 60.0


@dataclass(frozen=True)
class Put:
    """A text at a place; y is its baseline."""

    x: float
    y: float
    text: str
    size: float = 14.0


@dataclass(frozen=True)
class Stroke:
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float


Thing = Put | Stroke


def _map(private: bool) -> bytes:
    """Each code is its letter, or for a font that tells nothing a private character."""
    ranges = [f"<{high:02X}00> <{high:02X}FF> <{0xE0 + high % 16 if private else high:02X}00>" for high in range(256)]
    blocks = [ranges[start : start + 100] for start in range(0, 256, 100)]
    body = "\n".join(f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{body}\nendcmap end end"
    ).encode()


def _drawn(things: Sequence[Thing]) -> bytes:
    parts: list[str] = []
    for thing in things:
        if isinstance(thing, Stroke):
            parts.append(f"0.5 w {thing.x0} {thing.y0} m {thing.x1} {thing.y1} l S")
        else:
            code = thing.text.encode("utf-16-be").hex()
            parts.append(f"BT /F {thing.size} Tf 1 0 0 1 {thing.x} {thing.y} Tm <{code}> Tj ET")
    return "\n".join(parts).encode()


def _stream(data: bytes, more: str = "") -> bytes:
    packed = zlib.compress(data)
    return f"<< /Length {len(packed)} /Filter /FlateDecode {more}>>\nstream\n".encode() + packed + b"\nendstream"


def pdf(pages: Sequence[Sequence[Thing]], trailer: str = "", mapped: bool = True, turned: bool = False) -> bytes:
    """A file with these pages; without `mapped` nobody can tell its letters; `turned` pages are shown upright again."""
    first = 6
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} /MediaBox [0 0 {WIDTH} {HEIGHT}] >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Times-Roman /Encoding /Identity-H /ToUnicode 4 0 R "
        b"/DescendantFonts [5 0 R] >>",
        _stream(_map(not mapped)),
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Times-Roman /DW 500 /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor << /Type /FontDescriptor "
        b"/FontName /Times-Roman /Flags 4 /FontBBox [0 -200 500 800] /ItalicAngle 0 /Ascent 800 /Descent -200 "
        b"/CapHeight 700 /StemV 80 >> >>",
    ]
    shown = "/Rotate 90 " if turned else ""
    for number, things in enumerate(pages):
        entries = f"/Type /Page /Parent 2 0 R /Contents {first + 2 * number + 1} 0 R {shown}"
        objects.append(f"<< {entries}/Resources << /Font << /F 3 0 R >> >> >>".encode())
        turn = f"0 1 -1 0 {WIDTH} 0 cm\n".encode() if turned else b""
        objects.append(_stream(turn + _drawn(things)))
    return packed(objects, trailer)


def packed(objects: Sequence[bytes], trailer: str = "") -> bytes:
    """A file of these objects, the first of which is the catalogue."""
    data = b"%PDF-1.7\n"
    places: list[int] = []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(data)
    return data + (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"
    ).encode()


def printed(
    text: str, size: float = 14.0, indent: float = 36.0, gap: float = 6.0, numbers: bool = True
) -> list[list[Thing]]:
    """The pages of a text with a paragraph a line, wrapped and, from the second page on, numbered."""
    pages: list[list[Thing]] = [[]]
    room = int((RIGHT - LEFT) / (size / 2))
    y = TOP
    for paragraph in text.split("\n"):
        for count, line in enumerate(wrap(" " * round(indent / (size / 2)) + paragraph, room, drop_whitespace=True)):
            if y < BOTTOM:
                pages.append([])
                y = TOP
            bare = line.lstrip()
            x = LEFT + (len(line) - len(bare)) * size / 2 if count == 0 else LEFT
            pages[-1].append(Put(x, y, bare, size))
            y -= size * 1.2
        y -= gap
    if numbers:
        for number, things in enumerate(pages[1:], start=2):
            things.append(Put(WIDTH / 2, HEIGHT - 40, str(number), size))
    return pages
