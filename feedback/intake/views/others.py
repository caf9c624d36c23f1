"""What others say of a clause, on the page where she comments: read it, join it, find what is like her own words.

Every button here belongs to the form she is writing in, so that nothing she typed is lost by pressing it.
"""

from dataclasses import dataclass, replace

from flask import Blueprint, flash, render_template, request
from flask_babel import gettext as _

from feedback.db import db
from feedback.errors import NotOpen
from feedback.intake.basket import WHOLE, Written
from feedback.intake.forms import LONGEST, tidy
from feedback.intake.views.opened import Opened, opened
from feedback.intake.views.visit import NoCookie, Visit, keep, no_cookie, not_open, refuse_foreign, secret, visit
from feedback.ledger import published, service
from feedback.ledger.names import STANCE_NAMES
from feedback.ledger.published import Others, Place, Shown
from feedback.web.access import public
from feedback.web.transactions import through_writer

bp = Blueprint("others", __name__, url_prefix="/y-kien/<slug>")
bp.before_request(refuse_foreign)
bp.register_error_handler(NotOpen, not_open)
bp.register_error_handler(NoCookie, no_cookie)

MOST = 100
"""Opinions one sending may join."""
TAKE_BACK = "unsecond:"
"""How a button of the last page says that she no longer joins the opinion with the code that follows."""


@dataclass(frozen=True)
class Around:
    """What others say, for a clause's page. `alike` is None when it was not asked for; `own`: her sent submission."""

    others: Others
    alike: tuple[Shown, ...] | None
    own: int | None


def pressed(visitor: Visit) -> tuple[Visit, bool]:
    """Do what a button of this part of the page asks; True when one was pressed: the page is then shown again as typed."""
    if request.method != "POST":
        return visitor, False
    if code := request.form.get("second"):
        return _joined(visitor, code), True
    if code := request.form.get("unsecond"):
        flash(_("Đã bỏ “Tôi cũng nghĩ vậy” ở một ý kiến."))
        return _left(visitor, code), True
    return visitor, "similar" in request.form or "sang" in request.form


def _joined(visitor: Visit, code: str) -> Visit:
    found = published.by_codes(db.session(), visitor.consultation.id, [code])
    if not found:
        flash(_("Ý kiến này không còn công khai."))
    elif found[0].submission_id == _own(visitor):
        flash(_("Đây là ý kiến của chính Ông/Bà, đã được tính rồi."))
    elif len(visitor.written.seconded) >= MOST:
        flash(_("Một lần gửi tán thành được nhiều nhất %(most)s ý kiến. Xin gửi đi rồi chọn tiếp.", most=MOST))
    else:
        key = keep(visitor, lambda written: written.with_second(code))
        flash(_("Đã ghi “Tôi cũng nghĩ vậy”, chưa gửi đi. Xong, Ông/Bà bấm “Xem lại và gửi”."))
        return replace(visitor, key=key, written=visitor.written.with_second(code))
    return visitor


def _left(visitor: Visit, code: str) -> Visit:
    key = keep(visitor, lambda written: written.without_seconds({code}))
    return replace(visitor, key=key, written=visitor.written.without_seconds({code}))


def _own(visitor: Visit) -> int | None:
    """Her submission, when this browser still holds the key it was sent with."""
    sent = service.by_key(db.session(), secret(), visitor.key) if visitor.sent and visitor.key else None
    return sent.id if sent else None


def around(visitor: Visit, at: Opened, text: str) -> Around | None:
    """What others say of the clause, and on request what is like the text; None where opinions are not shown."""
    if not visitor.consultation.show_opinions:
        return None
    where = _place(at)
    number = request.form.get("sang", type=int) or request.values.get("trang", 1, type=int)
    asked = "similar" in request.form or "alike" in request.form
    return Around(
        published.others(db.session(), visitor.consultation.id, where, number),
        published.alike(db.session(), visitor.consultation.id, where, text) if asked else None,
        _own(visitor),
    )


def _place(at: Opened) -> Place | None:
    """The clause with all that lies in it, None for the draft as a whole."""
    part = at.successor
    inside = at.newest.below(part) if part and part.container else ()
    return None if at.now == WHOLE else Place(at.now, frozenset(lower.path for lower in inside))


def still_shown(visitor: Visit) -> tuple[Visit, tuple[Shown, ...], int]:
    """The visit without the opinions she joined that are shown no longer; those that are; how many are not."""
    joined = published.by_codes(db.session(), visitor.consultation.id, visitor.written.seconded)
    gone = set(visitor.written.seconded) - {one.code for one in joined}
    return replace(visitor, written=visitor.written.without_seconds(gone)), joined, len(gone)


def taken_back(written: Written, onward: str) -> Written:
    """The basket after a button of the last page: without the opinion it names, if it is one that takes back."""
    return written.without_seconds({onward.removeprefix(TAKE_BACK)}) if onward.startswith(TAKE_BACK) else written


@bp.post("/tuong-tu")
@public
@through_writer
def similar(slug: str) -> str:
    """Published opinions like what she is typing, as a piece of the clause's page; empty when there are none.

    Sent by POST: her words must not stand in the log of addresses.
    """
    visitor = visit(slug)
    visitor.require_open()
    at, text = opened(visitor, request.form.get("muc", WHOLE)), tidy(request.form.get("loi"))[:LONGEST]
    found = published.alike(db.session(), visitor.consultation.id, _place(at), text)
    if not found:
        return ""
    return render_template(
        "citizen/alike.html", consultation=visitor.consultation, visit=visitor, alike=found, own=_own(visitor), path=at.now,
        outline=at.newest, stances=STANCE_NAMES,
    )  # fmt: skip
