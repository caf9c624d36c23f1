"""Every error a person may meet, as a page in plain words that says what to do."""

import logging
import secrets
from collections.abc import Iterable

from flask import Flask, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError

from feedback.db import db
from feedback.errors import Conflict, NotAllowed, NotFound, NotOpen, UserError
from feedback.web.access import PUBLIC, SessionOver, asked

log = logging.getLogger(__name__)
SECRET_FIELDS = frozenset({"csrf_token", "password", "old_password", "new_password", "repeat_password", "username"})
DESK = "/ban-lam-viec"

_PAGES = {
    400: (
        _l("Chưa làm được việc này"),
        _l("Nội dung gửi lên chưa đầy đủ. Hãy quay lại trang trước và làm lại."),
    ),
    403: (
        _l("Không có quyền xem trang này"),
        _l("Tài khoản của đồng chí chưa được giao việc này ở đơn vị này. Hãy liên hệ người quản trị của đơn vị."),
    ),
    404: (
        _l("Không tìm thấy trang"),
        _l("Địa chỉ có thể đã gõ sai hoặc trang không còn nữa. Hãy quay lại trang đầu."),
    ),
    405: (
        _l("Trang này không mở được theo cách đó"),
        _l("Hãy quay lại trang trước và bấm nút trên trang."),
    ),
    409: (
        _l("Người khác vừa sửa"),
        _l("Nội dung này vừa được người khác thay đổi. Hãy mở lại trang để xem bản mới rồi làm lại."),
    ),
    410: (
        _l("Không nhận thêm ý kiến"),
        _l("Đợt lấy ý kiến này không nhận ý kiến vào lúc này."),
    ),
    413: (
        _l("Tệp quá lớn"),
        _l("Tệp lớn hơn 40 MB nên không nhận được. Hãy bỏ bớt hình ảnh trong tệp, hoặc chia thành nhiều tệp nhỏ, "
           "rồi tải lên lại."),
    ),
    429: (_l("Thử quá nhiều lần"), _l("Hãy chờ một phút rồi thử lại.")),
    503: (
        _l("Máy đang bận"),
        _l("Máy đang nhận nhiều góp ý nên chưa làm xong việc này. Hãy chờ một phút rồi gửi lại; gửi lại không bị tính "
           "hai lần."),
    ),
}  # fmt: skip
_WRONG_HOST = _l("Trang này không mở được ở địa chỉ vừa gõ. Hãy dùng đúng đường dẫn mà Ủy ban đã gửi.")
_OTHER = (_l("Có lỗi xảy ra"), _l("Những gì đã gửi trước đó vẫn được giữ. Hãy thử lại sau ít phút."))
"""Title and advice of each status code, and of all the others."""


def register(app: Flask) -> None:
    """Attach the pages to the application."""
    app.register_error_handler(UserError, _user_error)
    app.register_error_handler(StaleDataError, _stale)
    app.register_error_handler(NotFound, lambda error: _page(404))
    app.register_error_handler(NotAllowed, lambda error: _page(403))
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(SessionOver, lambda error: _signed_out())
    app.register_error_handler(SecurityError, _strange_host)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(TimeoutError, _busy)
    app.register_error_handler(OperationalError, _refused)
    app.register_error_handler(Exception, _bug)


def _page(code: int, sentence: str = "", reference: str = "") -> tuple[str, int]:
    """The error page. It asks the database nothing, which may be what is broken."""
    title, advice = _PAGES.get(code, _OTHER)
    page = render_template(
        "errors/error.html", title=title, sentence=sentence or advice, reference=reference, words=words(typed()),
        **_layout(),
    )  # fmt: skip
    return page, code


def _layout() -> dict[str, object]:
    desk = (request.path + "/").startswith(DESK + "/")
    return {"desk": desk, "stylesheet": "staff.css" if desk else "citizen.css"}


def _user_error(error: UserError) -> tuple[str, int]:
    db.session.rollback()
    code = 410 if isinstance(error, NotOpen) else 409 if isinstance(error, Conflict) else 400
    return _page(code, str(error.sentence))


def _stale(error: StaleDataError) -> tuple[str, int]:
    """Two officers saved the same row within the same moment: the second one is told."""
    db.session.rollback()
    return _page(409)


def _http_error(error: HTTPException) -> ResponseReturnValue:
    """An error or redirect that Flask or Werkzeug raised by itself (a missing page, a file too large)."""
    if error.code is None or error.code < 400:
        return error.get_response(request.environ)
    return _page(error.code)


def _strange_host(error: SecurityError) -> Response:
    """A host name the site does not answer to. Nothing can be linked to on such a request, so it is a bare sentence."""
    return Response(str(_WRONG_HOST), 400, mimetype="text/plain")


def _busy(error: Exception) -> tuple[str, int]:
    """The writer or the database's lock kept this request waiting too long."""
    db.session.rollback()
    log.warning("busy at %s %s: %s", request.method, request.url_rule, type(error).__name__)
    return _page(503)


def _refused(error: OperationalError) -> tuple[str, int]:
    return _busy(error) if "database is locked" in str(error.orig) else _bug(error)


def _bug(error: Exception) -> tuple[str, int]:
    db.session.rollback()
    reference = secrets.token_hex(4).upper()
    # The rule, not the address: that may hold a receipt code, which opens somebody's page.
    log.error("bug %s at %s %s", reference, request.method, request.url_rule, exc_info=error)
    return _page(500, reference=reference)


def _expired(error: CSRFError) -> tuple[str, int]:
    """The form was open too long or the cookie is gone: show what was typed with a button that sends it again."""
    if asked() != PUBLIC and not current_user.is_authenticated:
        return _signed_out()
    return _again("errors/expired.html"), 400


def _signed_out() -> tuple[str, int]:
    """A form of staff that came without a session: the same, after signing in beside it."""
    return _again("errors/signed_out.html"), 401


def _again(template: str) -> str:
    fields = typed()
    return render_template(
        template, typed=fields, words=words(fields), files="multipart" in (request.mimetype or ""),
        target=request.full_path.rstrip("?"), sign_in=url_for("accounts.sign_in"), **_layout(),
    )  # fmt: skip


def typed() -> list[tuple[str, str]]:
    """Names and values of the fields just sent, without passwords and tokens: nothing typed may be lost."""
    if request.method != "POST":
        return []
    try:
        fields: Iterable[tuple[str, str]] = request.form.items(multi=True)
        return [(name, value) for name, value in fields if name not in SECRET_FIELDS]
    except HTTPException:  # the body was too large to be read at all
        return []


def words(fields: Iterable[tuple[str, str]]) -> list[str]:
    """Those values that a person wrote in words. Hidden numbers, ticks and names of choices would only confuse."""
    return [value for _name, value in fields if " " in value.strip() or not value.isascii() or len(value) > 20]
