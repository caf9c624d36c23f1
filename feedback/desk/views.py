"""The desk and the overview of a consultation."""

from collections.abc import Callable

from flask import Blueprint, current_app, render_template
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from feedback.accounts import scope
from feedback.accounts.models import ADMIN, DESIGNER, ROLES, Account
from feedback.consultations import dates
from feedback.consultations.access import load_seen
from feedback.consultations.models import Consultation
from feedback.db import db
from feedback.desk import figures, service
from feedback.ledger.names import CHANNEL_NAMES
from feedback.units.models import Unit
from feedback.web.access import rule, staff
from feedback.web.pages import page

bp = Blueprint("desk", __name__)

STATE_NAMES = {
    "preparing": _l("Đang chuẩn bị"), "waiting": _l("Chờ đến ngày mở"), "open": _l("Đang lấy ý kiến"),
    "closed": _l("Đã kết thúc"),
}  # fmt: skip
FROM_BELOW = frozenset({"findings.themes", "findings.opinions", "findings.progress", "spreadsheet.upload"})
"""Pages that accounts of a lower unit may open too; they find only their own units' opinions there."""


@bp.get("/ban-lam-viec")
@staff(*ROLES)
def home() -> str:
    """All consultations within reach, newest first."""
    account = _account()
    found = page(db.session(), service.listed(account))
    lines = service.lines(db.session(), account, found.rows)
    creates = bool(scope.paths(account, (ADMIN, DESIGNER)))
    return render_template("desk/home.html", page=found, lines=lines, creates=creates, **_words())


@bp.get("/ban-lam-viec/<slug>")
@staff(*ROLES)
def overview(slug: str) -> str:
    """One consultation: its steps and what came in."""
    consultation, account = load_seen(slug, *ROLES), _account()
    whole = scope.reaches(account, ROLES, consultation.unit.path)
    paths = None if whole else scope.paths(account, ROLES)
    return render_template(
        "desk/overview.html",
        consultation=consultation,
        whole=whole,
        own=[] if paths is None else _names(paths),
        progress=service.progress(db.session(), consultation, paths),
        figures=figures.of(db.session(), consultation.id, paths),
        may=_opens(consultation, account),
        **_words(),
    )


def _account() -> Account:
    account: Account = current_user.account
    return account


def _words() -> dict[str, object]:
    return {"states": STATE_NAMES, "channels": CHANNEL_NAMES, "last_day": dates.closing_day}


def _names(paths: tuple[str, ...]) -> list[str]:
    """Names of the units with these paths."""
    units = (db.session.get(Unit, int(path.strip("/").split("/")[-1])) for path in paths)
    return [unit.name for unit in units if unit is not None]


def _opens(consultation: Consultation, account: Account) -> Callable[[str], bool]:
    """Tells of an endpoint whether its page would let this account in: what it may not open is not offered."""

    def may(endpoint: str) -> bool:
        view = current_app.view_functions.get(endpoint)
        roles = rule(view) if view else None
        if not isinstance(roles, frozenset):
            return False
        reach = scope.sees if endpoint in FROM_BELOW else scope.reaches
        return reach(account, roles, consultation.unit.path)

    return may
