"""Finding units and building the tree."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from analysis.text.normalise import fold
from feedback import clock
from feedback.units.models import COMMUNE, HAMLET, PROVINCE, Unit

_KINDS = ("xã", "phường", "thị trấn", "tỉnh", "thôn", "tổ dân phố")
_FOLDED_PREFIXES = tuple(fold(kind) + " " for kind in _KINDS)


def add(
    session: Session, *, code: str, kind: str, name: str, parent: Unit | None, valid_from: date, valid_to: date | None = None
) -> Unit:
    """Add a unit below `parent`; its number is known afterwards."""
    unit = Unit(
        code=code, kind=kind, name=name, key=fold(name), parent_id=parent.id if parent else None,
        path="", valid_from=valid_from, valid_to=valid_to,
    )  # fmt: skip
    session.add(unit)
    session.flush()
    unit.path = f"{parent.path if parent else '/'}{unit.id}/"
    return unit


def root(session: Session) -> Unit | None:
    """The province this office serves, or None before `langnghe init`."""
    return session.scalars(select(Unit).where(Unit.kind == PROVINCE, Unit.valid_to.is_(None)).order_by(Unit.id)).first()


def standing(day: date | None = None) -> ColumnElement[bool]:
    """Condition: the unit exists on that day (today when left out)."""
    day = day or clock.today()
    return (Unit.valid_from <= day) & (Unit.valid_to.is_(None) | (Unit.valid_to >= day))


def within(paths: Sequence[str]) -> ColumnElement[bool]:
    """Condition: the unit is one of those with these paths, or lies below one. No path: nothing."""
    return or_(False, *(Unit.path.startswith(path, autoescape=True) for path in paths))


def communes(session: Session, below: Sequence[str] = ("/",)) -> list[Unit]:
    """Communes and wards that exist today at or below these paths, in the order a Vietnamese list has them."""
    query = select(Unit).where(Unit.kind == COMMUNE, standing(), within(below))
    return sorted(session.scalars(query), key=lambda unit: (bare(unit.key), unit.name))


def bare(key: str) -> str:
    """A folded name without its kind: 'xa ngoc duong' → 'ngoc duong'."""
    for prefix in _FOLDED_PREFIXES:
        if key.startswith(prefix):
            return key[len(prefix):]
    return key



def by_name(units: Sequence[Unit]) -> Mapping[str, Unit | None]:
    """Look-up for names as people write them: code, 'Xã Ngọc Đường', 'ngoc duong'. Ambiguous names map to None."""
    found: dict[str, Unit | None] = {}
    for unit in units:
        for key in {unit.code, unit.key, bare(unit.key)}:
            found[key] = None if key in found and found[key] is not unit else unit
    return found


def find(names: Mapping[str, Unit | None], written: str) -> Unit | None:
    """The unit somebody wrote, or None when there is none or more than one of that name."""
    key = fold(written)
    return names.get(written.strip()) or names.get(key) or names.get(bare(key))


__all__ = ["COMMUNE", "HAMLET", "PROVINCE", "add", "bare", "by_name", "communes", "find", "root", "standing", "within"]
