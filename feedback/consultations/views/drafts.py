"""Putting a draft in, and seeing what was read from it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from feedback.accounts.models import ADMIN, DESIGNER
from feedback.consultations import corrections, drafts, outline, review, service, steps
from feedback.consultations.access import load
from feedback.consultations.draft_forms import ClauseWords, DraftFile, PlainWords
from feedback.consultations.models import Clause, Consultation, DraftStep, DraftVersion
from feedback.db import db
from feedback.errors import Conflict, UserError
from feedback.web.access import staff
from feedback.web.forms import blame
from feedback.web.links import whole
from feedback.web.transactions import through_writer, write_now
from surveys.drafts.wording import display_label

bp = Blueprint("drafts", __name__)
DESIGNERS = (ADMIN, DESIGNER)


@bp.app_template_global()
def clause_name(clause: Clause) -> str:
    """'Điều 5', 'khoản 2': what a clause is called."""
    return display_label(clause)


@bp.app_template_global()
def step_phrase(step: DraftStep) -> str:
    """'đưa khoản 2 Điều 5 ra ngoài': what an officer did."""
    return steps.phrase(step)


@bp.route("/ban-lam-viec/<slug>/du-thao", methods=["GET", "POST"])
@staff(*DESIGNERS)
@through_writer  # a long draft takes seconds to read: citizens must be able to send meanwhile
def draft(slug: str) -> str | tuple[str, int] | Response:
    """Put a draft in; see its text and its tree side by side. `?muc=` is the clause chosen, `?ban=` an older version."""
    row, form = load(slug, *DESIGNERS), DraftFile()
    if form.validate_on_submit():
        try:
            _put(row, form)
            flash(_("Đã đọc xong dự thảo. Hãy so cây điều khoản với văn bản và sửa chỗ máy đọc sai."), "success")
            return redirect(url_for("drafts.draft", slug=slug))
        except UserError as error:
            db.session.rollback()
            blame(form, error)
    version = shown(row) if request.args.get("ban") else drafts.current(db.session(), row)
    page = _review(row, version, form) if version else _upload(row, form)
    return page, 422 if form.errors else 200


def _put(row: Consultation, form: Any) -> None:
    drafts.require_replaceable(db.session(), row)
    sent = form.file.data
    read = drafts.read(sent.filename or "", sent.read()) if sent else drafts.paste(form.text.data)
    write_now()
    drafts.put(db.session(), row, read, current_user.account, form.seen.data)
    db.session.commit()


def _upload(row: Consultation, form: Any) -> str:
    form.seen.data = drafts.mark(None)
    return render_template("consultations/draft.html", consultation=row, draft=None, form=form)


def _review(row: Consultation, version: DraftVersion, form: Any) -> str:
    session, clauses = db.session(), version.clauses
    chosen = next((clause for clause in clauses if clause.path == request.args.get("muc")), None)
    newest = drafts.current(session, row)
    form.seen.data = drafts.mark(newest)
    return render_template(
        "consultations/draft.html", consultation=row, draft=version, newest=newest, form=form,
        changeable=_changeable(row, version),
        tree=outline.branches(clauses), chosen=chosen, first=clauses[0] if clauses else None,
        shown=sum(not clause.excluded for clause in clauses),
        doubts=review.doubts(clauses, corrections.doubtful(clauses), chosen),
        beside=review.beside(version, clauses, chosen.path if chosen else None),
        **_history(version),
    )  # fmt: skip


def _history(version: DraftVersion) -> dict[str, object]:
    """The step to take back and the one to do again, each with its token."""
    last, undone = steps.last(db.session(), version), steps.undone(db.session(), version)
    return {
        "last": last, "undone": undone,
        "tokens": {"undo": steps.token(version, last), "redo": steps.token(version, undone)},
    }  # fmt: skip


@bp.get("/ban-lam-viec/<slug>/du-thao/xem-thu")
@staff(*DESIGNERS)
def preview(slug: str) -> str:
    """The whole draft as citizens will read it."""
    row = load(slug, *DESIGNERS)
    version = shown(row)
    parts = [outline.printed(clause) for clause in version.clauses if not clause.excluded]
    return render_template("consultations/draft_preview.html", consultation=row, draft=version, parts=parts)


@bp.route("/ban-lam-viec/<slug>/du-thao/<path>", methods=["GET", "POST"])
@staff(*DESIGNERS)
def node(slug: str, path: str) -> str | tuple[str, int] | Response:
    """One clause, for correcting its words."""
    row = load(slug, *DESIGNERS)
    if request.method == "POST":
        service.lock(db.session(), row)
    clause = drafts.clause_at(shown(row), path)
    form = ClauseWords(obj=clause)
    if form.validate_on_submit():
        try:
            wanted = corrections.Correction(*(form[name].data or "" for name in ("level", "label", "heading", "text")))
            corrections.correct(db.session(), row, clause, wanted, form.version.data, current_user.account)
            db.session.commit()
            flash(_("Đã lưu %(clause)s.", clause=display_label(clause)), "success")
            return redirect(url_for("drafts.draft", slug=slug, muc=clause.path, _anchor=clause.path))
        except UserError as error:
            db.session.rollback()
            see_again(form, error, clause)
    return clause_page(row, clause, form, PlainWords(formdata=None, obj=clause)), 422 if form.errors else 200


def see_again(form: Any, error: UserError, clause: Clause) -> None:
    """Show an error in the form of a clause; after a conflict, what was typed may be sent once more."""
    if isinstance(error, Conflict):
        form.version.raw_data, form.version.data = None, clause.version
    blame(form, error)


def clause_page(row: Consultation, clause: Clause, form: Any, plain: Any) -> str:
    """The page of one clause with the form of its words and that of its plain words."""
    clauses = clause.draft.clauses
    return render_template(
        "consultations/node.html", consultation=row, draft=clause.draft, clause=clause, form=form, plain=plain,
        before=outline.previous(clauses, clause), after=outline.following(clauses, clause),
        parent=outline.parent(clauses, clause), source=outline.whole_text(clause), wrong=plain if plain.errors else form,
        number=request.args.get("ban", type=whole), changeable=_changeable(row, clause.draft),
    )  # fmt: skip


def _changeable(row: Consultation, version: DraftVersion) -> bool:
    """Whether its words may be corrected: the newest version, before citizens can read it."""
    return version.published_at is None and version is drafts.current(db.session(), row)


def shown(row: Consultation) -> DraftVersion:
    """The version that `?ban=` asks for, or the newest. Raises NotFound."""
    return drafts.numbered(db.session(), row, request.args.get("ban", type=whole))
