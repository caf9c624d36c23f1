"""Signing in and out, and changing one's own password."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response

from feedback.accounts import service
from feedback.accounts.forms import OwnPassword, SignIn
from feedback.accounts.models import ROLES, Account
from feedback.accounts.signin import SignedIn
from feedback.db import db
from feedback.errors import UserError
from feedback.web.access import public, staff
from feedback.web.forms import blame
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
        account = service.find(db.session(), form.login.data)
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


@bp.route("/ban-lam-viec/mat-khau", methods=["GET", "POST"])
@limiter.limit(GUESSES, methods=["POST"])
@staff(*ROLES)
@through_writer  # hashing is slow and must not hold up the writers
def password() -> tuple[str, int] | Response:
    """Change one's own password; other devices are signed out."""
    form = OwnPassword()
    if form.validate_on_submit():
        if not service.check(current_user.account, form.old_password.data):
            form.old_password.errors = [_("Mật khẩu hiện nay chưa đúng. Hãy gõ lại.")]
        else:
            try:
                _store(form.password.data)
                flash(_("Đã đổi mật khẩu. Các máy khác đang đăng nhập sẽ phải đăng nhập lại."))
                return redirect(url_for("desk.home"))
            except UserError as error:
                blame(form, error)
    return render_template("accounts/password.html", form=form), 422 if form.errors else 200


def _store(password: str) -> None:
    account = current_user.account
    number, login, secret = account.id, account.login, service.hashed(password)
    db.session.rollback()  # let go of what was read, or the writer's change stays unseen by the line after it
    current_app.extensions["writer"].write(lambda own: service.change_password(own, number, secret, login))
    login_user(SignedIn(db.session.get_one(Account, number)))
