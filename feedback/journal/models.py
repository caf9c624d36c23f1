"""Rows of the journal."""

from datetime import datetime

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from feedback.db import Base, UtcDateTime


class Entry(Base):
    """One line: who did what. Lines are only ever added, and each holds the hash of the one before."""

    __tablename__ = "journal_entry"

    id: Mapped[int] = mapped_column(primary_key=True, comment="internal number")
    at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when")
    actor: Mapped[str] = mapped_column(String(60), comment="login of the account, or 'citizen', 'system'")
    action: Mapped[str] = mapped_column(String(60), comment="what: consultation.published, submission.received, …")
    subject: Mapped[str] = mapped_column(String(120), comment="on which thing, by its public code")
    detail: Mapped[dict[str, object]] = mapped_column(JSON, default=dict, comment="what changed; never words or names")
    previous: Mapped[str] = mapped_column(String(64), comment="hash of the line before")
    hash: Mapped[str] = mapped_column(String(64), comment="SHA-256 over this line and `previous`")
