"""What changed and why: staff explain changes and link opinions; everybody reads."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response

from feedback.accounts import scope
from feedback.accounts.models import ADMIN, ANALYST, DESIGNER, REVIEWER, VIEWER
from feedback.consultations.access import load
from feedback.consultations.models import Consultation, DraftVersion
from feedback.db import db
from feedback.errors import Conflict, UserError
from feedback.findings.forms import MATCH_KINDS
from feedback.findings.opinions import Wanted
from feedback.intake.views import visit as visits
from feedback.replies import changes, service
from feedback.replies.changes import Changed
from feedback.replies.forms import Explain
from feedback.web.access import public, staff
from feedback.web.forms import blame
from feedback.web.links import whole
from feedback.web.pages import Page, cut, page
from feedback.web.transactions import through_writer

bp = Blueprint("replies", __name__, url_prefix="/ban-lam-viec/<slug>/thay-doi")
public_bp = Blueprint("changes", __name__)
"""Apart from the pages of staff: what citizens read goes out compressed, what holds tokens does not."""
EXPLAINERS = (ADMIN, ANALYST)
READERS = (ADMIN, ANALYST, DESIGNER, REVIEWER, VIEWER)
KIND_NAMES = {**MATCH_KINDS, "restored": _l("Đưa trở lại")}


@bp.get("")
@staff(*READERS)
def listing(slug: str) -> str:
    """All changes that led to a version, with what is said of each."""
    row, session = load(slug, *READERS), db.session()
    draft = changes.version(session, row, request.args.get("ban", type=whole), published=False)
    found = changes.between(session, draft)
    shown = _shown(found)
    return render_template(
        "replies/listing.html", consultation=row, draft=draft, page=shown, told=service.told(session, draft),
        renumbered=_renumbered(found), kinds=KIND_NAMES, nothing=service.NOTHING, may=_may(row),
        numbers=changes.numbers(session, row, published=False),
    )  # fmt: skip


def _shown(found: tuple[Changed, ...]) -> Page[Changed]:
    """The page asked for of the changes worth a word: a clause that only got another number is told at the end."""
    return cut([change for change in found if change.kind != "renumbered" or change.worded])


def _renumbered(found: tuple[Changed, ...]) -> list[Changed]:
    return [change for change in found if change.kind == "renumbered" and not change.worded]


def _may(row: Consultation) -> bool:
    return scope.reaches(current_user.account, EXPLAINERS, row.unit.path)


@bp.route("/<int:number>/<int:clause_id>", methods=["GET", "POST"])
@staff(*READERS)
def change(slug: str, number: int, clause_id: int) -> str | tuple[str, int] | Response:
    """One change: its wording before and after, the reason, and the opinions that asked for it."""
    row = load(slug, *(EXPLAINERS if request.method == "POST" else READERS))
    draft = changes.version(db.session(), row, number, published=False)
    changed = changes.one(db.session(), draft, clause_id)
    written = service.find(db.session(), draft, clause_id)
    form = Explain(obj=written)
    if form.validate_on_submit():
        try:
            _keep(row, draft, changed, form)
            db.session.commit()
            flash(_("Đã lưu."), "success")
            return redirect(url_for("replies.change", slug=slug, number=number, clause_id=clause_id, **_searching()), 303)
        except UserError as error:
            db.session.rollback()
            if isinstance(error, Conflict):
                again = service.find(db.session(), draft, clause_id)
                form.version.raw_data, form.version.data = None, again.version if again else 0
            blame(form, error)
    return _change(row, draft, changed, form), 422 if form.errors else 200


def _searching() -> dict[str, Any]:
    """Where the list of opinions stood, or what to search for now that all is saved."""
    if "tim" in request.form:
        return {"loi": request.form.get("loi", "")}
    return {name: request.args[name] for name in ("loi", "trang") if request.args.get(name)}


def _keep(row: Consultation, draft: DraftVersion, changed: Changed, form: Explain) -> None:
    ticked = frozenset(request.form.getlist("ticked"))
    wish = service.Wish(form.reason.data, frozenset((form.shown.data or "").split()), ticked)
    kept = service.save(db.session(), row, draft, changed, wish, form.version.data, current_user.account)
    if "all" in request.form:
        service.link_all(db.session(), row, draft, changed, kept.version, current_user.account)


def _change(row: Consultation, draft: DraftVersion, changed: Changed, form: Explain) -> str:
    session, searched = db.session(), request.args.get("loi", "")
    written, basis = service.find(session, draft, changed.clause_id), service.basis(session, changed)
    found = page(session, service.candidates(row, written, basis, Wanted(words=searched)))
    linked = service.linked_of(session, written, found.rows)
    if request.method == "POST":
        linked = {opinion.id for opinion in found.rows if opinion.code in request.form.getlist("ticked")}
    form.shown.data = " ".join(opinion.code for opinion in found.rows)
    if not form.is_submitted():
        form.version.data = written.version if written else 0
    return render_template(
        "replies/change.html", consultation=row, draft=draft, change=changed, form=form, words=searched, page=found,
        linked=linked, alike=service.alike(session, changed, basis), kinds=KIND_NAMES, may=_may(row),
        told=service.told(session, draft).get(changed.clause_id, service.NOTHING),
    )  # fmt: skip


@public_bp.get("/y-kien/<slug>/thay-doi", endpoint="changes")
@public
@through_writer
def what_changed(slug: str) -> Response:
    """For everybody: each change of the newest published version, how many opinions asked for it, and the reason."""
    visitor, session = visits.visit(slug), db.session()
    row = visitor.consultation
    draft = changes.version(session, row, request.args.get("ban", type=whole), published=True)
    found = changes.between(session, draft)
    shown = _shown(found)
    return visits.page(
        visitor, "citizen/changes.html", draft=draft, page=shown, told=service.told(session, draft),
        voices=service.voices(session, draft, [one.clause_id for one in shown.rows]), nothing=service.NOTHING,
        renumbered=_renumbered(found), kinds=KIND_NAMES, numbers=changes.numbers(session, row, published=True),
    )  # fmt: skip
