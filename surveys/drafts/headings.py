"""Which of the lines of a clause is its heading, and which lines before the first clause are the title."""

from collections.abc import Sequence

from surveys.drafts.markers import find_marker
from surveys.drafts.parts import is_signer, is_state_heading, says_attached, starts_preamble, title_words

_TITLED = ("phan", "chuong", "muc", "tieumuc", "kemtheo", "phuluc")
_LONGEST = 300
_OTHER_HEADS = ("Căn cứ", "Số:", "CHÍNH PHỦ", "THỦ TƯỚNG", "BỘ TRƯỞNG", "HỘI ĐỒNG", "ỦY BAN", "QUỐC HỘI")
_STOPS = (".", ";", ":", ",", "…")


def split_heading(level: str, lines: Sequence[str]) -> tuple[str, list[str]]:
    """Heading and remaining lines of a clause; `lines[0]` is what stood after the marker, maybe empty."""
    if level in _TITLED:
        return _title_block(lines)
    first = lines[0]
    if level == "dieu":
        if not first and len(lines) > 1 and _may_head(lines[1]):
            return lines[1], list(lines[2:])
        return (first, list(lines[1:])) if _is_heading(first) else ("", _filled(lines))
    if level in ("lama", "chuhoa") and (first.isupper() or _is_heading(first.rstrip(": "))):
        return first, list(lines[1:])
    if level in ("so", "sonho") and _is_heading(first):
        return first, list(lines[1:])
    return "", _filled(lines)


def _filled(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if line]


def _is_heading(line: str) -> bool:
    return 0 < len(line) <= _LONGEST and not line.endswith(_STOPS)


def _may_head(line: str) -> bool:
    return _is_heading(line) and find_marker(line) is None


def _title_block(lines: Sequence[str]) -> tuple[str, list[str]]:
    """A title after the marker or on the next line, with the lines in capitals that continue it."""
    rest = _filled(lines)
    if not rest or not (lines[0] or _may_head(rest[0]) or _capital_line(rest[0])) or says_attached(rest[0]):
        return "", rest
    end = 1
    while end < len(rest) and _capital_line(rest[end - 1]) and _capital_line(rest[end]):
        end += 1
    return " ".join(rest[:end]), rest[end:]


def _capital_line(line: str) -> bool:
    return line.isupper() and find_marker(line) is None and not line.endswith((".", ";", ":"))


def split_title(lines: Sequence[str]) -> tuple[str, list[str]]:
    """The title of a document and the other lines that stand before its first clause."""
    for place, line in enumerate(lines):
        found = title_words(line)
        if found is None:
            continue
        end = place + 1 if found[1] else _title_end(lines, place + 1)
        if place and end == place + 1 and not found[1]:
            continue  # only the kind of document, below other lines: says no more than they do
        return " ".join(lines[place:end]), [*lines[:place], *lines[end:]]
    return "", list(lines)


def _title_end(lines: Sequence[str], place: int) -> int:
    """The lines after "KẾ HOẠCH" that say what about: one, or several in capitals."""
    end = place
    while end < len(lines) and _says_what_about(lines[end]):
        end += 1
        if not lines[end - 1].isupper():
            break
    return end


def _says_what_about(line: str) -> bool:
    stops = starts_preamble(line) and line.endswith((";", ".", ":"))
    if find_marker(line) or line.startswith(('"', "“")):
        return False
    if stops or line.endswith((";", ":")) or is_state_heading(line) or is_signer(line) or says_attached(line):
        return False
    return not line.startswith(_OTHER_HEADS)
