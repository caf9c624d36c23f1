"""Rows of background work."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from feedback.db import Base, UtcDateTime

QUEUED, RUNNING, DONE, FAILED, CANCELLED = "queued", "running", "done", "failed", "cancelled"


class Job(Base):
    """One piece of background work, its progress and its end."""

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint("status IN ('queued', 'running', 'done', 'failed', 'cancelled')", name="status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, comment="internal number")
    kind: Mapped[str] = mapped_column(String(40), comment="what is to be done: find_themes")
    consultation_id: Mapped[int] = mapped_column(Integer, index=True, comment="for which consultation")
    parameters: Mapped[dict[str, object]] = mapped_column(JSON, default=dict, comment="what the work needs to know")
    status: Mapped[str] = mapped_column(String(10), default=QUEUED, comment="queued | running | done | failed | cancelled")
    progress: Mapped[float] = mapped_column(default=0.0, comment="share done, 0 to 1")
    stage: Mapped[str] = mapped_column(String(200), default="", comment="what is being done now, in Vietnamese")
    error: Mapped[str] = mapped_column(String(500), default="", comment="why it failed, for a person")
    cancel_asked: Mapped[bool] = mapped_column(default=False, comment="a person asked it to stop")
    created_by_id: Mapped[int | None] = mapped_column(Integer, comment="account that asked for it")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when it was asked for")
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="when a worker took it")
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="last sign of life of the worker on it")
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="when it ended")
