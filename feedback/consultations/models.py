"""Rows of consultations, their drafts and questionnaires."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.accounts.models import Account
from feedback.db import Base, UtcDateTime
from feedback.units.models import Unit


class Consultation(Base):
    """One round of asking: about a draft, with a survey, or both."""

    __tablename__ = "consultation"
    __table_args__ = (
        UniqueConstraint("slug"),
        CheckConstraint("kind IN ('criticism', 'supervision', 'survey')", name="kind"),
        CheckConstraint("closes_at > opens_at", name="dates"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, comment="internal number")
    slug: Mapped[str] = mapped_column(String(60), comment="its name in addresses")
    kind: Mapped[str] = mapped_column(String(20), default="criticism", comment="criticism | supervision | survey")
    title: Mapped[str] = mapped_column(String(500), comment="what is asked about, as citizens read it")
    drafting_body: Mapped[str] = mapped_column(String(300), default="", comment="who wrote the draft and must reply")
    intro: Mapped[str] = mapped_column(Text, default="", comment="a few plain sentences on the first page")
    contact: Mapped[str] = mapped_column(String(300), default="", comment="where a citizen may ask for help")
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True, comment="the unit that asks")
    opens_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="opinions are taken from this moment")
    closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="and until before this one")
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="when it was opened to citizens")
    reply_by: Mapped[date | None] = mapped_column(comment="date by which the drafting body is asked to reply")
    show_counts: Mapped[bool] = mapped_column(
        default=False, server_default=false(), comment="citizens see how many opinions each clause has"
    )
    show_opinions: Mapped[bool] = mapped_column(
        default=False, server_default=false(), comment="citizens see the opinions staff published, and may join one"
    )
    ask_aspect: Mapped[bool] = mapped_column(
        default=False, server_default=false(), comment="citizens may say which heading of Điều 33 an opinion is about"
    )
    invited: Mapped[bool] = mapped_column(
        default=False, server_default=false(), comment="the draft is shown only to who brings an invitation code"
    )
    created_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"), comment="who made it")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when it was made")
    version: Mapped[int] = mapped_column(default=1, comment="counts changes, so that two editors notice each other")

    unit: Mapped[Unit] = relationship()
    created_by: Mapped[Account] = relationship()

    __mapper_args__ = {"version_id_col": version}

    def state(self, moment: datetime) -> str:
        """'preparing' | 'waiting' (published, not yet open) | 'open' | 'closed' at an aware moment."""
        if self.published_at is None or self.opens_at is None or self.closes_at is None:
            return "preparing"
        if moment < self.opens_at:
            return "waiting"
        return "open" if moment < self.closes_at else "closed"


class DraftVersion(Base):
    """One uploaded version of a draft, with the text it was read from."""

    __tablename__ = "draft_version"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, comment="internal number")
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True, comment="of which")
    number: Mapped[int] = mapped_column(comment="1, 2, … in order of upload")
    file_name: Mapped[str] = mapped_column(String(300), comment="as uploaded")
    sha256: Mapped[str] = mapped_column(String(64), comment="of the uploaded bytes")
    title: Mapped[str] = mapped_column(String(1000), comment="title found in the draft")
    source: Mapped[str] = mapped_column(Text, comment="the text read from the file, shown beside the tree")
    footer: Mapped[str] = mapped_column(Text, default="", comment="recipients and signature: not content")
    warnings: Mapped[list[str]] = mapped_column(JSON, default=list, comment="sentences for the officer")
    created_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"), comment="who uploaded it")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when")
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="when citizens first could read it")

    consultation: Mapped[Consultation] = relationship()
    clauses: Mapped[list["Clause"]] = relationship(
        back_populates="draft", cascade="all, delete-orphan", order_by="Clause.position"
    )


class Clause(Base):
    """One node of a draft's tree."""

    __tablename__ = "clause"
    __table_args__ = (UniqueConstraint("draft_id", "path"),)

    id: Mapped[int] = mapped_column(primary_key=True, comment="internal number")
    draft_id: Mapped[int] = mapped_column(
        ForeignKey("draft_version.id", ondelete="CASCADE"), index=True, comment="version it stands in"
    )
    path: Mapped[str] = mapped_column(String(120), comment="stable anchor: d5.k2.pđ")
    parent_path: Mapped[str | None] = mapped_column(String(120), comment="anchor of the node above, if any")
    position: Mapped[int] = mapped_column(comment="order in the document, from 0")
    level: Mapped[str] = mapped_column(String(20), comment="dieu | khoan | diem | chuong | …, see surveys.drafts.tree")
    label: Mapped[str] = mapped_column(String(40), comment="number or letter as printed")
    heading: Mapped[str] = mapped_column(Text, default="", comment="title on the same line, if any")
    text: Mapped[str] = mapped_column(Text, default="", comment="own text, paragraphs parted by newlines")
    plain: Mapped[str] = mapped_column(
        Text, default="", server_default="", comment="what it means in plain words, written by staff"
    )
    doubt: Mapped[bool] = mapped_column(default=False, comment="the reader was not sure; an officer should look")
    excluded: Mapped[bool] = mapped_column(default=False, comment="an officer said it is not content")
    edited_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), comment="who last corrected it")
    version: Mapped[int] = mapped_column(default=1, comment="counts changes, so that two editors notice each other")

    draft: Mapped[DraftVersion] = relationship(back_populates="clauses")

    __mapper_args__ = {"version_id_col": version}


