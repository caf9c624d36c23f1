"""Rows that a document's head and foot are made of. Names of offices and titles are data: they change."""

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.db import Base
from feedback.units.models import Unit


class Letterhead(Base):
    """How documents of one unit begin and end (layout: NĐ 30/2020/NĐ-CP annex I, HD 91/HD-MTTW-BTT)."""

    __tablename__ = "letterhead"
    __table_args__ = (UniqueConstraint("unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, comment="internal number")
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), comment="whose; units below without one use it too")
    organisation: Mapped[str] = mapped_column(Text, comment="lines at the top left, parted by newlines")
    board: Mapped[str] = mapped_column(String(120), comment="last, bold line at the top left: BAN THƯỜNG TRỰC")
    symbol: Mapped[str] = mapped_column(String(60), comment="after the number: BC-MTTQ-BTT")
    place: Mapped[str] = mapped_column(String(60), comment="before the date: Tuyên Quang")
    authority: Mapped[str] = mapped_column(String(120), comment="above the title of who signs: TM. BAN THƯỜNG TRỰC")
    signer_title: Mapped[str] = mapped_column(String(120), comment="PHÓ CHỦ TỊCH")
    signer_name: Mapped[str] = mapped_column(String(120), default="", comment="printed under the signature")
    recipients: Mapped[str] = mapped_column(Text, comment="'Nơi nhận', one a line")
    version: Mapped[int] = mapped_column(default=1, comment="counts changes, so that two editors notice each other")

    unit: Mapped[Unit] = relationship()

    __mapper_args__ = {"version_id_col": version}
