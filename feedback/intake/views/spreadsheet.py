"""Staff take in a table of opinions collected elsewhere: upload, say what its columns are, look at the errors, import.

Reading a large table takes seconds, so these views never hold the write lock while they read: see `through_writer`.
"""

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as AnyResponse

from feedback.accounts import scope
from feedback.accounts.models import Account
from feedback.config import Config
from feedback.consultations.access import load_seen
from feedback.consultations.models import Consultation
from feedback.consultations.versions import every
from feedback.db import db
from feedback.errors import NotFound, UserError
from feedback.identity import consent
from feedback.intake.models import ImportBatch
from feedback.intake.spreadsheet import batches, roles, taking
from feedback.intake.spreadsheet.batches import COLLECTORS
from feedback.intake.spreadsheet.check import Checked, Ground, check
from feedback.intake.spreadsheet.choice import Choice
from feedback.intake.spreadsheet.forms import SKIP, Columns, Take, Upload
from feedback.ledger.names import CHANNEL_NAMES, RESPONDENT_NAMES, STANCE_NAMES
from feedback.units import service as units
from feedback.units.models import Unit
from feedback.web.access import holds, rule, staff
from feedback.web.download import csv_file
from feedback.web.filters import number
from feedback.web.forms import Form, blame
from feedback.web.transactions import through_writer
from surveys.formats.columns import guess_columns
from surveys.formats.table import Table

bp = Blueprint("spreadsheet", __name__, url_prefix="/ban-lam-viec/<slug>/nhap-bang")

PREVIEW_ROWS, PREVIEW_COLUMNS = 5, 30
SHOWN_PROBLEMS = 200
Page = str | tuple[str, int] | AnyResponse


@dataclass(frozen=True)
class Opened:
    """One batch with its table, read anew, and what its rows are checked against."""

    consultation: Consultation
    batch: ImportBatch
    table: Table
    ground: Ground
    choice: Choice | None


@bp.route("", methods=["GET", "POST"])
@staff(*COLLECTORS)
@through_writer
def upload(slug: str) -> Page:
    """Choose a file; continue with one that waits; see what was taken in before."""
    consultation, form = load_seen(slug, *COLLECTORS), Upload()
    if form.validate_on_submit():
        try:
            batch_id = _kept(consultation, form.file.data.filename or "", form.file.data.read())
            return redirect(url_for("spreadsheet.columns", slug=slug, batch_id=batch_id), 303)
        except UserError as error:
            blame(form, error)
    page = render_template(
        "intake/upload.html", consultation=consultation, form=form,
        batches=batches.mine(db.session(), consultation, _account()), days=batches.LIFE.days, drop=Form(),
        begun=batches.has_begun(consultation),
    )  # fmt: skip
    return page, 422 if form.errors else 200


def _kept(consultation: Consultation, filename: str, data: bytes) -> int:
    batches.require_begun(consultation)
    batches.read(filename, data)
    consultation_id, account_id = consultation.id, _account().id
    kept: int = _write(lambda session: batches.keep(session, consultation_id, filename, data, account_id))
    return kept


@bp.route("/<int:batch_id>", methods=["GET", "POST"])
@staff(*COLLECTORS)
@through_writer
def columns(slug: str, batch_id: int) -> Page:
    """Say which column holds what."""
    opened = _open(slug, batch_id)
    if isinstance(opened, AnyResponse):
        return opened
    form = Columns()
    form.offer(
        opened.table.headers, _communes(), consent.current(db.session()),
        whole=opened.ground.whole, versions=[one for one in every(db.session(), opened.consultation) if one.published_at],
    )  # fmt: skip
    if not form.is_submitted():
        form.show(opened.choice, guess_columns(opened.table.headers))
    elif form.validate():
        choice = form.chosen()
        _write(lambda session: batches.choose(session, batch_id, choice))
        return redirect(url_for("spreadsheet.problems", slug=slug, batch_id=batch_id), 303)
    rows = list(zip(opened.table.numbers, opened.table.rows, strict=True))[:PREVIEW_ROWS]
    page = render_template(
        "intake/columns.html", consultation=opened.consultation, batch=opened.batch, table=opened.table, form=form,
        rows=rows, columns=PREVIEW_COLUMNS, drop=Form(),
    )  # fmt: skip
    return page, 422 if form.errors else 200


@bp.route("/<int:batch_id>/kiem-tra", methods=["GET", "POST"])
@staff(*COLLECTORS)
@through_writer
def problems(slug: str, batch_id: int) -> Page:
    """What is wrong, row by row; what would be taken; and taking it."""
    opened = _open(slug, batch_id)
    if isinstance(opened, AnyResponse):
        return opened
    if opened.choice is None:
        return redirect(url_for("spreadsheet.columns", slug=slug, batch_id=batch_id))
    checked = check(opened.table, opened.choice, opened.ground)
    repeated = taking.repeats(db.session(), opened.consultation.id, checked.entries)
    form = Take()
    form.offer(checked.bad_rows, len(checked.entries), len(repeated), _seen(opened.choice, checked, repeated))
    if form.validate_on_submit():
        try:
            return _taken(opened, opened.choice, checked, repeated if _skips(form) else frozenset())
        except UserError as error:
            blame(form, error)
    return _checked_page(opened, opened.choice, checked, repeated, form), 422 if form.errors else 200


def _skips(form: Take) -> bool:
    return "repeats" in form and form.repeats.data == SKIP


