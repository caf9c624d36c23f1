"""Staff make the codes of an invited draft, see which were used, and revoke them."""

from flask import Blueprint, Response, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as AnyResponse

from feedback.accounts.models import ADMIN, DESIGNER
from feedback.config import Config
from feedback.consultations import invitations
from feedback.consultations.access import load
from feedback.consultations.forms import CodesAgain, NewInvitations
from feedback.consultations.models import Consultation
from feedback.db import db
from feedback.errors import NotFound, UserError
from feedback.web.access import staff
from feedback.web.download import csv_file
from feedback.web.filters import moment
from feedback.web.forms import Form, blame
from feedback.web.pages import page

bp = Blueprint("invitations", __name__, url_prefix="/ban-lam-viec/<slug>/ma-moi")
INVITERS = (ADMIN, DESIGNER)


@bp.route("", methods=["GET", "POST"])
@staff(*INVITERS)
def codes(slug: str) -> str | tuple[str, int]:
    """All codes with their openings; making new ones, which are shown once."""
    row, form = _load(slug), NewInvitations()
    if form.validate_on_submit():
        try:
            labels = invitations.labels(form.labels.data or "", form.count.data)
            made = invitations.make(db.session(), _secret(), row, labels, current_user.account)
            db.session.commit()
            return _slips(row, made)
        except UserError as error:
            db.session.rollback()
            blame(form, error)
    found = page(db.session(), invitations.listed(row), size=100)
    shown = render_template(
        "consultations/invitations.html", consultation=row, form=form, page=found,
        opened=invitations.opened(db.session(), [one.id for one in found.rows]),
    )  # fmt: skip
    return shown, 422 if form.errors else 200


def _slips(row: Consultation, made: tuple[invitations.Made, ...]) -> str:
    again = CodesAgain(formdata=None, codes="\n".join(one.code for one in made), labels="\n".join(one.label for one in made))
    address = url_for("citizen.start", slug=row.slug, _external=True)
    return render_template("consultations/invitations_made.html", consultation=row, made=made, again=again, address=address)


@bp.post("/tep.csv")
@staff(*INVITERS)
def file(slug: str) -> AnyResponse:
    """The codes just made as a table; the page that shows them sends them back, since they are kept nowhere."""
    row, form = _load(slug), CodesAgain()
    written = (form.codes.data or "").split("\n")
    labels = (form.labels.data or "").replace("\r", "").split("\n")
    good = len(written) <= invitations.MOST and len(labels) == len(written)
    if not form.validate_on_submit() or not good or not invitations.mine(db.session(), _secret(), row, written):
        raise NotFound
    address = url_for("citizen.start", slug=slug, _external=True)
    rows = ([label, code.strip(), address] for label, code in zip(labels, written, strict=True))
    return csv_file(f"ma-moi-{slug}.csv", [[_("Ghi chú"), _("Mã mời"), _("Đường dẫn")], *rows])


@bp.get("/lan-mo.csv")
@staff(*INVITERS)
def openings(slug: str) -> Response:
    """Every opening as a table: which code, and the hour."""
    rows = ([number, label, moment(hour)] for number, label, hour in invitations.openings(db.session(), _load(slug)))
    return csv_file(f"lan-mo-{slug}.csv", [[_("Số thứ tự mã"), _("Ghi chú"), _("Mở trong giờ")], *rows])


@bp.post("/<int:number>/thu-hoi")
@staff(*INVITERS)
def revoke(slug: str, number: int) -> AnyResponse:
    """Make a code open nothing from now on."""
    row, form = _load(slug), Form()
    if not form.validate_on_submit():
        raise NotFound
    found = invitations.revoke(db.session(), row, number, current_user.account)
    db.session.commit()
    label = f" ({found.label})" if found.label else ""
    flash(_("Đã thu hồi mã số %(number)s%(label)s.", number=number, label=label), "success")
    return redirect(url_for("invitations.codes", slug=slug), 303)


def _load(slug: str) -> Consultation:
    row = load(slug, *INVITERS)
    invitations.require_invited(row)
    return row


def _secret() -> str:
    settings: Config = current_app.extensions["langnghe"]
    return settings.secret