class DraftStep(Base):
    """One change that an officer made to the tree of a draft in preparation, with what is needed to take it back."""

    __tablename__ = "draft_step"
    __table_args__ = (UniqueConstraint("draft_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, comment="internal number")
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft_version.id", ondelete="CASCADE"), comment="in which version")
    number: Mapped[int] = mapped_column(comment="1, 2, … in the order they were made")
    act: Mapped[str] = mapped_column(String(20), comment="raise | lower | join | split | correct | exclude | …")
    subject: Mapped[str] = mapped_column(String(300), comment="the clause as it was called before, for 'undo …'")
    before: Mapped[list[dict[str, object]]] = mapped_column(JSON, comment="the changed clauses as they were")
    after: Mapped[list[dict[str, object]]] = mapped_column(JSON, comment="and as they became")
    undone: Mapped[bool] = mapped_column(default=False, comment="taken back; the next new step forgets it")
    done_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"), comment="who")
    done_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when")

    done_by: Mapped[Account] = relationship()


class ClauseMatch(Base):
    """What became of one clause between a version of the draft and the next.

    A clause that was merged or split stands in several rows; a new one has no old side, a dropped one no new side.
    """

    __tablename__ = "clause_match"
    __table_args__ = (
        CheckConstraint("old_id IS NOT NULL OR new_id IS NOT NULL", name="sides"),
        CheckConstraint(
            "kind IN ('same', 'edited', 'moved', 'renumbered', 'merged', 'split', 'new', 'dropped')", name="kind"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, comment="internal number")
    draft_id: Mapped[int] = mapped_column(
        ForeignKey("draft_version.id", ondelete="CASCADE"), index=True, comment="the newer version"
    )
    position: Mapped[int] = mapped_column(comment="order of the newer version, dropped ones at their old place, from 0")
    old_id: Mapped[int | None] = mapped_column(
        ForeignKey("clause.id", ondelete="CASCADE"), index=True, comment="clause of an earlier version, as a rule the one before"
    )
    new_id: Mapped[int | None] = mapped_column(
        ForeignKey("clause.id", ondelete="CASCADE"), index=True, comment="clause of the newer version"
    )
    kind: Mapped[str] = mapped_column(String(10), comment="same | edited | moved | …, see surveys.drafts.align")
    score: Mapped[float] = mapped_column(comment="likeness of the two texts, 0 to 1")
    doubtful: Mapped[bool] = mapped_column(default=False, comment="the machine is not sure; an officer should confirm")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), comment="who confirmed; empty: machine")

    draft: Mapped[DraftVersion] = relationship()
    old: Mapped[Clause | None] = relationship(foreign_keys=[old_id])
    new: Mapped[Clause | None] = relationship(foreign_keys=[new_id])


class Invitation(Base):
    """A code that opens an invited draft. Nothing leads from a code to what its bearer then says."""

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("code_hmac"),)

    id: Mapped[int] = mapped_column(primary_key=True, comment="internal number")
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True, comment="to which")
    code_hmac: Mapped[str] = mapped_column(String(64), comment="HMAC of the code; the code is shown once and not kept")
    label: Mapped[str] = mapped_column(String(200), default="", comment="to whom it was given, as the office notes it")
    created_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"), comment="who made it")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when")
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="from when it opens nothing more")

    consultation: Mapped[Consultation] = relationship()


class Opening(Base):
    """An invited draft was opened with a code. The moment is kept to the hour: not to be paired with a sending."""

    __tablename__ = "opening"

    id: Mapped[int] = mapped_column(primary_key=True, comment="internal number")
    invitation_id: Mapped[int] = mapped_column(
        ForeignKey("invitation.id", ondelete="CASCADE"), index=True, comment="with which code"
    )
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when, to the hour")


class QuestionnaireVersion(Base):
    """One version of a consultation's questionnaire. Once answered it never changes."""

    __tablename__ = "questionnaire_version"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, comment="internal number")
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True, comment="of which")
    number: Mapped[int] = mapped_column(comment="1, 2, …; the highest is asked now")
    definition: Mapped[dict[str, object]] = mapped_column(JSON, comment="surveys.questionnaire.Questionnaire as JSON")
    created_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"), comment="who wrote it")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when")

    consultation: Mapped[Consultation] = relationship()
