"""A citizen reads, comments, answers, reviews and sends."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from feedback.db import db
from feedback.errors import NotFound, NotOpen
from feedback.identity import consent
from feedback.intake import asking, citizen, kept, phone, reading
from feedback.intake.asking import Asked
from feedback.intake.basket import WHOLE, Comment, overtaken, stamp
from feedback.intake.counting import counts
from feedback.intake.forms import CommentForm, SenderForm
from feedback.intake.kept import Said
from feedback.intake.searching import LONGEST, search
from feedback.intake.views import others
from feedback.intake.views.invited import BACK
from feedback.intake.views.opened import Opened, newest, opened
from feedback.intake.views.visit import (
    NoCookie,
    Visit,
    keep,
    no_cookie,
    not_open,
    page,
    posted_version,
    refuse_foreign,
    remember,
    secret,
    visit,
    writing,
)
from feedback.ledger import codes
from feedback.ledger.names import ASPECT_QUESTIONS, STANCE_NAMES
from feedback.units import service as units
from feedback.web.access import public
from feedback.web.links import inside
from feedback.web.transactions import through_writer
from surveys.form import PREFIX, answers, form
from surveys.messages import Translations
from surveys.questionnaire import Question
from surveys.types.base import Value

bp = Blueprint("citizen", __name__, url_prefix="/y-kien/<slug>")
bp.before_request(refuse_foreign)
bp.register_error_handler(NotOpen, not_open)
bp.register_error_handler(NoCookie, no_cookie)

FROM_REVIEW = "xem-lai"
"""Value of `?ve=` that brings her back to the review page after a change."""


@bp.get("")
@public
@through_writer
def start(slug: str) -> Response:
    """What is asked, by whom, until when, how long it takes, and what happens with it."""
    visitor = visit(slug)
    letters = reading.letters(db.session(), visitor.consultation.id)
    asked = asking.current(db.session(), visitor.consultation.id)
    return page(
        visitor, "citizen/start.html", draft=letters > 0, survey=asked is not None,
        reading=citizen.reading_minutes(letters), answering=citizen.answering_minutes(asked),
    )  # fmt: skip


@bp.post("/ma-moi")
@public
@through_writer
def enter(slug: str) -> Response:
    """Come in with an invitation code, and go on to the page that was asked for."""
    visit(slug)
    return redirect(inside(request.form.get(BACK)) or url_for("citizen.start", slug=slug), 303)


@bp.get("/du-thao")
@public
@through_writer
def read(slug: str) -> Response:
    """The draft with a button at each clause; what she looks for in it stands first."""
    visitor = visit(slug)
    outline = newest(visitor)
    drafts = kept.drafts(db.session(), visitor.consultation.id, visitor.written, outline)
    mine: dict[str, list[Said]] = {}
    for said in kept.in_order(visitor.written, drafts):
        mine.setdefault(said.now.path if said.now else said.path if said.path == WHOLE else "", []).append(said)
    shows_counts = visitor.consultation.show_counts
    return page(
        visitor, "citizen/read.html", outline=outline, mine=mine, done=request.args.get("xong", ""), whole=WHOLE,
        hits=search(outline, request.args.get("tim", "")), longest=LONGEST,
        counts=counts(db.session(), visitor.consultation.id, outline) if shows_counts else {},
        versions=len(reading.versions(db.session(), visitor.consultation.id)),
    )  # fmt: skip


@bp.route("/du-thao/<path>", methods=["GET", "POST"])
@public
@through_writer
def clause(slug: str, path: str) -> Response:
    """One clause with its surroundings, and what she says of it.

    'd5.k2' is the clause of the newest version or of the one that stood on the page just sent, 'v1:d5.k2' of version 1.
    """
    visitor = writing(slug) if request.method == "POST" else visit(slug)
    visitor.require_open()
    at = opened(visitor, path)
    if request.method == "POST" and request.form.get("action") == "delete":
        return _deleted(visitor, at.where)
    visitor, looking = others.pressed(visitor)
    said = visitor.written.comments.get(at.where)
    comment = CommentForm(obj=said, data={"draft": at.outline.draft_id, "seen": stamp(said)})
    comment.about(at.wording, asks=visitor.consultation.ask_aspect or bool(said and said.aspect))
    clash = False
    if not looking and comment.validate_on_submit():
        new = comment.said(at.part.name if at.part else "", at.outline.draft_id)
        clash = overtaken(request.form.get("seen"), said, new)
        if not clash:
            return _commented(visitor, at, new)
        comment.form_errors.append(_("Ông/Bà đã giữ một góp ý khác cho phần này ở một trang khác. Xem cả hai rồi chọn."))
        comment.seen.data = stamp(said)
    drafts = kept.drafts(db.session(), visitor.consultation.id, visitor.written, at.newest)
    shown = page(
        visitor, "citizen/clause.html", 422 if comment.errors else 200, form=comment, at=at, said=said, clash=clash,
        around=others.around(visitor, at, comment.text.data or ""), copies=phone.copies(visitor.written, at.where),
        stances=STANCE_NAMES, aspects=ASPECT_QUESTIONS, earlier=kept.before(visitor.written, drafts, at.now, at.where),
    )  # fmt: skip
    return remember(shown, slug, visitor.key) if looking and visitor.key else shown


def _commented(visitor: Visit, at: Opened, said: Comment) -> Response:
    key = keep(visitor, lambda written: written.with_comment(at.where, said))
    return remember(_onward(visitor, at), visitor.consultation.slug, key)


def _deleted(visitor: Visit, where: str) -> Response:
    key = keep(visitor, lambda written: written.without_comment(where))
    flash(_("Đã xóa một góp ý."))
    slug = visitor.consultation.slug
    onward = url_for("citizen.review", slug=slug) if _from_review() else url_for("citizen.read", slug=slug)
    return remember(redirect(onward), slug, key)


def _onward(visitor: Visit, at: Opened) -> Response:
    """Back to the place she came from. A clause that is gone has none in the draft: its comment is on the last page."""
    slug = visitor.consultation.slug
    if _from_review() or (at.part and not at.successor):
        flash(_("Đã sửa góp ý.") if _from_review() else _("Đã giữ góp ý trên bản %(n)s, chưa gửi đi.", n=at.outline.number))
        return redirect(url_for("citizen.review", slug=slug))
    return redirect(url_for("citizen.read", slug=slug, xong=at.where if at.older else at.now, _anchor=at.now))


def _from_review() -> bool:
    return request.args.get("ve") == FROM_REVIEW


@bp.route("/khao-sat", methods=["GET", "POST"])
@public
@through_writer
def survey(slug: str) -> Response:
    """The questionnaire. Answers are checked against, and kept with, the version that stood on her page."""
    visitor = writing(slug) if request.method == "POST" else visit(slug)
    visitor.require_open()
    asked = _asked(visitor)
    if asked is None:
        raise NotFound
    posted = request.form if request.method == "POST" else None
    filled = form(asked.questionnaire, posted, _earlier(visitor, asked), Translations(_))
    kept = visitor.written.answers
    clash = False
    if posted is not None and filled.validate():
        clash = overtaken(posted.get("seen"), kept, answers(filled))
        if not clash:
            return _answered(visitor, asked, answers(filled))
        filled.form_errors.append(_("Ông/Bà đã giữ câu trả lời khác cho phiếu này ở một trang khác. Xem cả hai rồi chọn."))
    return page(
        visitor, "citizen/survey.html", 422 if filled.errors else 200, form=filled, asked=asked, prefix=PREFIX,
        seen=posted.get("seen", "") if posted and not clash else stamp(kept),
        before=_answered_before(visitor) if clash else (),
    )  # fmt: skip


def _answered_before(visitor: Visit) -> tuple[tuple[Question, str], ...]:
    """What is kept of the survey, as a person reads it."""
    earlier = asking.version(db.session(), visitor.consultation.id, visitor.written.questionnaire_id)
    return earlier.shown(visitor.written.answers) if earlier else ()


def _asked(visitor: Visit) -> Asked | None:
    if request.method == "POST":
        shown = posted_version(visitor)
        if shown is None:
            raise NotOpen(_l("Phiếu khảo sát này không còn như lúc Ông/Bà mở. Mời Ông/Bà mở lại phiếu rồi trả lời."))
        return shown
    return asking.current(db.session(), visitor.consultation.id)


def _earlier(visitor: Visit, asked: Asked) -> Mapping[str, Value]:
    written = visitor.written
    earlier = asking.version(db.session(), visitor.consultation.id, written.questionnaire_id)
    return asked.still_good(earlier, written.answers) if earlier else {}


def _answered(visitor: Visit, asked: Asked, given: Mapping[str, Any]) -> Response:
    key = keep(visitor, lambda written: written.with_answers(asked.id, given))
    flash(_("Đã giữ câu trả lời phiếu. Ông/Bà xem lại rồi gửi nhé."))
    slug = visitor.consultation.slug
    return remember(redirect(url_for("citizen.review", slug=slug)), slug, key)


@bp.route("/xem-lai", methods=["GET", "POST"])
@public
@through_writer
def review(slug: str) -> Response:
    """All she wrote, in document order; who she is, as far as she wants to say; and the one button that sends."""
    visitor = writing(slug) if request.method == "POST" else visit(slug)
    if request.method == "POST" and visitor.sent and not visitor.written.count:
        return redirect(url_for("citizen.sent", slug=slug))
    visitor.require_open()
    drafts = kept.drafts(db.session(), visitor.consultation.id, visitor.written)
    visitor, joined, gone = others.still_shown(visitor)
    sender = SenderForm(data=None if request.method == "POST" else visitor.written.sender)
    texts = consent.current(db.session())
    sender.offer(texts, units.communes(db.session(), [visitor.consultation.unit.path]))
    if onward := request.form.get("onward", ""):
        return _left(visitor, sender, onward)
    if visitor.written.count and sender.validate_on_submit():
        return _sent(visitor, sender)
    sender.show_again()
    answered = _answered_before(visitor)
    return page(
        visitor, "citizen/review.html", 422 if request.method == "POST" else 200, form=sender,
        has_draft=drafts.newest is not None, newest=drafts.newest, aspects=ASPECT_QUESTIONS,
        has_survey=bool(answered) or asking.current(db.session(), visitor.consultation.id) is not None,
        said=kept.in_order(visitor.written, drafts), answered=answered,
        stances=STANCE_NAMES, joined=joined, gone=gone, copies=phone.copies(visitor.written),
    )  # fmt: skip


def _left(visitor: Visit, sender: SenderForm, onward: str) -> Response:
    """Away from the last page by one of its buttons: what stands on it is kept, right or wrong, for when she is back."""
    key = keep(visitor, lambda written: others.taken_back(written.with_sender(sender.left()), onward))
    slug = visitor.consultation.slug
    return remember(redirect(_page_of(slug, onward), 303), slug, key)


def _page_of(slug: str, onward: str) -> str:
    """Where a button of the last page leads: 'clause:v1:d5.k2', 'survey', 'survey:<question>', else the draft."""
    page_name, _colon, name = onward.partition(":")
    if page_name == "clause":
        return url_for("citizen.clause", slug=slug, path=name or WHOLE, ve=FROM_REVIEW)
    if page_name == "survey":
        return url_for("citizen.survey", slug=slug, _anchor=PREFIX + name if name else None)
    if onward.startswith(others.TAKE_BACK):
        return url_for("citizen.review", slug=slug)
    return url_for("citizen.read", slug=slug)


def _sent(visitor: Visit, sender: SenderForm) -> Response:
    office, key, number, told = secret(), str(visitor.key), visitor.consultation.id, sender.sender()
    current_app.extensions["writer"].write(lambda session: citizen.send(session, office, key, number, told))
    return redirect(url_for("citizen.sent", slug=visitor.consultation.slug), 303)


@bp.get("/bien-nhan")
@public
@through_writer
def sent(slug: str) -> Response:
    """The receipt, large, to be copied or photographed."""
    visitor = visit(slug)
    if not visitor.sent or visitor.key is None:
        return redirect(url_for("citizen.start", slug=slug))
    return page(visitor, "citizen/sent.html", code=codes.receipt(secret(), visitor.key))


@bp.post("/gui-tiep")
@public
@through_writer
def another(slug: str) -> Response:
    """Begin anew with an empty basket and a new key."""
    visitor = visit(slug)
    return remember(redirect(url_for("citizen.start", slug=slug), 303), visitor.consultation.slug, codes.new_key())