def _taken(opened: Opened, choice: Choice, checked: Checked, skipped: frozenset[int]) -> AnyResponse:
    entries = tuple(entry for entry in checked.entries if entry.number not in skipped)
    if not entries:
        raise UserError(_("Không còn dòng nào để nhập."))
    order = taking.Order(
        batch_id=opened.batch.id, choice=choice, entries=entries, left_out=len(opened.table.rows) - len(entries),
        draft_id=opened.ground.draft_id, login=_account().login,
    )  # fmt: skip
    settings: Config = current_app.extensions["langnghe"]
    count = _write(lambda session: taking.take(session, settings.secret, order))
    shown = {"taken": number(count), "left": number(order.left_out)}
    told = _("Đã nhập %(taken)s ý kiến, bỏ qua %(left)s dòng.", **shown) if order.left_out else ""
    flash(told or _("Đã nhập %(taken)s ý kiến.", **shown), "success")
    return redirect(url_for("spreadsheet.result", slug=opened.consultation.slug, batch_id=order.batch_id), 303)


def _checked_page(
    opened: Opened, choice: Choice, checked: Checked, repeated: frozenset[int], form: Take
) -> str:  # fmt: skip
    order = taking.Order(opened.batch.id, choice, checked.entries, 0, None, "")
    return render_template(
        "intake/problems.html", consultation=opened.consultation, batch=opened.batch, table=opened.table, form=form,
        checked=checked, repeated=len(repeated), choice=choice, shown=checked.problems[:SHOWN_PROBLEMS],
        sheets=len(taking.submissions(order, opened.consultation.id)), roles=roles.NAMES, channels=CHANNEL_NAMES,
        stances=STANCE_NAMES, respondents=RESPONDENT_NAMES, first=checked.entries[:PREVIEW_ROWS],
        places={unit.id: unit.name for unit in _communes()}, outline=opened.ground.names,
        texts=consent.current(db.session()), drop=Form(),
    )  # fmt: skip


def _seen(choice: Choice, checked: Checked, repeated: frozenset[int]) -> str:
    """Changes when the choice or what comes of it does."""
    told = [sorted(choice.to_json().items()), len(checked.entries), checked.bad_rows, len(repeated)]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


@bp.get("/<int:batch_id>/loi.csv")
@staff(*COLLECTORS)
def problem_file(slug: str, batch_id: int) -> AnyResponse:
    """All problems as a table, to correct the file by."""
    opened = _open(slug, batch_id)
    if isinstance(opened, AnyResponse):
        return opened
    if opened.choice is None:
        raise NotFound
    checked = check(opened.table, opened.choice, opened.ground)
    head = [_("Dòng"), _("Cột"), _("Đang ghi"), _("Cần sửa")]
    rows = ([one.number, one.column, one.value, str(one.sentence)] for one in checked.problems)
    return csv_file(f"loi-bang-{batch_id}.csv", [head, *rows])


@bp.post("/<int:batch_id>/bo")
@staff(*COLLECTORS)
@through_writer
def give_up(slug: str, batch_id: int) -> AnyResponse:
    """Remove a file that is not to be taken in."""
    consultation = load_seen(slug, *COLLECTORS)
    batch = batches.get(db.session(), consultation, batch_id, _account())
    login, name = _account().login, batch.file_name
    _write(lambda session: batches.give_up(session, batch_id, slug, login))
    flash(_("Đã xóa tệp %(name)s; không ý kiến nào được nhập từ tệp này.", name=name), "success")
    return redirect(url_for("spreadsheet.upload", slug=slug), 303)


@bp.get("/<int:batch_id>/ket-qua")
@staff(*COLLECTORS)
def result(slug: str, batch_id: int) -> Page:
    """What was taken in."""
    consultation = load_seen(slug, *COLLECTORS)
    batch = batches.get(db.session(), consultation, batch_id, _account())
    if batch.imported_at is None:
        return redirect(url_for("spreadsheet.columns", slug=slug, batch_id=batch_id))
    may_read = holds(current_user.role_names(), rule(current_app.view_functions["findings.opinions"]))
    return render_template(
        "intake/result.html", consultation=consultation, batch=batch, may_read=may_read,
        choice=Choice.from_json(batch.columns),
    )  # fmt: skip


def _open(slug: str, batch_id: int) -> Opened | AnyResponse:
    """The batch with its table; or the way to its result if it was taken in."""
    consultation = load_seen(slug, *COLLECTORS)
    batch = batches.get(db.session(), consultation, batch_id, _account())
    if batch.content is None:
        return redirect(url_for("spreadsheet.result", slug=slug, batch_id=batch_id))
    table = batches.read(batch.file_name, batch.content)
    choice = Choice.from_json(batch.columns)
    ground = taking.ground(db.session(), consultation, _account(), choice.version if choice else None)
    return Opened(consultation, batch, table, ground, _still_fits(choice, table))


def _still_fits(choice: Choice | None, table: Table) -> Choice | None:
    """The choice, without what another account's reach or a missing draft no longer allows."""
    if choice is None or max(choice.columns.values()) >= len(table.headers):
        return None
    reached = {unit.id for unit in _communes()}
    return replace(choice, unit_id=choice.unit_id if choice.unit_id in reached else None)


def _communes() -> list[Unit]:
    return units.communes(db.session(), scope.paths(_account(), COLLECTORS))


def _account() -> Account:
    account: Account = current_user.account
    return account


def _write(work: Any) -> Any:
    """Run it on the ledger's writer. Raises UserError when the writer is busy; what was begun may still come to be."""
    try:
        return current_app.extensions["writer"].write(work)
    except TimeoutError as error:
        raise UserError(_("Máy đang bận nhận ý kiến nên chưa làm xong. Hãy chờ một phút rồi bấm lần nữa; "
                          "không dòng nào bị nhập hai lần.")) from error  # fmt: skip
