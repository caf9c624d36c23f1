"""Which commune a cell means, and whether it is one whose opinions this account may take in."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from flask_babel import lazy_gettext as _

from analysis.text.normalise import fold
from feedback.intake.spreadsheet.words import CellError
from feedback.units import service as units
from feedback.units.models import Unit

_SHORT = ((re.compile(r"^x\.\s*"), "xa "), (re.compile(r"^(p|ph)\.\s*"), "phuong "), (re.compile(r"^tt\.\s*"), "thi tran "))
_SUGGESTED = 3
_LIKE = 0.72


class Places:
    """All communes of today, and those within the account's reach."""

    def __init__(self, every: Sequence[Unit], reached: Sequence[Unit]) -> None:
        self._every = every
        self._names = units.by_name(every)
        self._reached = frozenset(unit.id for unit in reached)

    def find(self, written: str) -> Unit:
        """The commune meant by 'Xã Trung Sơn', 'trung son', 'Thôn 5, xã Trung Sơn' or its code.

        Raises CellError for none, for several, and for one out of reach.
        """
        found = {unit.id: unit for part in _parts(written) if (unit := units.find(self._names, part)) is not None}
        if not found:
            raise self._unknown(written)
        if len(found) > 1:
            names = "; ".join(unit.name for unit in found.values())
            raise CellError(_("Ô này nêu nhiều xã, phường (%(names)s). Hãy ghi một nơi.", names=names))
        unit = next(iter(found.values()))
        if unit.id not in self._reached:
            raise CellError(_("Đồng chí không được giao nhập ý kiến của %(place)s.", place=unit.name))
        return unit

    def _unknown(self, written: str) -> CellError:
        key = fold(written)
        same = [unit.name for unit in self._every if units.bare(unit.key) == units.bare(key)]
        if len(same) > 1:
            return CellError(_("Có nhiều nơi cùng tên: %(names)s. Hãy ghi đủ xã hay phường.", names="; ".join(same)))
        near = self._near(key)
        if near:
            return CellError(_("Không có xã, phường này trong tỉnh. Có phải là %(names)s?", names="; ".join(near)))
        return CellError(_("Không có xã, phường này trong tỉnh. Hãy ghi tên dùng từ 01/7/2025, ví dụ Xã Yên Sơn."))

    def _near(self, key: str) -> list[str]:
        """Names of the communes spelt most alike."""
        by_key = {units.bare(unit.key): unit.name for unit in self._every}
        return [by_key[match] for match in get_close_matches(units.bare(key), by_key, _SUGGESTED, _LIKE)]


def _parts(written: str) -> list[str]:
    """The whole cell if it names a commune by itself, and each part of it between commas."""
    parts = [written, *re.split(r"[,;]", written)] if re.search(r"[,;]", written) else [written]
    return [_spelt_out(part) for part in parts if part.strip()]


def _spelt_out(part: str) -> str:
    key = fold(part)
    for short, full in _SHORT:
        if short.match(key):
            return short.sub(full, key)
    return part.strip()
