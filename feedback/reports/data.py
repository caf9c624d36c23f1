"""The report of a consultation, put together from its rows as frozen values: what is printed, and what bears it out."""

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from feedback import clock
from feedback.consultations.models import Consultation
from feedback.errors import UserError
from feedback.reports import answers, general, issues, judgement, letterhead, requests, wording
from feedback.reports.check import require_sound
from feedback.reports.marks import Marks
from feedback.reports.material import Material, read
from feedback.reports.models import Letterhead
from feedback.reports.quotes import Quoter
from feedback.reports.subjects import subjects
from feedback.reports.values import Block, Claim, Head, Options, Piece, Report, Row


def compose(session: Session, consultation: Consultation, options: Options | None = None) -> Report:
    """The report of a consultation as it stands now, in Vietnamese whatever language the screens are in.

    Raises UserError when nothing was received yet, when a figure has no opinions behind it or differs from their
    number, and when a quotation is of somebody who did not agree to it.
    """
    options = options or Options()
    with force_locale("vi"):
        material = read(session, consultation)
        if not material.sendings:
            raise UserError(_l("Đợt lấy ý kiến này chưa nhận được góp ý nào nên chưa lập được báo cáo."))
        report = _report(material, head(letterhead.of(session, consultation.unit)), options)
    require_sound(session, consultation.id, report)
    return report


def head(row: Letterhead) -> Head:
    """The head and foot of documents from their row."""
    return Head(
        organisation=tuple(row.organisation.split("\n")),
        board=row.board,
        symbol=row.symbol,
        place=row.place,
        authority=row.authority,
        signer_title=row.signer_title,
        signer_name=row.signer_name,
        recipients=tuple(line.strip() for line in row.recipients.split("\n") if line.strip()),
    )


def _report(material: Material, letters: Head, options: Options) -> Report:
    marks = Marks()
    body, rows = _body(material, marks, options)
    asked = material.consultation
    subject = wording.subject(asked)
    return Report(
        head=letters,
        options=options,
        title="BÁO CÁO",
        subject=subject,
        year=(options.signed_on or clock.today()).year,
        basis=wording.basis(asked),
        opening=f"Ủy ban MTTQ Việt Nam {wording.lower(asked.unit.name)} báo cáo kết quả như sau:",
        body=tuple(body),
        matrix_title=f"đối với {wording.about(asked)}",
        matrix_opening=_matrix_opening(material, marks),
        matrix=rows,
        claims=marks.claims,
        opinions=tuple(said.code for said in material.opinions),
    )


def _body(material: Material, marks: Marks, options: Options) -> tuple[list[Block], tuple[Row, ...]]:
    body = general.section(material, marks, options)
    if not material.opinions:
        return [*body, *answers.section(material)], ()
    quoter = Quoter(material)
    told = issues.section(material, marks, quoter, subjects(material))
    body += [*told.blocks, *answers.section(material)]
    body += judgement.section(material, marks, quoter, told)
    body += requests.sections(material, quoter, told)
    return body, told.rows


def _matrix_opening(material: Material, marks: Marks) -> tuple[Piece, ...]:
    if not material.opinions:
        return ()
    total = marks.claims[0]
    return (
        f"Tổng số lượt gửi góp ý nhận được: {wording.number(len(material.sendings))}; tổng số ý kiến: ",
        Claim(wording.number(total.count), total.count, total.codes, total.mark, listed=False),
        ". Kết quả cụ thể theo thứ tự điều, khoản của dự thảo như sau:",
    )
