"""Rows of staff accounts and their roles."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.db import Base, UtcDateTime
from feedback.units.models import Unit

ADMIN, DESIGNER, COLLECTOR, ANALYST, REVIEWER, VIEWER = (
    "admin",
    "designer",
    "collector",
    "analyst",
    "reviewer",
    "viewer",
)
ROLES = (ADMIN, DESIGNER, COLLECTOR, ANALYST, REVIEWER, VIEWER)


class Account(Base):
    """A member of staff who signs in."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("login"),)

    id: Mapped[int] = mapped_column(primary_key=True, comment="internal number")
    login: Mapped[str] = mapped_column(String(60), comment="name typed to sign in, lower case")
    name: Mapped[str] = mapped_column(String(120), comment="full name, shown beside what the person did")
    password_hash: Mapped[str] = mapped_column(String(200), comment="argon2id")
    active: Mapped[bool] = mapped_column(default=True, comment="false: may not sign in")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when the account was made")
    version: Mapped[int] = mapped_column(default=1, comment="counts changes, so that two editors notice each other")

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="account", cascade="all, delete-orphan", order_by="Membership.id"
    )

    __mapper_args__ = {"version_id_col": version}


class Membership(Base):
    """One role of an account, on a unit and all below it."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("account_id", "unit_id", "role"),
        CheckConstraint(
            "role IN ('admin', 'designer', 'collector', 'analyst', 'reviewer', 'viewer')", name="role"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, comment="internal number")
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True, comment="whose")
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True, comment="where, with all units below")
    role: Mapped[str] = mapped_column(String(20), comment="admin | designer | collector | analyst | reviewer | viewer")

    account: Mapped[Account] = relationship(back_populates="memberships")
    unit: Mapped[Unit] = relationship()
