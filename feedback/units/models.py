"""Rows of the unit tree."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.db import Base

PROVINCE, COMMUNE, HAMLET = "province", "commune", "hamlet"


class Unit(Base):
    """A province, a commune or ward, a hamlet, for as long as it exists."""

    __tablename__ = "unit"
    __table_args__ = (
        UniqueConstraint("code", "valid_from"),
        CheckConstraint("kind IN ('province', 'commune', 'hamlet')", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, comment="internal number")
    code: Mapped[str] = mapped_column(String(20), comment="code of the national list (QĐ 19/2025/QĐ-TTg) or our own")
    kind: Mapped[str] = mapped_column(String(10), comment="province | commune | hamlet")
    name: Mapped[str] = mapped_column(String(120), index=True, comment="official name with its kind: 'Xã Ngọc Đường'")
    key: Mapped[str] = mapped_column(String(120), index=True, comment="name folded: lower case, no diacritics")
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True, comment="unit above, if any")
    path: Mapped[str] = mapped_column(
        String(120), index=True, comment="ids from the root down, '/1/17/': a prefix means 'at or below'"
    )
    valid_from: Mapped[date] = mapped_column(comment="first day the unit exists")
    valid_to: Mapped[date | None] = mapped_column(comment="last day it existed; empty while it does")

    parent: Mapped["Unit | None"] = relationship(remote_side=[id])
