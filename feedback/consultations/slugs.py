"""Names of consultations in addresses: 'gop-y-rac-thai'."""

import re

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.text.normalise import fold
from feedback import codes
from feedback.consultations.models import Consultation
from feedback.errors import UserError

LONGEST = 60
SUGGESTED = 40
MUTE = 6
RESERVED = frozenset({"moi", "quan-tri", "mat-khau"})
"""Words that already lead elsewhere below /ban-lam-viec/."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def suggest(session: Session, title: str) -> str:
    """A free name made of the first words of the title, numbered when others have it already."""
    base = _words(title)
    name, times = base, 1
    while name in RESERVED or taken(session, name):
        times += 1
        name = f"{base}-{times}"
    return name


def _words(title: str) -> str:
    base = ""
    for word in re.sub(r"[^a-z0-9]+", " ", fold(title)).split():
        if len(base) + len(word) >= SUGGESTED:
            break
        base = f"{base}-{word}" if base else word
    return base or "dot-lay-y-kien"


def mute(session: Session) -> str:
    """A free name that says nothing, for a draft whose title only invited persons may know."""
    name = f"gop-y-{codes.random(MUTE).lower()}"
    return mute(session) if taken(session, name) else name


def tells(slug: str, title: str) -> bool:
    """Whether a name was made of the words of a title."""
    return slug.startswith(_words(title))


def taken(session: Session, slug: str, by_other_than: int | None = None) -> bool:
    """Whether a consultation (other than the one with this number) has the name."""
    owner = session.scalar(select(Consultation.id).where(Consultation.slug == slug))
    return owner is not None and owner != by_other_than


def check(session: Session, slug: str, own_id: int | None = None) -> None:
    """Raise UserError at the field unless the name can be used."""
    if len(slug) > LONGEST or not _SLUG.fullmatch(slug):
        raise UserError(
            _("Tên trong đường dẫn chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, nhiều nhất 60 ký tự, "
              "ví dụ: gop-y-rac-thai."), "slug",
        )  # fmt: skip
    if slug in RESERVED:
        raise UserError(_("Tên này hệ thống đã dùng cho trang khác. Hãy chọn tên khác."), "slug")
    if taken(session, slug, own_id):
        raise taken_error()


def taken_error() -> UserError:
    """What to say when another consultation has the name."""
    return UserError(_("Một đợt lấy ý kiến khác đã dùng tên này. Hãy thêm năm hoặc tên xã vào cho khác đi."), "slug")
