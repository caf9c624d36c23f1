"""The report on screen, the codes behind each of its figures, and the report as a document."""

from io import BytesIO

from flask import Blueprint, current_app, render_template, request, send_file
from flask_login import current_user
from werkzeug.wrappers import Response

from feedback.accounts.models import ADMIN, ANALYST, REVIEWER
from feedback.consultations.access import load
from feedback.consultations.models import Consultation
from feedback.db import db
from feedback.errors import NotFound, UserError
from feedback.journal import service as journal
from feedback.reports import matrix
from feedback.reports.data import compose
from feedback.reports.docx import write_docx
from feedback.reports.forms import PaperForm
from feedback.reports.values import Options
from feedback.web.access import staff

bp = Blueprint("reports", __name__, url_prefix="/ban-lam-viec/<slug>")

READERS = (ADMIN, ANALYST, REVIEWER)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAGE = 300
"""Codes shown on one page."""


@bp.get("/bao-cao")
@staff(*READERS)
def report(slug: str) -> str:
    """The report as it stands now, each figure leading to its opinions."""
    return _page(load(slug, *READERS), PaperForm())


def _page(consultation: Consultation, form: PaperForm) -> str:
    """The page with the form as it is; the report itself is missing where it may not be released, with the reason."""
    paper, refusal = None, ""
    try:
        paper = compose(db.session(), consultation)
    except UserError as error:
        refusal = error.sentence
    return render_template(
        "reports/report.html", consultation=consultation, report=paper, refusal=refusal, form=form,
        matrix_title=matrix.TITLE, matrix_columns=[column.title for column in matrix.COLUMNS],
    )  # fmt: skip


@bp.get("/bao-cao/so-lieu/<int:mark>")
@staff(*READERS)
def figure(slug: str, mark: int) -> str:
    """The opinions that one figure counts."""
    consultation = load(slug, *READERS)
    claim = compose(db.session(), consultation).claim(mark)
    if claim is None:
        raise NotFound
    pages = max(1, -(-len(claim.codes) // PAGE))
    number = min(max(request.args.get("trang", 1, type=int), 1), pages)
    codes = claim.codes[(number - 1) * PAGE : number * PAGE]
    return render_template(
        "reports/figure.html", consultation=consultation, claim=claim, codes=codes, number=number, pages=pages
    )


@bp.get("/bao-cao.docx")
@staff(*READERS)
def docx(slug: str) -> Response | tuple[str, int]:
    """The report as a Word document; the journal notes who took it."""
    consultation = load(slug, *READERS)
    form = PaperForm(request.args) if request.args else PaperForm()
    if request.args and not form.validate():
        return _page(consultation, form), 422
    options = form.options()
    content = write_docx(compose(db.session(), consultation, options))
    _note(current_user.account.login, slug, options)
    return send_file(BytesIO(content), DOCX, as_attachment=True, download_name=f"bao-cao-{slug}.docx", max_age=0)


def _note(login: str, slug: str, options: Options) -> None:
    """One line in the journal, through the ledger's writer: a page that is only read must not hold the write lock."""
    detail = {"annex": options.annex, "smallest": options.smallest}
    current_app.extensions["writer"].write(
        lambda session: journal.append(session, login, "report.downloaded", slug, detail).id
    )
