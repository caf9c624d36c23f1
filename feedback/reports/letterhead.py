"""The head and foot of a unit's documents: its own, or those of the nearest unit above that has them.

Layout and wording: NĐ 30/2020/NĐ-CP annex I; Hướng dẫn 91/HD-MTTW-BTT (2013).
"""

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback.errors import Conflict
from feedback.journal import service as journal
from feedback.reports.models import Letterhead
from feedback.units.models import PROVINCE, Unit

FIELDS = ("organisation", "board", "symbol", "place", "authority", "signer_title", "signer_name", "recipients")
_KINDS = ("Tỉnh ", "Thành phố ", "Xã ", "Phường ", "Thị trấn ", "Đặc khu ")


def of(session: Session, unit: Unit) -> Letterhead:
    """The letterhead in force for a unit; where none was ever stored, the usual one (not added to the session)."""
    above = [int(part) for part in unit.path.strip("/").split("/")]
    rows = {row.unit_id: row for row in session.scalars(select(Letterhead).where(Letterhead.unit_id.in_(above)))}
    for number in reversed(above):
        if number in rows:
            return rows[number]
    return usual(unit)


def own(session: Session, unit: Unit) -> Letterhead | None:
    """The letterhead stored for this very unit, or None."""
    return session.scalars(select(Letterhead).where(Letterhead.unit_id == unit.id)).first()


def usual(unit: Unit) -> Letterhead:
    """How the Front's documents of such a unit usually begin and end. Not added to any session."""
    province = unit.kind == PROVINCE
    above = "Thường trực Tỉnh ủy (B/cáo)" if province else "Thường trực Đảng ủy (B/cáo)"
    board = "Ban Thường trực Ủy ban MTTQ Việt Nam " + ("tỉnh" if province else unit.name[:1].lower() + unit.name[1:])
    return Letterhead(
        unit_id=unit.id,
        organisation=f"ỦY BAN MTTQ VIỆT NAM\n{_titled(unit).upper()}",
        board="BAN THƯỜNG TRỰC",
        symbol="BC-MTTQ-BTT",
        place=_bare(unit.name),
        authority="TM. BAN THƯỜNG TRỰC",
        signer_title="PHÓ CHỦ TỊCH",
        signer_name="",
        recipients="\n".join((above, board, "Cơ quan chủ trì soạn thảo", "Lưu: VT")),
    )


def _bare(name: str) -> str:
    for kind in _KINDS:
        if name.startswith(kind):
            return name.removeprefix(kind)
    return name


def _titled(unit: Unit) -> str:
    return f"Tỉnh {_bare(unit.name)}" if unit.kind == PROVINCE else unit.name


def plant(session: Session, unit: Unit) -> Letterhead:
    """Store the usual letterhead of a unit unless it has one; return the one it has."""
    found = own(session, unit)
    if found is None:
        found = usual(unit)
        session.add(found)
        session.flush()
    return found


def change(session: Session, unit: Unit, values: dict[str, str], version: int, by: str) -> Letterhead:
    """Store a unit's own letterhead: `values` holds FIELDS, `version` what the editor saw (0: none stored yet).

    Raises Conflict when somebody stored another one in between.
    """
    found = own(session, unit)
    if (found.version if found else 0) != version:
        raise Conflict(
            _l("Người khác vừa sửa mẫu văn bản này. Những gì đồng chí gõ vẫn còn ở đây: bấm Lưu lần nữa để thay bản của "
               "người kia, hoặc mở lại trang để xem bản đó.")
        )  # fmt: skip
    if found is None:
        found = Letterhead(unit_id=unit.id)
        session.add(found)
    for name in FIELDS:
        setattr(found, name, values[name])
    session.flush()
    journal.append(session, by, "letterhead.changed", unit.code)
    return found
