"""Rows of what is on its way in."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.accounts.models import Account
from feedback.consultations.models import Consultation
from feedback.db import Base, UtcDateTime


class Basket(Base):
    """What an anonymous citizen has written so far and not yet sent."""

    __tablename__ = "basket"
    __table_args__ = (UniqueConstraint("token_hmac"),)

    id: Mapped[int] = mapped_column(primary_key=True, comment="internal number")
    token_hmac: Mapped[str] = mapped_column(String(64), comment="HMAC of the token in the phone's cookie")
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True, comment="for which")
    content: Mapped[dict[str, object]] = mapped_column(JSON, default=dict, comment="comments by anchor, survey answers")
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True, comment="last change; old ones are removed")

    consultation: Mapped[Consultation] = relationship()


class ImportBatch(Base):
    """A table of opinions collected elsewhere."""

    __tablename__ = "import_batch"

    id: Mapped[int] = mapped_column(primary_key=True, comment="internal number")
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True, comment="for which")
    file_name: Mapped[str] = mapped_column(String(300), comment="as uploaded")
    sha256: Mapped[str] = mapped_column(String(64), comment="of the uploaded bytes: the same table is not taken twice")
    content: Mapped[bytes | None] = mapped_column(LargeBinary, comment="the file, until it is imported or given up")
    columns: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, comment="which column holds what")
    rows: Mapped[int] = mapped_column(default=0, comment="opinions taken")
    created_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"), comment="who uploaded it")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when")
    imported_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="when its rows became opinions")

    consultation: Mapped[Consultation] = relationship()
    created_by: Mapped[Account] = relationship()
