"""Every error a person may meet, as a page in plain words that says what to do."""

import logging
import secrets
from collections.abc import Iterable

from flask import Flask, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from feedback.db import db
from feedback.errors import NotAllowed, NotFound, NotOpen, UserError

log = logging.getLogger(__name__)
SECRET_FIELDS = frozenset({"csrf_token", "password", "new_password"})


def register(app: Flask) -> None:
    """Attach the pages to the application."""
    app.register_error_handler(UserError, _user_error)
    app.register_error_handler(NotFound, lambda error: _page(404))
    app.register_error_handler(NotAllowed, lambda error: _page(403))
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(HTTPException, lambda error: _page(error.code or 500))
    app.register_error_handler(Exception, _bug)


def _page(code: int, sentence: str = "", reference: str = "") -> tuple[str, int]:
    title, advice = _words(code)
    page = render_template(
        "errors/error.html", title=title, sentence=sentence or advice, reference=reference, typed=typed(), code=code
    )
    return page, code


def _words(code: int) -> tuple[str, str]:
    """Title and advice for a status code."""
    pages = {
        403: (_("Không có quyền xem trang này"), _("Tài khoản của đồng chí chưa được giao việc này ở đơn vị này. "
              "Hãy liên hệ người quản trị của đơn vị.")),
        404: (_("Không tìm thấy trang"), _("Địa chỉ có thể đã gõ sai hoặc trang không còn nữa. Hãy quay lại trang đầu.")),
        405: (_("Trang này không mở được theo cách đó"), _("Hãy quay lại trang trước và bấm nút trên trang.")),
        413: (_("Tệp quá lớn"), _("Tệp lớn hơn 40 MB nên không nhận được. Hãy bỏ bớt hình ảnh trong tệp, hoặc chia "
              "thành nhiều tệp nhỏ, rồi tải lên lại.")),
        429: (_("Thử quá nhiều lần"), _("Hãy chờ một phút rồi thử lại.")),
    }  # fmt: skip
    default = (_("Có lỗi xảy ra"), _("Những gì đã gửi trước đó vẫn được giữ. Hãy thử lại sau ít phút."))
    return pages.get(code, default)


def _user_error(error: UserError) -> tuple[str, int]:
    db.session.rollback()
    return _page(410 if isinstance(error, NotOpen) else 400, str(error.sentence))


def _bug(error: Exception) -> tuple[str, int]:
    db.session.rollback()
    reference = secrets.token_hex(4).upper()
    log.error("bug %s at %s %s", reference, request.method, request.path, exc_info=error)
    return _page(500, reference=reference)


def _expired(error: CSRFError) -> tuple[str, int]:
    """The form was open too long or the cookie is gone: show what was typed with a button that sends it again."""
    return render_template("errors/expired.html", typed=typed(), target=request.full_path.rstrip("?")), 400


def typed() -> list[tuple[str, str]]:
    """Names and values of the fields just sent, without passwords and tokens: nothing typed may be lost."""
    if request.method != "POST":
        return []
    try:
        fields: Iterable[tuple[str, str]] = request.form.items(multi=True)
        return [(name, value) for name, value in fields if name not in SECRET_FIELDS]
    except HTTPException:  # the body was too large to be read at all
        return []
