"""Running the analysis; themes and opinions on screen."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response

from feedback.accounts import scope
from feedback.accounts.models import ADMIN, ANALYST, COLLECTOR, REVIEWER, VIEWER, Account
from feedback.consultations.access import load, load_seen
from feedback.consultations.following import parse
from feedback.consultations.models import Consultation
from feedback.db import db
from feedback.errors import Conflict, NotFound, UserError
from feedback.findings import clauses, opinions, service, standing
from feedback.findings import themes as figures
from feedback.findings.forms import DROPPED_CLAUSES, STATES, WHOLE_DRAFT, Filter, Move, Rename, Start
from feedback.findings.models import Theme
from feedback.findings.opinions import UNPLACED, Reach
from feedback.identity import service as identity
from feedback.jobs import service as jobs
from feedback.ledger import published
from feedback.ledger.models import Opinion, Submission
from feedback.ledger.names import ASPECT_NAMES, CHANNEL_NAMES, RESPONDENT_NAMES, STANCE_NAMES
from feedback.web.access import staff
from feedback.web.pages import page

bp = Blueprint("findings", __name__, url_prefix="/ban-lam-viec/<slug>")

ANALYSTS = (ADMIN, ANALYST)
READERS = (ADMIN, ANALYST, REVIEWER, VIEWER, COLLECTOR)
Answer = str | tuple[str, int] | tuple[str, int, dict[str, str]] | Response
REFRESH = 5
"""Seconds after which the page of an analysis under way loads itself anew."""
STAGES = (
    _l("Đang chờ đến lượt"), _l("Đang đọc các ý kiến"), _l("Đang so các ý kiến với nhau"), _l("Đang tìm số nhóm"),
    _l("Đang xếp nhóm"), _l("Đang đặt tên và tóm tắt các nhóm"), _l("Đã xong"),
)  # fmt: skip
"""What a worker may say it is doing, named here so that it can be translated."""


@bp.app_context_processor
def _names() -> dict[str, object]:
    return {"channel_names": CHANNEL_NAMES, "stance_names": STANCE_NAMES, "respondent_names": RESPONDENT_NAMES,
            "aspect_names": ASPECT_NAMES}  # fmt: skip


def _account() -> Account:
    account: Account = current_user.account
    return account


def _reach(consultation: Consultation) -> Reach:
    """All opinions for an account of the unit that asks or one above; those of its own places for one below."""
    if scope.reaches(_account(), READERS, consultation.unit.path):
        return Reach(consultation.id)
    return Reach(consultation.id, scope.paths(_account(), READERS))


def _may_work(consultation: Consultation) -> bool:
    return scope.reaches(_account(), ANALYSTS, consultation.unit.path)


@bp.post("/phan-tich")
@staff(*ANALYSTS)
def start(slug: str) -> Answer:
    """Ask the worker for an analysis, then show its progress."""
    consultation = load(slug, *ANALYSTS)
    form = Start()
    if not form.validate():
        return _progress(consultation, form)
    try:
        job = service.ask_run(db.session(), consultation, _account(), form.n_themes.data)
        db.session.commit()
    except Conflict as error:
        db.session.rollback()
        flash(str(error.sentence), "warning")
        return redirect(url_for("findings.progress", slug=slug))
    except UserError as error:
        db.session.rollback()
        form.form_errors.append(str(error.sentence))
        return _progress(load(slug, *ANALYSTS), form)
    current_app.extensions["queue"].push(job.id)
    return redirect(url_for("findings.progress", slug=slug))


@bp.get("/phan-tich")
@staff(*READERS)
def progress(slug: str) -> Answer:
    """How far the newest analysis is; the page reloads itself while it runs."""
    return _progress(load_seen(slug, *READERS), Start())


def _progress(consultation: Consultation, form: Start) -> tuple[str, int, dict[str, str]]:
    job = jobs.latest(db.session(), consultation.id)
    active, quiet = job is not None and job.status in jobs.ACTIVE, request.args.get("yen") == "1"
    text = render_template(
        "findings/progress.html",
        consultation=consultation, form=form, job=job, active=active, quiet=quiet,
        silent=job is not None and jobs.is_silent(db.session(), job),
        run=figures.last_run(db.session(), consultation.id),
        may_work=_may_work(consultation),
    )  # fmt: skip
    # Whoever works by keyboard or listens needs a page that stays; she asks for one by `yen`.
    again = f"{REFRESH}; url={url_for('findings.progress', slug=consultation.slug)}"
    return text, 422 if form.errors else 200, {"Refresh": again} if active and not quiet else {}


@bp.post("/phan-tich/dung")
@staff(*ANALYSTS)
def stop(slug: str) -> Response:
    """Ask the analysis under way to stop."""
    service.stop_run(db.session(), load(slug, *ANALYSTS), _account())
    db.session.commit()
    return redirect(url_for("findings.progress", slug=slug))


@bp.get("/nhom")
@staff(*READERS)
def themes(slug: str) -> Answer:
    """All themes with their figures, of all opinions or of those on one clause."""
    consultation = load_seen(slug, *READERS)
    reach, session = _reach(consultation), db.session()
    outline = clauses.outline(session, consultation.id)
    form = Filter(request.args)
    form.offer(clause=_clause_choices(reach, outline))
    return render_template(
        "findings/themes.html",
        consultation=consultation, overview=figures.overview(session, reach, form.wanted().clause), form=form,
        outline=outline, may_work=_may_work(consultation), partial=reach.paths is not None,
        job=jobs.active(session, consultation.id),
    )  # fmt: skip


@bp.route("/nhom/<int:theme_id>", methods=["GET", "POST"])
@staff(*READERS)
def theme(slug: str, theme_id: int) -> Answer:
    """One theme with all its opinions; analysts rename it here."""
    consultation = load(slug, *ANALYSTS) if request.method == "POST" else load_seen(slug, *READERS)
    chosen = service.theme(db.session(), consultation.id, theme_id)
    form = Rename(data={"name": chosen.name, "version": str(chosen.version)})
    if request.method == "POST" and _renamed(chosen, form):
        flash(_("Đã lưu tên nhóm."), "success")
        return redirect(url_for("findings.theme", slug=slug, theme_id=theme_id))
    return _theme(consultation, chosen, form), 422 if form.errors else 200


def _renamed(chosen: Theme, form: Rename) -> bool:
    """Whether the name was stored; else the form says why not and keeps what was typed."""
    if not form.validate():
        return False
    try:
        service.rename(db.session(), chosen, form.name.data or "", form.seen_version(), _account())
        db.session.commit()
    except UserError as error:
        db.session.rollback()
        form.name.errors = [str(error.sentence)]
        if isinstance(error, Conflict):  # the page now shows how the theme is: saving again is a decision
            form.version.data = str(chosen.version)
        return False
    return True


def _theme(consultation: Consultation, chosen: Theme, form: Rename) -> str:
    session, reach = db.session(), _reach(consultation)
    outline = clauses.outline(session, consultation.id)
    filters = _filters(reach, outline, theme=str(chosen.id))
    found = page(session, opinions.query(reach, filters.wanted()))
    return render_template(
        "findings/theme.html",
        consultation=consultation, theme=chosen, form=form, figures=figures.figures(session, reach, chosen),
        outline=outline, filters=filters, found=found, placements=opinions.placements(session, found.rows),
        signers=published.signers(session, [one.id for one in found.rows]),
        may_work=_may_work(consultation), partial=reach.paths is not None,
    )  # fmt: skip


@bp.get("/y-kien", endpoint="opinions")
@staff(*READERS)
def opinion_list(slug: str) -> Answer:
    """All opinions within reach, a page at a time, filtered."""
    consultation = load_seen(slug, *READERS)
    session, reach = db.session(), _reach(consultation)
    outline = clauses.outline(session, consultation.id)
    filters = _filters(reach, outline)
    found = page(session, opinions.query(reach, filters.wanted()))
    return render_template(
        "findings/opinions.html",
        consultation=consultation, outline=outline, filters=filters, found=found,
        placements=opinions.placements(session, found.rows), partial=reach.paths is not None,
        signers=published.signers(session, [one.id for one in found.rows]),
    )  # fmt: skip


def _filters(reach: Reach, outline: clauses.Outline, theme: str = "") -> Filter:
    """The filters of the address, offering what occurs within reach; with a theme given, only in it."""
    session = db.session()
    form = Filter(request.args, data={"theme": theme})
    known = [(str(one.id), one.name) for one in figures.standing(session, reach.consultation_id)]
    channels = opinions.values(session, reach, Submission.channel)
    stances = opinions.values(session, reach, Opinion.stance)
    aspects = opinions.values(session, reach, Opinion.aspect)
    form.offer(
        theme=[*known, *STATES],
        clause=_clause_choices(reach, outline),
        channel=[(name, CHANNEL_NAMES[name]) for name in CHANNEL_NAMES if name in channels],
        place=[(str(unit.id), unit.name) for unit in opinions.places(session, reach)],
        stance=[(name, STANCE_NAMES[name]) for name in STANCE_NAMES if name in stances],
        aspect=[(name, ASPECT_NAMES[name]) for name in ASPECT_NAMES if name in aspects],
    )
    if theme:
        form.theme.data = theme
    return form


def _clause_choices(reach: Reach, outline: clauses.Outline) -> list[tuple[str, str]]:
    paths = opinions.values(db.session(), reach, Opinion.clause_path)
    named = [(path, outline.name(path)) for path in outline.sort(paths)]
    dropped = [DROPPED_CLAUSES] if any(parse(path)[0] is not None for path in paths) else []
    return [WHOLE_DRAFT, *named, *dropped]


@bp.route("/y-kien/<code>", methods=["GET", "POST"])
@staff(*READERS)
def opinion(slug: str, code: str) -> Answer:
    """One opinion with all that is known of it; analysts place it by hand here."""
    consultation = load(slug, *ANALYSTS) if request.method == "POST" else load_seen(slug, *READERS)
    session, reach = db.session(), _reach(consultation)
    found = opinions.by_code(session, reach, code)
    form = Move()
    form.offer([(one.id, one.name) for one in figures.standing(session, consultation.id)])
    if request.method == "POST" and _moved(found, form):
        flash(_("Đã xếp lại ý kiến. Lần phân tích sau giữ nguyên lựa chọn này."), "success")
        return redirect(url_for("findings.opinion", slug=slug, code=found.code))
    placed = service.placement(session, found.id)
    form.seen.data = service.mark_of(placed)
    text = render_template(
        "findings/opinion.html",
        consultation=consultation, opinion=found, placed=placed, form=form, may_work=_may_work(consultation),
        answerable=identity.left(session, found.submission_id),
        outline=clauses.outline(session, consultation.id), siblings=opinions.siblings(session, found),
        signers=published.signers(session, [found.id]).get(found.id, 0),
        standing=(stood := standing.standings(session, consultation.id, [found]).get(found.id)),
        rewritten=clauses.rewritten(stood.wording, found.proposed) if stood else (),
    )  # fmt: skip
    return text, 422 if form.errors else 200


def _moved(found: Opinion, form: Move) -> bool:
    """Whether the opinion was placed; else the form says why not."""
    if not form.validate():
        return False
    try:
        to = None if form.theme.data == UNPLACED else service.theme(
            db.session(), found.consultation_id, int(form.theme.data)
        )  # fmt: skip
        service.place(db.session(), found, to, form.seen.data or "", _account())
        db.session.commit()
    except UserError as error:
        db.session.rollback()
        form.theme.errors = [str(error.sentence)]
        return False
    return True


@bp.post("/y-kien/<code>/lien-he")
@staff(*ANALYSTS)
def contact(slug: str, code: str) -> Answer:
    """Show, and note in the journal who was shown, how the sender of an opinion wants to be answered."""
    consultation = load(slug, *ANALYSTS)
    found = opinions.by_code(db.session(), _reach(consultation), code)
    left = identity.look(db.session(), found.submission_id, found.code, _account().login)
    if left is None:
        raise NotFound
    page = render_template("findings/contact.html", consultation=consultation, opinion=found, contact=left)
    db.session.commit()
    return page
