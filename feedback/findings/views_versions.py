"""The screens of the next version: what became of each clause, choosing otherwise, and publishing it."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from feedback import clock
from feedback.accounts import scope
from feedback.accounts.models import ADMIN, ANALYST, DESIGNER, REVIEWER
from feedback.consultations import drafts, pairs, publishing, versions
from feedback.consultations.access import load
from feedback.consultations.models import Consultation, DraftVersion
from feedback.db import db
from feedback.errors import Conflict, NotFound, UserError
from feedback.findings import clauses, comparing
from feedback.findings.comparing import Comparison, Line
from feedback.findings.forms import MATCH_KINDS, MATCH_SHOWN, MatchChoice
from feedback.ledger import next_version
from feedback.web.access import staff
from feedback.web.forms import Form, blame
from feedback.web.pages import cut
from feedback.web.transactions import through_writer, write_now

bp = Blueprint("versions", __name__, url_prefix="/ban-lam-viec/<slug>/du-thao")
DESIGNERS = (ADMIN, DESIGNER)
READERS = (ADMIN, DESIGNER, ANALYST, REVIEWER)
Answer = str | tuple[str, int] | Response


@bp.app_template_global()
def draft_versions(consultation: Consultation) -> list[DraftVersion]:
    """All versions of a consultation's draft for pages that list them, the newest first."""
    return versions.every(db.session(), consultation)


@bp.get("/ban-<int:number>")
@staff(*READERS)
def compare(slug: str, number: int) -> Answer:
    """All clauses of a version beside the one before, filtered, a page at a time."""
    row, draft = _at(slug, number, READERS)
    session = db.session()
    if versions.before(session, draft) is None:
        raise NotFound
    found, changeable = comparing.compared(session, draft), _changeable(draft)
    which = request.args.get("loc", _first(found))
    return render_template(
        "consultations/versions.html",
        consultation=row, draft=draft, found=found, which=which, page=cut(found.shown(which)),
        left=found.counts[comparing.WAITING], stale=bool(found.lines) and changeable and versions.is_stale(session, draft),
        earlier=versions.before(session, draft), kinds=MATCH_KINDS, shown=MATCH_SHOWN, form=Form(formdata=None),
        may_work=changeable and scope.reaches(current_user.account, DESIGNERS, row.unit.path),
    )  # fmt: skip


def _at(slug: str, number: int, roles: tuple[str, ...] = DESIGNERS) -> tuple[Consultation, DraftVersion]:
    row = load(slug, *roles)
    return row, drafts.numbered(db.session(), row, number)


def _changeable(draft: DraftVersion) -> bool:
    return draft.published_at is None


def _first(found: Comparison) -> str:
    """What is shown at first: what waits for an officer, else what changed, else everything."""
    return next((which for which in (comparing.WAITING, comparing.CHANGED) if found.counts[which]), "")


@bp.post("/ban-<int:number>/so")
@staff(*DESIGNERS)
@through_writer  # a long draft takes seconds to match: citizens must be able to send meanwhile
def match(slug: str, number: int) -> Response:
    """Match a version with the one before, or do it anew after the tree was corrected."""
    _row, draft = _at(slug, number)
    try:
        _match(slug, number, versions.decisions(db.session(), draft))
        flash(_("Đã so xong từng điều, khoản với bản trước."), "success")
    except UserError as error:
        db.session.rollback()
        flash(error.sentence, "error")
    return redirect(url_for("versions.compare", slug=slug, number=number))


def _match(slug: str, number: int, decided: pairs.Decisions, choice: pairs.Ids | None = None) -> None:
    """Match with these decisions and commit; `choice` is the one just made, for the journal."""
    session, (_row, draft) = db.session(), _at(slug, number)
    seen = versions.stamp(versions.rows(session, draft))
    found = versions.compare(session, draft, decided)
    write_now()
    row, draft = _at(slug, number)
    if choice is not None:
        versions.note_choice(session, row, draft, choice, current_user.account)
    versions.store(session, row, draft, found, seen, current_user.account)
    session.commit()


@bp.post("/ban-<int:number>/xac-nhan")
@staff(*DESIGNERS)
def confirm(slug: str, number: int) -> Response:
    """Say that the machine is right about a row; go on where the officer was."""
    row, draft = _at(slug, number)
    session = db.session()
    try:
        wanted = request.form.get("muc", 0, type=int)
        match_row = next((one for one in versions.rows(session, draft) if one.id == wanted), None)
        if match_row is None:
            raise Conflict(versions.CHANGED)
        versions.confirm(session, row, draft, match_row, request.form.get("seen", ""), current_user.account)
        session.commit()
        flash(_("Đã xác nhận."), "success")
    except UserError as error:
        session.rollback()
        flash(error.sentence, "error")
    return redirect(url_for("versions.compare", slug=slug, number=number, **_where()))


