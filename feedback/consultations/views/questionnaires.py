"""Designing the survey."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from feedback import clock
from feedback.accounts.models import ADMIN, DESIGNER
from feedback.consultations import question_forms, questionnaires, service
from feedback.consultations.access import load
from feedback.consultations.models import Consultation
from feedback.db import db
from feedback.errors import NotFound, UserError
from feedback.web.access import staff
from feedback.web.forms import blame, translations
from surveys.check import problems
from surveys.form import PREFIX
from surveys.form import form as survey_form
from surveys.library import load as library
from surveys.questionnaire import Question, Questionnaire
from surveys.types.registry import KINDS

bp = Blueprint("questionnaires", __name__)
DESIGNERS = (ADMIN, DESIGNER)


def _hold(slug: str) -> tuple[Consultation, Questionnaire]:
    """The consultation with its questionnaire as it is now; nobody else changes it before a POST is answered."""
    row = load(slug, *DESIGNERS)
    if request.method == "POST":
        service.lock(db.session(), row)
    return row, questionnaires.current(db.session(), row)


def _save(row: Consultation, new: Questionnaire, what: str, sentence: str = "") -> None:
    questionnaires.save(db.session(), row, new, current_user.account, what)
    db.session.commit()
    if sentence:
        flash(sentence, "success")


@bp.route("/ban-lam-viec/<slug>/phieu", methods=["GET", "POST"])
@staff(*DESIGNERS)
def design(slug: str) -> str | tuple[str, int] | Response:
    """The questions in their order; title and introduction for changing."""
    row, now = _hold(slug)
    seen = questionnaires.digest(replace(now, questions=()))
    form = question_forms.Head(data={"title": now.title, "intro": now.intro, "seen": seen})
    if form.validate_on_submit():
        try:
            questionnaires.require_same(seen, form.seen.data)
            new = questionnaires.titled(now, form.title.data, form.intro.data or "")
            _save(row, new, "titled", _("Đã lưu tên và lời giới thiệu của phiếu."))
            return redirect(url_for("questionnaires.design", slug=slug))
        except UserError as error:
            db.session.rollback()
            form.seen.data = seen
            blame(form, error)
    return _list(row, now, form), 422 if form.errors else 200


def _list(row: Consultation, now: Questionnaire, form: Any) -> str:
    wrong: dict[str | None, list[str]] = {}
    for problem in problems(now) if now.questions else ():
        wrong.setdefault(problem.question, []).append(problem.sentence)
    return render_template(
        "consultations/questionnaire.html", consultation=row, questionnaire=now, form=form, kinds=KINDS, wrong=wrong,
        ready=[(name, library.load(name)) for name in library.names()], state=row.state(clock.now()),
        number=questionnaires.number(db.session(), row),
    )  # fmt: skip


@bp.route("/ban-lam-viec/<slug>/phieu/them/<kind>", methods=["GET", "POST"])
@staff(*DESIGNERS)
def add(slug: str, kind: str) -> str | tuple[str, int] | Response:
    """A new question of one kind. Raises NotFound for no such kind."""
    row, now = _hold(slug)
    if kind not in KINDS:
        raise NotFound
    return _question(row, now, Question(name="", kind=kind, label=""), questionnaires.added, "added")


@bp.route("/ban-lam-viec/<slug>/phieu/cau/<name>", methods=["GET", "POST"])
@staff(*DESIGNERS)
def question(slug: str, name: str) -> str | tuple[str, int] | Response:
    """One question, for changing."""
    row, now = _hold(slug)
    old = questionnaires.at(now, name)
    if old.kind not in KINDS:
        raise NotFound
    return _question(row, now, old, questionnaires.changed, "changed")


def _question(
    row: Consultation,
    now: Questionnaire,
    old: Question,
    put: Callable[[Questionnaire, Question], Questionnaire],
    what: str,
) -> str | tuple[str, int] | Response:
    kind = KINDS[old.kind]
    seen = questionnaires.digest(Questionnaire("", "", (old,)))
    form: Any = question_forms.form_class(kind)(data={**question_forms.shown(old, kind), "seen": seen})
    if form.validate_on_submit():
        try:
            questionnaires.require_same(seen, form["seen"].data)
            new = put(now, question_forms.read(form, kind, old))
            _save(row, new, what, _("Đã lưu câu hỏi."))
            return redirect(url_for("questionnaires.design", slug=row.slug))
        except UserError as error:
            db.session.rollback()
            form["seen"].data = seen
            blame(form, error)
    page = render_template("consultations/question.html", consultation=row, kind=kind, question=old, form=form)
    return page, 422 if form.errors else 200


@bp.post("/ban-lam-viec/<slug>/phieu/cau/<name>/chuyen")
@staff(*DESIGNERS)
def move(slug: str, name: str) -> Response:
    """One place up or down."""
    by = -1 if request.form.get("huong") == "len" else 1
    return _change(slug, lambda now: questionnaires.moved(now, name, by), "moved", _anchor=f"cau-{name}")


@bp.post("/ban-lam-viec/<slug>/phieu/cau/<name>/xoa")
@staff(*DESIGNERS)
def remove(slug: str, name: str) -> Response:
    """Take a question out."""
    return _change(slug, lambda now: questionnaires.removed(now, name), "removed", _("Đã xóa câu hỏi."))


@bp.post("/ban-lam-viec/<slug>/phieu/mau")
@staff(*DESIGNERS)
def copy(slug: str) -> Response:
    """Add all questions of a ready questionnaire. Raises NotFound for no such one."""
    load(slug, *DESIGNERS)
    name = request.form.get("mau", "")
    if name not in library.names():
        raise NotFound
    sentence = _("Đã chép các câu hỏi của mẫu vào cuối phiếu.")
    return _change(slug, lambda now: questionnaires.copied(now, library.load(name)), "copied", sentence)


def _change(
    slug: str, change: Callable[[Questionnaire], Questionnaire], what: str, sentence: str = "", **target: Any
) -> Response:
    """Change the questionnaire as it is now, and show it."""
    row, now = _hold(slug)
    try:
        _save(row, change(now), what, sentence)
    except UserError as error:
        db.session.rollback()
        flash(error.sentence, "error")
    return redirect(url_for("questionnaires.design", slug=slug, **target))


@bp.get("/ban-lam-viec/<slug>/phieu/xem-thu")
@staff(*DESIGNERS)
def preview(slug: str) -> str:
    """The survey as citizens will see it."""
    row, now = _hold(slug)
    known = replace(now, questions=tuple(question for question in now.questions if question.kind in KINDS))
    form = survey_form(known, translations=translations)
    return render_template(
        "consultations/questionnaire_preview.html", consultation=row, questionnaire=known, form=form, prefix=PREFIX
    )
