"""Finding, making and changing consultations."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from feedback import clock
from feedback.accounts.models import Account
from feedback.consultations import dates, slugs
from feedback.consultations.models import Consultation
from feedback.errors import Conflict, NotFound, UserError
from feedback.journal import service as journal
from feedback.units import service as units
from feedback.units.models import Unit


@dataclass(frozen=True)
class Details:
    """What staff say about a consultation. An empty `slug` means: suggest one. Days are inclusive, in Vietnam."""

    title: str
    slug: str
    kind: str
    drafting_body: str
    intro: str
    contact: str
    unit_id: int
    opens_on: date | None
    closes_on: date | None
    reply_by: date | None
    show_counts: bool = False
    show_opinions: bool = False
    ask_aspect: bool = False
    invited: bool = False


def by_slug(session: Session, slug: str) -> Consultation:
    """The consultation of this address. Raises NotFound."""
    found = session.scalars(select(Consultation).where(Consultation.slug == slug)).first()
    if found is None:
        raise NotFound
    return found


def askers(session: Session, paths: Sequence[str]) -> list[Unit]:
    """Units at or below these paths that may ask, the province first, then communes in alphabetical order."""
    found = session.scalars(select(Unit).where(units.within(paths), units.standing()))
    return sorted(found, key=lambda unit: (unit.path.count("/"), units.bare(unit.key), unit.name))


def lock(session: Session, consultation: Consultation) -> None:
    """Make other writers wait until this one commits (SQLite has one writer anyway)."""
    session.execute(select(Consultation.id).where(Consultation.id == consultation.id).with_for_update())


def require_version(known: int, seen: int | None) -> None:
    """Raise Conflict when somebody else changed the row since the page was opened."""
    if known != seen:
        raise Conflict(
            _("Trong lúc đồng chí sửa, người khác đã lưu thay đổi ở đây. Những gì đồng chí vừa nhập vẫn còn trên "
              "trang: bấm nút lần nữa để thay, hoặc mở lại trang để xem bản mới.")
        )  # fmt: skip


def create(session: Session, details: Details, account: Account) -> Consultation:
    """Add a consultation. Raises UserError at the field for what cannot be."""
    slug = details.slug or (slugs.mute(session) if details.invited else slugs.suggest(session, details.title))
    slugs.check(session, slug)
    row = Consultation(slug=slug, created_by_id=account.id, created_at=clock.now())
    _fill(session, row, details)
    session.add(row)
    _flush(session)
    journal.append(session, account.login, "consultation.created", slug, {"unit": row.unit_id})
    return row


def edit(session: Session, row: Consultation, details: Details, version: int | None, account: Account) -> None:
    """Change a consultation. Raises Conflict for an old version and UserError at the field for what cannot be."""
    require_version(row.version, version)
    if row.published_at is None:
        slug = details.slug or row.slug
        if details.invited and not row.invited and slug == row.slug and slugs.tells(slug, row.title):
            slug = slugs.mute(session)  # the address stands on the door, which must not say the title
        slugs.check(session, slug, row.id)
        row.slug = slug
    changed = _fill(session, row, details)
    _flush(session)
    journal.append(session, account.login, "consultation.edited", row.slug, {"fields": sorted(changed)})


def _flush(session: Session) -> None:
    try:
        session.flush()
    except IntegrityError as error:  # somebody took the name since it was found free
        raise slugs.taken_error() from error


def _fill(session: Session, row: Consultation, details: Details) -> set[str]:
    """Put the details into the row; return the names of the fields that changed. What citizens rely on (the address,
    the unit that asks, the kind, whether a code is needed) stays as it was when the consultation was published."""
    opens, closes = _moments(row, details)
    values: dict[str, object] = {
        "title": _line(details.title), "drafting_body": _line(details.drafting_body), "contact": _line(details.contact),
        "intro": _text(details.intro), "opens_at": opens, "closes_at": closes, "reply_by": details.reply_by,
        "show_counts": details.show_counts, "show_opinions": details.show_opinions, "ask_aspect": details.ask_aspect,
    }  # fmt: skip
    if row.published_at is None:
        values |= {"kind": details.kind, "unit_id": details.unit_id, "invited": details.invited}
    changed = {name for name, value in values.items() if getattr(row, name) != value}
    for name in changed:
        setattr(row, name, values[name])
    return changed


def _moments(row: Consultation, details: Details) -> tuple[datetime | None, datetime | None]:
    """When it opens and closes; days that were not touched keep their exact moment (closed early: at noon, say)."""
    opens, closes = row.opens_at, row.closes_at
    if details.opens_on != dates.opening_day(opens):
        opens = dates.opening(details.opens_on) if details.opens_on else None
        _require_movable(row, opens)
    if details.closes_on != dates.closing_day(closes):
        closes = dates.closing(details.closes_on) if details.closes_on else None
        _require_not_past(closes)
    if opens and closes and closes <= opens:
        raise UserError(_("Ngày kết thúc phải từ ngày bắt đầu trở đi."), "closes_on")
    if row.published_at and not (opens and closes):
        raise UserError(_("Đợt đã mở cho người dân thì phải có ngày."), "closes_on" if opens else "opens_on")
    if details.reply_by and closes and details.reply_by < clock.local(closes).date():
        raise UserError(_("Hạn trả lời phải sau ngày kết thúc lấy ý kiến."), "reply_by")
    return opens, closes


def _require_movable(row: Consultation, opens: datetime | None) -> None:
    if row.published_at and row.opens_at and row.opens_at <= clock.now():
        raise UserError(_("Đợt đã bắt đầu nên không đổi ngày bắt đầu được nữa."), "opens_on")
    if opens and opens < dates.opening(clock.today()):
        raise UserError(_("Ngày bắt đầu đã qua. Hãy chọn hôm nay hoặc một ngày sau."), "opens_on")


def _require_not_past(closes: datetime | None) -> None:
    if closes and closes <= clock.now():
        raise UserError(_("Ngày kết thúc đã qua. Hãy chọn hôm nay hoặc một ngày sau."), "closes_on")


def _line(text: str) -> str:
    return " ".join(_text(text).split())


def _text(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\x00", "").replace("\r\n", "\n")).strip()


def short_notice(row: Consultation) -> int | None:
    """Days for which the consultation is open when they are fewer than a commune must give, else None."""
    if row.opens_at is None or row.closes_at is None:
        return None
    days = dates.days_open(row.opens_at, row.closes_at)
    return days if days < dates.LEAST_DAYS else None
