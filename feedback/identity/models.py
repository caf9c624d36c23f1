"""Rows about the person, apart from what she said. Nothing here is needed to read or count opinions."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.db import Base, UtcDateTime


class Contact(Base):
    """Name and address a citizen left in order to be answered, by her own consent."""

    __tablename__ = "contact"
    __table_args__ = (UniqueConstraint("submission_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, comment="internal number")
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), comment="of which")
    name: Mapped[str] = mapped_column(String(120), default="", comment="full name, optional")
    address: Mapped[str] = mapped_column(String(200), comment="telephone number or e-mail address")


class ConsentText(Base):
    """One wording of what is consented to, for one purpose. Never changed: a new wording is a new row."""

    __tablename__ = "consent_text"
    __table_args__ = (UniqueConstraint("purpose", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True, comment="internal number")
    purpose: Mapped[str] = mapped_column(String(20), comment="contact | publish | group")
    version: Mapped[int] = mapped_column(comment="1, 2, …")
    text: Mapped[str] = mapped_column(Text, comment="the sentence shown, in Vietnamese")
    text_hash: Mapped[str] = mapped_column(String(64), comment="SHA-256 of the sentence: proof of what was shown")


class Consent(Base):
    """One answer to one purpose (Luật 91/2025 Điều 9–10: per purpose, provable). Rows are only ever added."""

    __tablename__ = "consent"
    __table_args__ = (CheckConstraint("decision IN ('granted', 'denied', 'withdrawn')", name="decision"),)

    id: Mapped[int] = mapped_column(primary_key=True, comment="internal number")
    submission_id: Mapped[int] = mapped_column(
        ForeignKey("submission.id", ondelete="CASCADE"), index=True, comment="whose"
    )
    text_id: Mapped[int] = mapped_column(ForeignKey("consent_text.id"), comment="the wording shown")
    decision: Mapped[str] = mapped_column(String(10), comment="granted | denied | withdrawn")
    channel: Mapped[str] = mapped_column(String(20), comment="where it was said")
    at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when")

    text: Mapped[ConsentText] = relationship()
