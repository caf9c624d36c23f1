"""The clause that an address is about, in whichever version of the draft she reads it."""

from dataclasses import dataclass

from flask import request
from flask_babel import lazy_gettext as _l

from feedback.consultations.following import parse
from feedback.db import db
from feedback.errors import NotFound, NotOpen
from feedback.intake import kept, reading
from feedback.intake.basket import WHOLE, mark
from feedback.intake.reading import Outline, Part
from feedback.intake.views.visit import Visit


@dataclass(frozen=True)
class Opened:
    """The clause a page is about: `part` of version `outline`, None for that version as a whole. `now`: the anchor where
    it stands in the `newest` version, WHOLE for the whole."""

    outline: Outline
    newest: Outline
    part: Part | None
    now: str

    @property
    def where(self) -> str:
        """What a comment on it is kept under."""
        return mark(self.outline.number, self.part.path if self.part else WHOLE)

    @property
    def older(self) -> bool:
        """Whether a newer version is published."""
        return self.outline.draft_id != self.newest.draft_id

    @property
    def successor(self) -> Part | None:
        """The clause of the newest version in its place."""
        return self.newest.find(self.now)

    @property
    def wording(self) -> str:
        """What she may rewrite; '' where that is a chapter or more."""
        return reading.wording(self.outline, self.part) if self.part and not self.part.container else ""


def newest(visitor: Visit) -> Outline:
    """The version citizens read now. Raises NotFound when there is none."""
    outline = reading.current(db.session(), visitor.consultation.id)
    if outline is None:
        raise NotFound
    return outline


def opened(visitor: Visit, address: str) -> Opened:
    """What an address is about. Raises NotFound, or for something just sent NotOpen, when there is no such clause."""
    number, path = parse(address)
    shown_now = newest(visitor)
    posted = request.form.get("draft", shown_now.draft_id, type=int)
    wanted = [
        version.id for version in reading.versions(db.session(), visitor.consultation.id)
        if (version.id == posted if number is None else version.number == number)
    ]  # fmt: skip
    outline = shown_now if wanted == [shown_now.draft_id] else reading.outline(db.session(), wanted[0]) if wanted else None
    part = outline.find(path) if outline else None
    if outline is None or (part is None and path != WHOLE):
        if request.method == "POST":
            raise NotOpen(_l("Dự thảo vừa được sửa, điều khoản này không còn như lúc Ông/Bà đọc."))
        raise NotFound
    return Opened(outline, shown_now, part, kept.standing(db.session(), shown_now, outline, path))
