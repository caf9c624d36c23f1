"""The screen on which officers decide which opinions other citizens may read."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from feedback.accounts import scope
from feedback.accounts.models import ADMIN, ANALYST, COLLECTOR, REVIEWER, VIEWER
from feedback.consultations.access import load
from feedback.consultations.models import Consultation
from feedback.db import db
from feedback.errors import UserError
from feedback.findings import clauses, opinions, publishing
from feedback.findings.forms import PublishedFilter
from feedback.findings.opinions import Reach
from feedback.findings.publishing import Choice
from feedback.ledger import published
from feedback.ledger.models import Opinion, PublishedOpinion
from feedback.ledger.names import STANCE_NAMES
from feedback.web.access import staff
from feedback.web.pages import Page, page

bp = Blueprint("published", __name__, url_prefix="/ban-lam-viec/<slug>")

ANALYSTS = (ADMIN, ANALYST)
READERS = (ADMIN, ANALYST, REVIEWER, VIEWER, COLLECTOR)
AT_ONCE = 20
TICKED = "*"
"""Value of the buttons that mean all ticked opinions rather than one."""


@dataclass(frozen=True)
class Card:
    """One opinion on the screen: `text` as typed or proposed, `mark` of what was decided when the page was made."""

    opinion: Opinion
    decided: PublishedOpinion | None
    text: str
    mark: str
    ticked: bool
    signers: int


@bp.route("/cong-khai", methods=["GET", "POST"])
@staff(*READERS)
def choose(slug: str) -> Response | tuple[str, int]:
    """Opinions whose senders consent, some at a time: read, hide names, show or keep back."""
    consultation = load(slug, *(ANALYSTS if request.method == "POST" else READERS))
    wrong: dict[str, str] = {}
    if request.method == "POST":
        done = _decided(consultation, wrong)
        if not wrong:
            flash(done, "success")
            return redirect(request.full_path.rstrip("?"))
        consultation = load(slug, *ANALYSTS)
    return _screen(consultation, wrong), 422 if wrong else 200


def _decided(consultation: Consultation, wrong: dict[str, str]) -> str:
    """Decide as the pressed button says, all or nothing; what was done, or what is `wrong` by opinion code."""
    shown = "hien" in request.form
    pressed = request.form.get("hien") or request.form.get("an") or ""
    chosen = request.form.getlist("chon") if pressed == TICKED else [pressed]
    if not chosen:
        wrong[""] = _("Hãy đánh dấu ít nhất một ý kiến.")
    for code in chosen:
        choice = Choice(code, shown, request.form.get(f"loi-{code}", ""), request.form.get(f"dau-{code}", ""))
        try:
            publishing.decide(db.session(), consultation, choice, current_user.account)
        except UserError as error:
            wrong[code] = str(error.sentence)
    if wrong:
        db.session.rollback()
        return ""
    db.session.commit()
    many = len(chosen)
    if shown:
        return str(ngettext("Đã công khai %(num)s ý kiến.", "Đã công khai %(num)s ý kiến.", many))
    return str(ngettext("Đã giữ lại %(num)s ý kiến, không công khai.", "Đã giữ lại %(num)s ý kiến, không công khai.", many))


def _screen(consultation: Consultation, wrong: dict[str, str]) -> str:
    session, filters = db.session(), PublishedFilter(request.args)
    outline = clauses.outline(session, consultation.id)
    paths = outline.sort(opinions.values(session, Reach(consultation.id), Opinion.clause_path))
    filters.offer([(path, outline.name(path)) for path in paths], list(STANCE_NAMES.items()))
    found = page(session, publishing.query(consultation.id, filters.sought()), size=AT_ONCE)
    return render_template(
        "findings/published.html",
        consultation=consultation, filters=filters, found=found, cards=_cards(found), outline=outline, wrong=wrong,
        may_work=scope.reaches(current_user.account, ANALYSTS, consultation.unit.path), ticked=TICKED,
    )  # fmt: skip


def _cards(found: Page[Opinion]) -> Sequence[Card]:
    session = db.session()
    decided, kept = publishing.decisions(session, found.rows), publishing.places(session)
    signers = published.signers(session, [opinion.id for opinion in found.rows])
    ticked = set(request.form.getlist("chon"))

    def card(opinion: Opinion) -> Card:
        row = decided.get(opinion.id)
        text = request.form.get(f"loi-{opinion.code}", publishing.proposal(opinion, row, kept))
        mark = request.form.get(f"dau-{opinion.code}", publishing.mark_of(row))
        return Card(opinion, row, text, mark, opinion.code in ticked, signers.get(opinion.id, 0))

    return [card(opinion) for opinion in found.rows]
