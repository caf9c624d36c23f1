"""A consultation's report as a file."""

from pathlib import Path

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from feedback.consultations.service import by_slug
from feedback.errors import NotFound, UserError
from feedback.reports.data import compose
from feedback.reports.docx import write_docx


def report_file(session: Session, slug: str, out_path: Path) -> None:
    """Compose the report of the consultation at this address and write it to `out_path`, which ends in .docx.

    Raises UserError for another ending, an unknown address, a folder that cannot be written, or a report that may not
    be released.
    """
    if out_path.suffix.lower() != ".docx":
        raise UserError(_l("Hiện chỉ ghi được báo cáo dạng .docx. Hãy đặt tên tệp kết thúc bằng .docx."))
    try:
        consultation = by_slug(session, slug)
    except NotFound as error:
        raise UserError(_l("Không có đợt lấy ý kiến nào mang tên “%(slug)s”.", slug=slug)) from error
    content = write_docx(compose(session, consultation))
    try:
        out_path.write_bytes(content)
    except OSError as error:
        raise UserError(_l("Không ghi được tệp %(path)s. Hãy kiểm tra thư mục.", path=str(out_path))) from error