def _where() -> dict[str, Any]:
    """Filter and page of the list the officer came from."""
    return {name: request.args[name] for name in ("loc", "trang") if name in request.args}


@bp.route("/ban-<int:number>/cap-<int:match_id>", methods=["GET", "POST"])
@staff(*DESIGNERS)
@through_writer  # what she chooses is matched anew, which takes seconds for a long draft
def pair(slug: str, number: int, match_id: int) -> Answer:
    """One row: confirm it, choose another partner, or say that the clause is new or was dropped."""
    row, draft = _at(slug, number)
    line = comparing.compared(db.session(), draft).line(match_id)
    if line is None or not _changeable(draft):
        flash(versions.CHANGED, "error")
        return redirect(url_for("versions.compare", slug=slug, number=number, **_where()))
    form = MatchChoice()
    if form.validate_on_submit():
        try:
            _choose(slug, draft, line, form)
            flash(_("Đã ghi nhận lựa chọn của đồng chí; các mục khác được so lại theo đó."), "success")
            return redirect(url_for("versions.compare", slug=slug, number=number, **_where()))
        except UserError as error:
            db.session.rollback()
            row, draft = _at(slug, number)
            blame(form, error)
    return _pair(row, draft, line, form), 422 if form.errors else 200


def _pair(row: Consultation, draft: DraftVersion, line: Line, form: Any) -> str:
    looked_for = request.args.get("tim", "")
    olds, news = comparing.partners(db.session(), draft, line, looked_for)
    return render_template(
        "consultations/version_pair.html",
        consultation=row, draft=draft, line=line, form=form, olds=olds, news=news, looked_for=looked_for,
        kinds=MATCH_KINDS, where=_where(),
    )  # fmt: skip


def _choose(slug: str, draft: DraftVersion, line: Line, form: MatchChoice) -> None:
    """Take the officer's choice. Raises Conflict when the row was decided meanwhile, UserError for no such clause."""
    if form.seen.data != line.stamp:
        raise Conflict(versions.CHANGED)
    decided, by = versions.decisions(db.session(), draft), current_user.account.id
    old, new = (part.clause_id if part else None for part in (line.old, line.new))
    olds = {one.part.clause_id for one in comparing.earlier_clauses(db.session(), draft)}
    news = {clause.id for clause in draft.clauses if not clause.excluded}
    side, chosen = form.chosen()
    ids: pairs.Ids
    if side == "old" and new is not None and chosen in olds:
        ids, decided = (chosen, new), pairs.without(decided, new=new)
    elif side == "new" and old is not None and chosen in news:
        ids, decided = (old, chosen), pairs.without(decided, old=old)
    elif side == "added" and new is not None:
        ids = (None, new)
    elif side == "dropped" and old is not None:
        ids = (old, None)
    else:
        raise UserError(_("Hãy chọn một trong các mục dưới đây."))
    _match(slug, draft.number, pairs.chosen(decided, ids[0], ids[1], by), ids)


@bp.route("/ban-<int:number>/cong-bo", methods=["GET", "POST"])
@staff(*DESIGNERS)
def publish(slug: str, number: int) -> Answer:
    """What publishing this version will do to clauses and opinions, and the button that does it."""
    row, draft = _at(slug, number)
    session, form = db.session(), Form()
    if not _changeable(draft) and not form.is_submitted():
        return redirect(url_for("versions.compare", slug=slug, number=number))
    if form.validate_on_submit():
        try:
            next_version.publish_next(session, row, draft, request.form.get("seen", ""), current_user.account)
            session.commit()
            flash(_("Đã công bố bản %(number)s. Người dân đọc bản này từ bây giờ.", number=number), "success")
            return redirect(url_for("versions.compare", slug=slug, number=number))
        except UserError as error:
            session.rollback()
            row, draft = _at(slug, number)
            blame(form, error)
    return _publish(row, draft, form), 422 if form.errors else 200


@dataclass(frozen=True)
class _Gone:
    """A clause without a successor, with the opinions that stand on it."""

    anchor: str
    name: str
    opinions: int


def _publish(row: Consultation, draft: DraftVersion, form: Any) -> str:
    session = db.session()
    missing = ""
    try:
        versions.require_ready(session, draft)
    except UserError as error:
        missing = error.sentence
    forecast = next_version.forecast(session, draft)
    names = clauses.named(session, row.id, forecast.dropped)
    return render_template(
        "consultations/version_publish.html",
        consultation=row, draft=draft, form=form, missing=missing, forecast=forecast, kinds=MATCH_KINDS,
        gone=[_Gone(anchor, names.name(anchor), forecast.dropped[anchor]) for anchor in names.sort(forecast.dropped)],
        findings=list(publishing.draft_findings(session, draft)), state=row.state(clock.now()),
        seen=versions.stamp(versions.rows(session, draft)),
    )  # fmt: skip
