"""Signing in and out."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import login_user, logout_user
from werkzeug.wrappers import Response

from feedback.accounts import service
from feedback.accounts.forms import SignIn
from feedback.accounts.signin import SignedIn
from feedback.db import db
from feedback.web.access import public
from feedback.web.limits import GUESSES, limiter
from feedback.web.links import inside
from feedback.web.transactions import through_writer

bp = Blueprint("accounts", __name__)


@bp.route("/dang-nhap", methods=["GET", "POST"])
@limiter.limit(GUESSES, methods=["POST"])
@public
@through_writer  # only reads: checking a password is slow and must not hold up the writers
def sign_in() -> str | tuple[str, int] | Response:
    """Ask for login and password; then go where the visitor wanted to go."""
    form = SignIn()
    if form.validate_on_submit():
        account = service.find(db.session, form.login.data)  # type: ignore[arg-type]
        if service.check(account, form.password.data) and account is not None:
            session.permanent = True
            login_user(SignedIn(account))
            return redirect(inside(request.args.get("next")) or url_for("desk.home"))
        form.password.errors = [_("Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy gõ lại.")]
    return render_template("accounts/sign_in.html", form=form), 422 if form.errors else 200


@bp.post("/dang-xuat")
@public
def sign_out() -> Response:
    """Forget who is signed in on this device."""
    logout_user()
    return redirect(url_for("accounts.sign_in"))
