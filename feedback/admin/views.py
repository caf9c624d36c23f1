"""Accounts and letterheads."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms.fields import SelectChoice

from feedback.accounts.models import ADMIN, Account
from feedback.accounts.names import ROLE_HELP, ROLE_NAMES
from feedback.admin import service
from feedback.admin.forms import ChangeAccount, Head, NewAccount, Press, Role
from feedback.db import db
from feedback.errors import NotAllowed, UserError
from feedback.reports import letterhead as heads
from feedback.units.models import Unit
from feedback.web.access import staff
from feedback.web.forms import blame
from feedback.web.pages import page

bp = Blueprint("admin", __name__, url_prefix="/ban-lam-viec/quan-tri")

Answer = str | tuple[str, int] | Response


@bp.get("/tai-khoan")
@staff(ADMIN)
def accounts() -> str:
    """The accounts of the administrator's units, in pages, with a search by name or login."""
    words = request.args.get("tim", "").strip()[:100]
    found = page(db.session(), service.listed(db.session(), _admin(), words))
    return render_template("admin/accounts.html", page=found, words=words, roles=ROLE_NAMES)


@bp.route("/tai-khoan/moi", methods=["GET", "POST"], endpoint="create")
@staff(ADMIN)
def create_account() -> Answer:
    """Add an account; its password is shown once."""
    form = _with_units(NewAccount())
    if form.validate_on_submit():
        try:
            account, password = service.create(
                db.session(), _admin(), form.login.data, form.name.data, form.role.data, form.unit.data
            )
            db.session.commit()
            return render_template("admin/password.html", account=account, password=password, is_new=True)
        except UserError as error:
            db.session.rollback()
            blame(form, error)
    return render_template("admin/create.html", form=form, help=ROLE_HELP, roles=ROLE_NAMES), 422 if form.errors else 200


@bp.get("/tai-khoan/<int:account_id>")
@staff(ADMIN)
def account(account_id: int) -> Answer:
    """One account: its name and state, its roles, its password."""
    return _account(service.load(db.session(), _admin(), account_id))


@bp.post("/tai-khoan/<int:account_id>")
@staff(ADMIN)
def change(account_id: int) -> Answer:
    """Store name and state."""
    found, form = service.load(db.session(), _admin(), account_id), ChangeAccount()
    if form.validate():
        try:
            service.change(
                db.session(), _admin(), found, form.name.data or "", bool(form.active.data), form.version.data or 0
            )
            return _done(found, _("Đã lưu."))
        except UserError as error:
            db.session.rollback()
            blame(form, error)
    return _account(found, change=form)


@bp.post("/tai-khoan/<int:account_id>/cap")
@staff(ADMIN)
def grant(account_id: int) -> Answer:
    """Give a role."""
    found, form = service.load(db.session(), _admin(), account_id), _with_units(Role())
    if form.validate():
        try:
            service.grant(db.session(), _admin(), found, form.role.data, form.unit.data)
            return _done(found, _("Đã cấp vai trò."))
        except UserError as error:
            db.session.rollback()
            blame(form, error)
    return _account(found, role=form)


@bp.post("/tai-khoan/<int:account_id>/bo")
@staff(ADMIN)
def revoke(account_id: int) -> Answer:
    """Take a role back."""
    found, form = service.load(db.session(), _admin(), account_id), Press()
    try:
        service.revoke(db.session(), _admin(), found, form.member.data or 0)
        return _done(found, _("Đã bỏ vai trò."))
    except UserError as error:
        db.session.rollback()
        blame(form, error)
    return _account(found, press=form)


@bp.post("/tai-khoan/<int:account_id>/mat-khau")
@staff(ADMIN)
def reset(account_id: int) -> Answer:
    """Give a new password, shown once."""
    found, form = service.load(db.session(), _admin(), account_id), Press()
    try:
        password = service.reset(db.session(), _admin(), found, form.version.data or 0)
        db.session.commit()
        return render_template("admin/password.html", account=found, password=password, is_new=False)
    except UserError as error:
        db.session.rollback()
        blame(form, error)
    return _account(found, press=form)


@bp.route("/van-ban", methods=["GET", "POST"])
@staff(ADMIN)
def letterhead() -> Answer:
    """Head and foot of the documents of one of the units that the account administers."""
    units = service.own_units(db.session(), _admin())
    unit = _chosen(units, request.args.get("unit", type=int))
    form = Head(obj=heads.own(db.session(), unit) or heads.usual(unit))
    if form.validate_on_submit():
        try:
            values = {name: form[name].data or "" for name in heads.FIELDS}
            heads.change(db.session(), unit, values, form.version.data or 0, _admin().login)
            db.session.commit()
            flash(_("Đã lưu. Văn bản lập từ bây giờ dùng mẫu này."))
            return redirect(url_for("admin.letterhead", unit=unit.id))
        except UserError as error:
            db.session.rollback()
            blame(form, error)
    stored = heads.own(db.session(), unit)
    page = render_template(
        "admin/letterhead.html", form=form, unit=unit, units=units, version=stored.version if stored else 0,
        inherited=None if stored else heads.of(db.session(), unit),
    )  # fmt: skip
    return page, 422 if form.errors else 200


def _chosen(units: Sequence[Unit], wanted: int | None) -> Unit:
    for unit in units:
        if wanted in (None, unit.id):
            return unit
    raise NotAllowed


def _admin() -> Account:
    account: Account = current_user.account
    return account


def _with_units(form: Role) -> Role:
    units = [SelectChoice(unit.id, unit.name) for unit in service.pickable(db.session(), _admin())]
    unchosen = [SelectChoice(0, _("Hãy chọn…"))] if len(units) > 1 else []  # nobody gets the whole province by accident
    form.unit.choices = unchosen + units
    return form


def _done(account: Account, sentence: str) -> Response:
    number = account.id
    db.session.commit()
    flash(sentence)
    return redirect(url_for("admin.account", account_id=number))


def _account(
    account: Account, change: ChangeAccount | None = None, role: Role | None = None, press: Press | None = None
) -> Answer:
    wrong = next((form for form in (change, role, press) if form is not None), None)
    return render_template(
        "admin/account.html",
        account=account,
        change=change or ChangeAccount(formdata=None, obj=account),
        role=role or _with_units(Role(formdata=None)),
        press=press or Press(formdata=None),
        wrong=wrong,
        governed=service.governs(_admin(), account),
        reach=service.paths(_admin()),
        roles=ROLE_NAMES,
        help=ROLE_HELP,
    ), 422 if wrong is not None else 200
