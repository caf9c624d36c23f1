"""Uploading a draft and correcting its tree of clauses."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from feedback.accounts.models import ADMIN, DESIGNER
from feedback.consultations import drafts, outline
from feedback.consultations.access import load
from feedback.consultations.forms import ClauseWords, DraftFile, Reread, Step
from feedback.consultations.models import Clause, Consultation, DraftVersion
from feedback.db import db
from feedback.errors import Conflict, NotFound, UserError
from feedback.web.access import staff
from feedback.web.forms import blame
from feedback.web.transactions import through_writer, write_now
from surveys.drafts.wording import display_label

bp = Blueprint("drafts", __name__)
DESIGNERS = (ADMIN, DESIGNER)


@bp.app_template_global()
def clause_name(clause: Clause) -> str:
    """'Điều 5', 'khoản 2': what a clause is called."""
    return display_label(clause)


@bp.route("/ban-lam-viec/<slug>/du-thao", methods=["GET", "POST"])
@staff(*DESIGNERS)
@through_writer  # a long draft takes seconds to read: citizens must be able to send meanwhile
def draft(slug: str) -> str | tuple[str, int] | Response:
    """Upload a draft; see its text and its tree side by side."""
    row, form = load(slug, *DESIGNERS), DraftFile()
    if form.validate_on_submit():
        try:
            sent = form.file.data
            drafts.require_replaceable(db.session(), row)
            file = drafts.read(sent.filename or "", sent.read())
            write_now()
            drafts.put(db.session(), row, file, current_user.account, form.seen.data)
            db.session.commit()
            flash(_("Đã đọc xong dự thảo. Hãy so cây điều khoản với văn bản và sửa chỗ máy đọc sai."), "success")
            return redirect(url_for("drafts.draft", slug=slug))
        except UserError as error:
            db.session.rollback()
            blame(form, error)
    return _tree(row, form), 422 if form.errors else 200


def _tree(row: Consultation, form: Any) -> str:
    version = drafts.current(db.session(), row)
    clauses = version.clauses if version else []
    form.seen.data = drafts.mark(version)
    return render_template(
        "consultations/draft.html", consultation=row, draft=version, form=form, tree=outline.branches(clauses),
        doubtful=[clause for clause in clauses if clause.doubt and not clause.excluded],
        shown=sum(not clause.excluded for clause in clauses), again=Reread(formdata=None, seen=form.seen.data),
    )  # fmt: skip


@bp.post("/ban-lam-viec/<slug>/du-thao/doc-lai")
@staff(*DESIGNERS)
def reread(slug: str) -> Response:
    """Give up all corrections and read the tree from the text again."""
    row, form = load(slug, *DESIGNERS), Reread()
    try:
        drafts.reread(db.session(), row, _version(row), current_user.account, form.seen.data)
        db.session.commit()
        flash(_("Đã bỏ các chỉnh sửa và đọc lại cây điều khoản từ văn bản gốc."), "success")
    except UserError as error:
        db.session.rollback()
        flash(error.sentence, "error")
    return redirect(url_for("drafts.draft", slug=slug))


@bp.get("/ban-lam-viec/<slug>/du-thao/xem-thu")
@staff(*DESIGNERS)
def preview(slug: str) -> str:
    """The whole draft as citizens will read it."""
    row = load(slug, *DESIGNERS)
    version = _version(row)
    parts = [outline.printed(clause) for clause in version.clauses if not clause.excluded]
    return render_template("consultations/draft_preview.html", consultation=row, draft=version, parts=parts)


@bp.route("/ban-lam-viec/<slug>/du-thao/<path>", methods=["GET", "POST"])
@staff(*DESIGNERS)
def node(slug: str, path: str) -> str | tuple[str, int] | Response:
    """One clause, for correcting."""
    row = load(slug, *DESIGNERS)
    clause = drafts.clause_at(_version(row), path)
    form = ClauseWords(obj=clause)
    if form.validate_on_submit():
        try:
            wanted = drafts.Correction(*(form[name].data or "" for name in ("level", "label", "heading", "text")))
            drafts.correct(db.session(), row, clause, wanted, form.version.data, current_user.account)
            db.session.commit()
            flash(_("Đã lưu %(clause)s.", clause=display_label(clause)), "success")
            return redirect(url_for("drafts.draft", slug=slug, _anchor=clause.path))
        except UserError as error:
            db.session.rollback()
            if isinstance(error, Conflict):
                form.version.raw_data, form.version.data = None, clause.version
            blame(form, error)
    return _node(row, clause, form), 422 if form.errors else 200


def _node(row: Consultation, clause: Clause, form: Any) -> str:
    clauses = clause.draft.clauses
    before, after = outline.previous(clauses, clause), outline.following(clauses, clause)
    return render_template(
        "consultations/node.html", consultation=row, clause=clause, form=form, before=before, after=after,
        parent=next((other for other in clauses if other.path == clause.parent_path), None),
        below=outline.subtree(clauses, clause)[1:], step=Step(formdata=None, version=clause.version),
        source=outline.whole_text(clause),
    )  # fmt: skip


@bp.post("/ban-lam-viec/<slug>/du-thao/<path>/chuyen")
@staff(*DESIGNERS)
def move(slug: str, path: str) -> Response:
    """Raise, lower, join, exclude or include a clause, or say that it was read rightly."""
    row, form = load(slug, *DESIGNERS), Step()
    clause = drafts.clause_at(_version(row), path)
    if not form.validate_on_submit() or form.step.data not in drafts.MOVES:
        raise NotFound
    try:
        name = display_label(clause)
        target = drafts.move(db.session(), row, clause, form.step.data, form.version.data, current_user.account)
        db.session.commit()
        flash(_done(form.step.data, name), "success")
        path = target.path
    except UserError as error:
        db.session.rollback()
        flash(error.sentence, "error")
    return redirect(url_for("drafts.node", slug=slug, path=path))


def _done(step: str, name: str) -> str:
    sentences = {
        "raise": _("Đã đưa %(clause)s ra ngoài một mức.", clause=name),
        "lower": _("Đã đưa %(clause)s vào trong mục phía trên.", clause=name),
        "join": _("Đã nhập %(clause)s vào mục này.", clause=name),
        "exclude": _("Đã bỏ %(clause)s khỏi dự thảo; người dân sẽ không thấy.", clause=name),
        "include": _("Đã đưa %(clause)s trở lại dự thảo.", clause=name),
        "sure": _("Đã ghi nhận %(clause)s máy đọc đúng.", clause=name),
    }
    return str(sentences[step])


def _version(row: Consultation) -> DraftVersion:
    version = drafts.current(db.session(), row)
    if version is None:
        raise NotFound
    return version
