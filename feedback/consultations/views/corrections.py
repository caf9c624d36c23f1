"""The buttons of the review screen: each does one thing with the tree of a draft and leads back to where it was."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from feedback.consultations import corrections, drafts, service, splitting, steps
from feedback.consultations.access import load
from feedback.consultations.draft_forms import ClauseWords, Cut, LastStep, PlainWords, Seen, Step
from feedback.consultations.models import Clause, Consultation, DraftStep, DraftVersion
from feedback.consultations.views.drafts import DESIGNERS, clause_page, see_again, shown
from feedback.db import db
from feedback.errors import NotFound, UserError
from feedback.web.access import staff
from surveys.drafts.wording import display_label

bp = Blueprint("corrections", __name__, url_prefix="/ban-lam-viec/<slug>/du-thao")


@bp.post("/doc-lai")
@staff(*DESIGNERS)
def reread(slug: str) -> Response:
    """Give up all corrections and read the tree from the text again."""
    row, version = _changing(slug)

    def do() -> str:
        corrections.reread(db.session(), row, version, current_user.account, Seen().seen.data)
        return str(_("Đã bỏ các chỉnh sửa và đọc lại cây điều khoản từ văn bản gốc. Đồng chí vẫn có thể hoàn tác."))

    _done(do)
    return _back(slug)


@bp.post("/dung-het")
@staff(*DESIGNERS)
def sure(slug: str) -> Response:
    """Say of all doubtful clauses that they were read rightly."""
    row, version = _changing(slug)

    def do() -> str:
        count = corrections.confirm_all(db.session(), row, version, current_user.account, Seen().seen.data)
        return str(
            ngettext("Đã ghi nhận %(num)s mục máy đọc đúng.", "Đã ghi nhận %(num)s mục máy đọc đúng.", count)
        )

    return _back(slug, request.args.get("muc"), _done(do))


@bp.post("/hoan-tac")
@staff(*DESIGNERS)
def undo(slug: str) -> Response:
    """Take the last step back."""
    return _travel(slug, corrections.undo)


@bp.post("/lam-lai")
@staff(*DESIGNERS)
def redo(slug: str) -> Response:
    """Do again what was taken back."""
    return _travel(slug, corrections.redo)


def _travel(slug: str, travel: Callable[..., DraftStep]) -> Response:
    row, version = _changing(slug)
    place: str | None = None

    def do() -> str:
        nonlocal place
        step = travel(db.session(), row, version, LastStep().token.data or "", current_user.account)
        place = _place(step.after, step.before) if step.undone else _place(step.before, step.after)
        act = steps.phrase(step)
        return str(_("Đã hoàn tác: %(act)s.", act=act) if step.undone else _("Đã làm lại: %(act)s.", act=act))

    done = _done(do)
    return _back(slug, place, done)


@bp.post("/<path>/chuyen")
@staff(*DESIGNERS)
def move(slug: str, path: str) -> Response:
    """Raise, lower, join, exclude or include a clause, or say that it was read rightly."""
    row, version = _changing(slug)
    form = Step()
    if not form.validate_on_submit() or form.step.data not in corrections.MOVES:
        raise NotFound
    clause = _standing(version, path)
    if clause is None:
        return _gone(slug)
    name, place = display_label(clause), path

    def do() -> str:
        nonlocal place
        place = corrections.move(
            db.session(), row, clause, form.step.data, form.version.data, current_user.account
        ).path
        return _moved(form.step.data, name)

    done = _done(do)
    return _back(slug, place, done)


@bp.route("/<path>/tach", methods=["GET", "POST"])
@staff(*DESIGNERS)
def split(slug: str, path: str) -> str | Response:
    """The text of a clause with a button wherever it may be cut."""
    if request.method == "GET":
        row = load(slug, *DESIGNERS)
        clause = drafts.clause_at(shown(row), path)
        drafts.require_changeable(clause.draft)
        pieces = splitting.pieces(clause)
        return render_template("consultations/split.html", consultation=row, clause=clause, pieces=pieces)
    row, version = _changing(slug)
    here = _standing(version, path)
    return _gone(slug) if here is None else _cut(row, here)


def _cut(row: Consultation, clause: Clause) -> Response:
    form, name, path, place = Cut(), display_label(clause), clause.path, ""

    def do() -> str:
        nonlocal place
        at = -1 if form.at.data is None else form.at.data
        new = corrections.split(db.session(), row, clause, at, form.version.data, current_user.account)
        place = new.path
        return str(_("Đã tách %(clause)s: phần sau nay là %(new)s.", clause=name, new=display_label(new)))

    if _done(do):
        return _back(row.slug, place)
    return redirect(url_for("corrections.split", slug=row.slug, path=path))


@bp.post("/<path>/de-hieu")
@staff(*DESIGNERS)
def explain(slug: str, path: str) -> tuple[str, int] | Response:
    """Save what a clause means in plain words."""
    row = load(slug, *DESIGNERS)
    clause, form = drafts.clause_at(shown(row), path), PlainWords()
    if form.validate_on_submit():
        try:
            corrections.explain(
                db.session(), row, clause, form.plain.data or "", form.version.data, current_user.account
            )
            db.session.commit()
            flash(_("Đã lưu lời nói dễ hiểu của %(clause)s.", clause=display_label(clause)), "success")
            return _back(slug, clause.path)
        except UserError as error:
            db.session.rollback()
            see_again(form, error, clause)
    return clause_page(row, clause, ClauseWords(formdata=None, obj=clause), form), 422


def _changing(slug: str) -> tuple[Consultation, DraftVersion]:
    """The consultation and its newest version, locked: two officers act one after the other. Raises NotFound."""
    row = load(slug, *DESIGNERS)
    service.lock(db.session(), row)
    return row, drafts.numbered(db.session(), row, None)


def _standing(version: DraftVersion, path: str) -> Clause | None:
    """The clause a button speaks of, or None: another officer may have moved or joined it since the page was opened."""
    return next((clause for clause in version.clauses if clause.path == path), None)


def _gone(slug: str) -> Response:
    flash(str(steps.CHANGED), "error")
    return _back(slug)


def _done(do: Callable[[], str]) -> bool:
    """Do it, commit, and say so; or say why it cannot be done."""
    try:
        sentence = do()
        db.session.commit()
        flash(sentence, "success")
        return True
    except UserError as error:
        db.session.rollback()
        flash(error.sentence, "error")
        return False


def _back(slug: str, path: str | None = None, done: bool = True) -> Response:
    """To the tree, at this clause, in the version that was worked on; to the top, where it is said, if not `done`."""
    number = request.args.get("ban", type=int)
    return redirect(url_for("drafts.draft", slug=slug, ban=number, muc=path, _anchor=path if done else None))


def _place(now: list[dict[str, object]], then: list[dict[str, object]]) -> str | None:
    """The clause to look at after a step went from one side to the other: one that came, or the first that changed."""
    known = {state["id"] for state in now}
    come = [state for state in then if state["id"] not in known]
    return str((come or then)[0]["path"]) if then else None


def _moved(step: str, name: str) -> str:
    sentences = {
        "raise": _("Đã đưa %(clause)s ra ngoài một mức.", clause=name),
        "lower": _("Đã đưa %(clause)s vào trong mục phía trên.", clause=name),
        "join": _("Đã nhập %(clause)s vào mục này.", clause=name),
        "exclude": _("Đã bỏ %(clause)s khỏi dự thảo; người dân sẽ không thấy.", clause=name),
        "include": _("Đã đưa %(clause)s trở lại dự thảo.", clause=name),
        "sure": _("Đã ghi nhận %(clause)s máy đọc đúng.", clause=name),
    }
    return str(sentences[step])


