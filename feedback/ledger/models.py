"""Rows of the opinion ledger."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.consultations.models import Clause, Consultation
from feedback.db import Base, UtcDateTime
from feedback.units.models import Unit

CHANNELS = ("web", "meeting", "community", "paper", "hotline", "front", "portal", "social", "dialogue", "import")
"""How an opinion came: the eight forms of Luật 10/2022 Điều 26.1, this system, and a table of unknown origin."""

STANCES = ("agree", "amend", "add", "remove", "ask")

ASPECTS = ("need", "policy", "feasible", "impact", "interests")
"""The headings of social criticism, Luật MTTQ Việt Nam 2015 Điều 33: necessity; fit with the Party's line and the law;
right, scientific, feasible; impact and effect; interests of the State, the people and organisations in balance."""

RESPONDENTS = ("person", "household", "organisation")


class Submission(Base):
    """One sending: some opinions and answers from one person, household or organisation."""

    __tablename__ = "submission"
    __table_args__ = (
        UniqueConstraint("receipt_hmac"),
        UniqueConstraint("idempotency_hmac"),
        CheckConstraint("respondent IN ('person', 'household', 'organisation')", name="respondent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, comment="internal number")
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True, comment="to which")
    receipt_hmac: Mapped[str] = mapped_column(String(64), comment="HMAC of the receipt code; the code is not kept")
    idempotency_hmac: Mapped[str] = mapped_column(String(64), comment="HMAC of the sender's key: a retry finds this row")
    channel: Mapped[str] = mapped_column(String(20), comment="web | paper | meeting | …, see CHANNELS")
    respondent: Mapped[str] = mapped_column(String(20), default="person", comment="person | household | organisation")
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True, comment="place, if told")
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("draft_version.id"), comment="draft version it speaks of")
    questionnaire_id: Mapped[int | None] = mapped_column(
        ForeignKey("questionnaire_version.id"), comment="questionnaire version it answers"
    )
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True, comment="table it came in")
    may_publish: Mapped[bool] = mapped_column(default=False, comment="consent now: words may be quoted in public")
    may_group: Mapped[bool] = mapped_column(default=False, comment="consent now: the computer may group it")
    said_on: Mapped[date | None] = mapped_column(comment="day it was said, for sheets typed in later")
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True, comment="when the ledger took it")

    consultation: Mapped[Consultation] = relationship()
    unit: Mapped[Unit | None] = relationship()
    answers: Mapped[list["Answer"]] = relationship(back_populates="submission", order_by="Answer.id")
    opinions: Mapped[list["Opinion"]] = relationship(back_populates="submission", order_by="Opinion.position")


class Answer(Base):
    """The answer to one question of the survey."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("submission_id", "question"),)

    id: Mapped[int] = mapped_column(primary_key=True, comment="internal number")
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), comment="in which")
    question: Mapped[str] = mapped_column(String(60), index=True, comment="name of the question")
    value: Mapped[object] = mapped_column(JSON, comment="as surveys.types of its kind stores it")

    submission: Mapped[Submission] = relationship(back_populates="answers")


class Opinion(Base):
    """One thing said in words, whatever the channel."""

    __tablename__ = "opinion"
    __table_args__ = (
        UniqueConstraint("consultation_id", "code"),
        Index("ix_opinion_consultation_clause", "consultation_id", "clause_path"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, comment="internal number")
    code: Mapped[str] = mapped_column(String(12), comment="public code, random: says nothing of order or person")
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True, comment="to which")
    submission_id: Mapped[int] = mapped_column(
        ForeignKey("submission.id", ondelete="CASCADE"), index=True, comment="in which"
    )
    position: Mapped[int] = mapped_column(comment="order within the submission, from 0")
    clause_id: Mapped[int | None] = mapped_column(ForeignKey("clause.id"), index=True, comment="clause it was written on")
    clause_path: Mapped[str | None] = mapped_column(
        String(120), comment="where that clause stands in the newest published version; 'v1:d5.k2': no longer in it"
    )
    question: Mapped[str | None] = mapped_column(String(60), comment="question it answered, if it came by the survey")
    stance: Mapped[str | None] = mapped_column(String(10), comment="agree | amend | add | remove | ask")
    aspect: Mapped[str | None] = mapped_column(String(10), comment="heading of Điều 33 it is about, see ASPECTS")
    text: Mapped[str] = mapped_column(Text, comment="the words, NFC")
    folded: Mapped[str] = mapped_column(Text, comment="text and proposal without diacritics, lower case: for searching")
    proposed: Mapped[str] = mapped_column(Text, default="", comment="wording proposed in place of the clause")

    submission: Mapped[Submission] = relationship(back_populates="opinions")
    clause: Mapped[Clause | None] = relationship()


class PublishedOpinion(Base):
    """Whether an opinion whose sender consented is shown to other citizens, and in which words. An officer decides."""

    __tablename__ = "published_opinion"
    __table_args__ = (UniqueConstraint("opinion_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, comment="internal number")
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id", ondelete="CASCADE"), comment="which")
    shown: Mapped[bool] = mapped_column(comment="citizens see it; false: an officer read it and keeps it back")
    text: Mapped[str] = mapped_column(Text, comment="the words shown, without names, numbers and addresses")
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"), comment="who")
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when")

    opinion: Mapped[Opinion] = relationship()


class Signature(Base):
    """A sender who says 'I think so, too' of a published opinion."""

    __tablename__ = "signature"
    __table_args__ = (UniqueConstraint("opinion_id", "submission_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, comment="internal number")
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id", ondelete="CASCADE"), comment="of which")
    submission_id: Mapped[int] = mapped_column(
        ForeignKey("submission.id", ondelete="CASCADE"), index=True, comment="in which sending"
    )

    opinion: Mapped[Opinion] = relationship()
    submission: Mapped[Submission] = relationship()
