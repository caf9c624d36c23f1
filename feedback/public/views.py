"""Pages anyone may see: what is being asked, and what became of one's own opinion."""

from flask import Blueprint, current_app, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from feedback import clock
from feedback.config import Config
from feedback.db import db
from feedback.intake import citizen
from feedback.ledger import codes
from feedback.ledger.names import ASPECT_QUESTIONS, STANCE_NAMES
from feedback.ledger.service import by_receipt
from feedback.public import service
from feedback.public.forms import LookupForm
from feedback.web.access import public
from feedback.web.limits import GUESSES, limiter
from feedback.web.pages import page
from feedback.web.transactions import through_writer

bp = Blueprint("public", __name__)


@bp.get("/")
@public
def home() -> str:
    """Consultations open now, to come and over; and the box for a receipt code."""
    now = clock.now()
    return render_template(
        "public/home.html", form=LookupForm(), deadline=citizen.deadline,
        running=db.session.scalars(service.running(now)).all(),
        upcoming=db.session.scalars(service.upcoming(now)).all(),
        ended=page(db.session(), service.ended(now), size=20),
    )  # fmt: skip


@bp.route("/tra-cuu", methods=["GET", "POST"])
@limiter.limit(GUESSES, methods=["POST"])
@public
@through_writer
def lookup() -> Response:
    """Ask for a receipt code."""
    form = LookupForm()
    if form.validate_on_submit():
        code = codes.normal_receipt(form.code.data)
        if code and by_receipt(db.session(), _secret(), code):
            return redirect(url_for("public.receipt", code=code), 303)
        form.unknown()
    return make_response(render_template("public/lookup.html", form=form), 422 if form.errors else 200)


@bp.get("/tra-cuu/<code>")
@limiter.limit(GUESSES)
@public
def receipt(code: str) -> Response:
    """What was sent under a code, and what became of it."""
    submission = by_receipt(db.session(), _secret(), code)
    if submission is None:
        form = LookupForm(code=code)
        form.unknown()
        response = make_response(render_template("public/lookup.html", form=form), 404)
    else:
        found = service.receipt(db.session(), submission)
        response = make_response(
            render_template(
                "public/receipt.html", found=found, code=codes.normal_receipt(code), stances=STANCE_NAMES,
                aspects=ASPECT_QUESTIONS,
            )
        )
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _secret() -> str:
    settings: Config = current_app.extensions["langnghe"]
    return settings.secret
