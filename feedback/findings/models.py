"""Rows of what the analysis found. What a person decided carries her account and is never overwritten by a run."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.accounts.models import Account
from feedback.consultations.models import Consultation
from feedback.db import Base, UtcDateTime
from feedback.ledger.models import Opinion


class Run(Base):
    """One run of the analysis over a consultation."""

    __tablename__ = "run"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, comment="internal number")
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True, comment="over which")
    number: Mapped[int] = mapped_column(comment="1, 2, …")
    finished_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when it ended")
    opinions: Mapped[int] = mapped_column(comment="how many opinions it read")
    card: Mapped[dict[str, object]] = mapped_column(JSON, comment="run card: data hash, parameters, versions, seconds")


class Theme(Base):
    """Opinions that say much the same."""

    __tablename__ = "theme"

    id: Mapped[int] = mapped_column(primary_key=True, comment="internal number")
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True, comment="in which")
    name: Mapped[str] = mapped_column(String(200), comment="shown label")
    machine_name: Mapped[str] = mapped_column(String(200), comment="label the last run gave")
    named_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), comment="who renamed it; empty: machine")
    words: Mapped[list[str]] = mapped_column(JSON, default=list, comment="phrases typical of it")
    summary: Mapped[list[list[str]]] = mapped_column(
        JSON, default=list, comment="[opinion code, sentence of that opinion], 3 to 5"
    )
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), comment="last run that found it")
    retired: Mapped[bool] = mapped_column(default=False, comment="the last run no longer found it and no person keeps it")
    version: Mapped[int] = mapped_column(default=1, comment="counts changes, so that two editors notice each other")

    consultation: Mapped[Consultation] = relationship()
    named_by: Mapped[Account | None] = relationship()
    run: Mapped[Run] = relationship()

    __mapper_args__ = {"version_id_col": version}


class Placement(Base):
    """Which theme an opinion is in now, or that it could not be placed."""

    __tablename__ = "placement"
    __table_args__ = (
        UniqueConstraint("opinion_id"),
        CheckConstraint("mark IN ('central', 'edge')", name="mark"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, comment="internal number")
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id", ondelete="CASCADE"), comment="which")
    theme_id: Mapped[int | None] = mapped_column(
        ForeignKey("theme.id"), index=True, comment="where; empty: could not be placed"
    )
    score: Mapped[float] = mapped_column(default=0.0, comment="how well it fits, 0 to 1")
    mark: Mapped[str | None] = mapped_column(String(10), comment="central | edge: shown as representative")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), comment="who placed it; empty: machine")
    run_id: Mapped[int | None] = mapped_column(ForeignKey("run.id"), comment="run that placed it, if a machine did")

    opinion: Mapped[Opinion] = relationship()
    theme: Mapped[Theme | None] = relationship()
    decided_by: Mapped[Account | None] = relationship()
