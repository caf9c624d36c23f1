"""Making a consultation, its dates, its opening and closing, its link and QR code."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as AnyResponse
from wtforms.fields import SelectChoice

from feedback import clock
from feedback.accounts import scope
from feedback.accounts.models import ADMIN, COLLECTOR, DESIGNER
from feedback.consultations import dates, link, publishing, service
from feedback.consultations.access import load, load_seen
from feedback.consultations.forms import About
from feedback.consultations.models import Consultation
from feedback.db import db
from feedback.errors import Conflict, UserError
from feedback.web.access import staff
from feedback.web.forms import Form, blame

bp = Blueprint("consultations", __name__)
DESIGNERS = (ADMIN, DESIGNER)
POSTERS = (ADMIN, DESIGNER, COLLECTOR)
"""Who may print the link for citizens; communes too, for what the province asks."""


@bp.route("/ban-lam-viec/moi", methods=["GET", "POST"])
@staff(*DESIGNERS)
def create() -> str | tuple[str, int] | AnyResponse:
    """A new consultation."""
    form = _about()
    if form.validate_on_submit():
        try:
            row = service.create(db.session(), _details(form), current_user.account)
            db.session.commit()
            return _saved(row, _("Đã tạo đợt lấy ý kiến. Tiếp theo: tải dự thảo lên hoặc soạn phiếu."))
        except UserError as error:
            db.session.rollback()
            blame(form, error)
    return render_template("consultations/about.html", form=form, consultation=None), 422 if form.errors else 200


@bp.route("/ban-lam-viec/<slug>/sua", methods=["GET", "POST"])
@staff(*DESIGNERS)
def edit(slug: str) -> str | tuple[str, int] | AnyResponse:
    """What staff say about a consultation, for changing."""
    row = load(slug, *DESIGNERS)
    form = _about(row)
    if form.validate_on_submit():
        try:
            service.edit(db.session(), row, _details(form), form.version.data, current_user.account)
            db.session.commit()
            return _saved(row, _("Đã lưu."))
        except UserError as error:
            db.session.rollback()
            _renew(form, error, row.version)
            blame(form, error)
    return render_template("consultations/about.html", form=form, consultation=row), 422 if form.errors else 200


SWITCHES = ("show_counts", "show_opinions", "ask_aspect")


def _about(row: Consultation | None = None) -> Any:
    """The form; an account may only ask for its own units, and published consultations keep theirs."""
    form = About(data=_shown(row) if row else None)
    units = service.askers(db.session(), scope.paths(current_user.account, DESIGNERS))
    if row is not None and row.unit not in units:
        units.append(row.unit)
    form.unit.choices = [SelectChoice(unit.id, unit.name) for unit in units]
    if row is not None and row.published_at is not None:
        for name in ("slug", "kind", "unit", "invited"):
            del form[name]
    return form


def _shown(row: Consultation) -> dict[str, object]:
    same = ("title", "slug", "kind", "drafting_body", "intro", "contact", "reply_by", "version", "invited", *SWITCHES)
    return {name: getattr(row, name) for name in same} | {
        "unit": row.unit_id, "opens_on": dates.opening_day(row.opens_at), "closes_on": dates.closing_day(row.closes_at),
    }  # fmt: skip


def _details(form: Any) -> service.Details:
    published = "slug" not in form
    words: dict[str, Any] = {name: form[name].data or "" for name in ("title", "drafting_body", "intro", "contact")}
    switches: dict[str, Any] = {name: bool(form[name].data) for name in SWITCHES}
    return service.Details(
        **words,
        slug="" if published else (form.slug.data or "").strip().lower(),
        kind="" if published else form.kind.data,
        unit_id=0 if published else form.unit.data,
        opens_on=form.opens_on.data, closes_on=form.closes_on.data, reply_by=form.reply_by.data,
        invited=not published and bool(form.invited.data), **switches,
    )  # fmt: skip


def _renew(form: Any, error: UserError, version: int) -> None:
    """After a conflict the page carries the new version: pressing once more replaces what the other person saved."""
    if isinstance(error, Conflict):
        form.version.raw_data, form.version.data = None, version


def _saved(row: Consultation, sentence: str) -> AnyResponse:
    flash(sentence, "success")
    days = service.short_notice(row)
    if days is not None:
        flash(publishing.short_notice(days), "warning")
    return redirect(url_for("desk.overview", slug=row.slug))


@bp.route("/ban-lam-viec/<slug>/mo", methods=["GET", "POST"])
@staff(*DESIGNERS)
def publish(slug: str) -> str | tuple[str, int] | AnyResponse:
    """What is missing before the consultation can be opened, and the button that opens it."""
    row, form = load(slug, *DESIGNERS), Form()
    if row.published_at is not None and not form.is_submitted():
        return redirect(url_for("consultations.link", slug=slug))
    if form.validate_on_submit():
        try:
            publishing.publish(db.session(), row, current_user.account)
            db.session.commit()
            flash(_("Đã mở đợt lấy ý kiến. Hãy gửi đường dẫn hoặc mã QR dưới đây cho người dân."), "success")
            return redirect(url_for("consultations.link", slug=slug))
        except UserError as error:
            db.session.rollback()
            blame(form, error)
    found = publishing.findings(db.session(), row)
    page = render_template("consultations/publish.html", consultation=row, form=form, found=found, **_days(row))
    return page, 422 if form.errors else 200


@bp.route("/ban-lam-viec/<slug>/dong", methods=["GET", "POST"])
@staff(*DESIGNERS)
def close(slug: str) -> str | tuple[str, int] | AnyResponse:
    """Ask whether to stop taking opinions before the last day; then stop."""
    row, form = load(slug, *DESIGNERS), Form()
    if form.validate_on_submit() and request.form.get("confirm") == "1":
        try:
            publishing.close(db.session(), row, current_user.account)
            db.session.commit()
            flash(_("Đã đóng đợt lấy ý kiến."), "success")
            return redirect(url_for("desk.overview", slug=slug))
        except UserError as error:
            db.session.rollback()
            blame(form, error)
    state = row.state(clock.now())
    page = render_template("consultations/close.html", consultation=row, form=form, state=state, **_days(row))
    return page, 422 if form.errors else 200


@bp.get("/ban-lam-viec/<slug>/duong-dan", endpoint="link")
@staff(*POSTERS)
def share(slug: str) -> str:
    """The address for citizens and its QR code, to send, to show and to print."""
    row = load_seen(slug, *POSTERS)
    may_invite = scope.reaches(current_user.account, DESIGNERS, row.unit.path)
    return render_template("consultations/link.html", consultation=row, address=_address(slug), may_invite=may_invite)


@bp.get("/ban-lam-viec/<slug>/thong-bao")
@staff(*POSTERS)
def notice(slug: str) -> str:
    """A notice of one A4 page to print and put up."""
    row = load_seen(slug, *POSTERS)
    return render_template("consultations/notice.html", consultation=row, address=_address(slug), **_days(row))


@bp.get("/ban-lam-viec/<slug>/qr.svg")
@staff(*POSTERS)
def qr(slug: str) -> Response:
    """The QR code as a picture that stays sharp in print."""
    load_seen(slug, *POSTERS)
    return Response(link.svg(_address(slug)), mimetype="image/svg+xml")


@bp.get("/ban-lam-viec/<slug>/qr.png")
@staff(*POSTERS)
def qr_png(slug: str) -> Response:
    """The QR code as a file to send by Zalo."""
    load_seen(slug, *POSTERS)
    response = Response(link.png(_address(slug)), mimetype="image/png")
    response.headers["Content-Disposition"] = f'attachment; filename="qr-{slug}.png"'
    return response


def _days(row: Consultation) -> dict[str, object]:
    """First and last day on which opinions are taken."""
    return {"opens": dates.opening_day(row.opens_at), "closes": dates.closing_day(row.closes_at)}


def _address(slug: str) -> str:
    return url_for("citizen.start", slug=slug, _external=True)
