"""Rows of what the drafting body did with opinions."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.consultations.models import Clause, DraftVersion
from feedback.db import Base, UtcDateTime
from feedback.ledger.models import Opinion


class Change(Base):
    """What is said in public of one change between two versions of a draft: the reason, and who asked for it."""

    __tablename__ = "change"
    __table_args__ = (UniqueConstraint("draft_id", "clause_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, comment="internal number")
    draft_id: Mapped[int] = mapped_column(
        ForeignKey("draft_version.id", ondelete="CASCADE"), index=True, comment="the newer version"
    )
    clause_id: Mapped[int] = mapped_column(
        ForeignKey("clause.id", ondelete="CASCADE"), comment="the clause in the newer version; if dropped or split, in the older"
    )
    reason: Mapped[str] = mapped_column(Text, default="", comment="why it was changed, or what is replied")
    edited_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"), comment="who wrote last")
    edited_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when")
    version: Mapped[int] = mapped_column(default=1, comment="counts changes, so that two editors notice each other")

    draft: Mapped[DraftVersion] = relationship()
    clause: Mapped[Clause] = relationship()
    opinions: Mapped[list["ChangeOpinion"]] = relationship(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}


class ChangeOpinion(Base):
    """An opinion that asked for a change."""

    __tablename__ = "change_opinion"

    change_id: Mapped[int] = mapped_column(
        ForeignKey("change.id", ondelete="CASCADE"), primary_key=True, comment="which change"
    )
    opinion_id: Mapped[int] = mapped_column(
        ForeignKey("opinion.id", ondelete="CASCADE"), primary_key=True, index=True, comment="asked for by which"
    )

    opinion: Mapped[Opinion] = relationship()
