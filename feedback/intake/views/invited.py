"""The door of an invited draft: nothing of it is shown to who brings no code.

The code may come with any form. So whoever wrote for longer than her door stays open is asked for the code again, and
what she wrote goes on with it. The cookie of the door and the key of the basket know nothing of each other.
"""

from datetime import timedelta

from flask import after_this_request, current_app, g, make_response, render_template, request, url_for
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from feedback.config import Config
from feedback.consultations import invitations
from feedback.consultations.models import Consultation
from feedback.db import db
from feedback.web.errors import typed
from feedback.web.limits import GUESSES, limiter

FIELD = "ma_moi"
BACK = "ve"
LASTS = timedelta(hours=12)


class NotInvited(Exception):
    """No code was brought that opens this draft; `wrong`: one was, but it opens nothing."""

    def __init__(self, consultation: Consultation, wrong: bool) -> None:
        super().__init__(consultation.slug)
        self.consultation = consultation
        self.wrong = wrong


def admit(consultation: Consultation) -> None:
    """Let in who needs no code, has come in before or brings a code. Raises NotInvited."""
    if not consultation.invited or g.get("admitted") == consultation.id or _came_before(consultation):
        return
    written = request.form.get(FIELD, "")
    number = _opened_by(consultation, written) if written.strip() else None
    if number is None:
        raise NotInvited(consultation, bool(written.strip()))
    g.admitted = consultation.id
    current_app.extensions["writer"].write(lambda session: invitations.note_opening(session, number))
    _remember(consultation, number)


def _came_before(consultation: Consultation) -> bool:
    try:
        number = _signer().loads(request.cookies.get(_cookie(consultation), ""), max_age=int(LASTS.total_seconds()))
    except BadSignature:
        return False
    return isinstance(number, int) and invitations.stands(db.session(), consultation.id, number)


@limiter.limit(GUESSES)
def _opened_by(consultation: Consultation, written: str) -> int | None:
    found = invitations.by_code(db.session(), _settings().secret, consultation.id, written)
    return found.id if found else None


def _remember(consultation: Consultation, number: int) -> None:
    @after_this_request
    def set_cookie(response: Response) -> Response:
        response.set_cookie(
            _cookie(consultation), _signer().dumps(number), max_age=int(LASTS.total_seconds()),
            path=url_for("citizen.start", slug=consultation.slug), httponly=True, samesite="Lax",
            secure=_settings().secure_cookies,
        )  # fmt: skip
        return response


def _cookie(consultation: Consultation) -> str:
    return f"ln-moi-{consultation.slug}"


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(_settings().secret, salt="invitation")


def _settings() -> Config:
    settings: Config = current_app.extensions["langnghe"]
    return settings


def door(error: NotInvited) -> Response:
    """The page that asks for the code: it says who asks, not what about. Words just sent are kept and go on with it."""
    fields = [(name, value) for name, value in typed() if name != FIELD]
    sent = request.method == "POST" and request.endpoint != "citizen.enter"
    page = render_template(
        "citizen/invited.html", consultation=error.consultation, fields=fields, sent=sent, field=FIELD,
        written=request.form.get(FIELD, ""),
        wrong=_("Mã này không mở được dự thảo. Hãy xem lại từng chữ trên giấy mời, hoặc hỏi nơi gửi giấy mời.")
        if error.wrong else "",
        target=request.full_path.rstrip("?") if sent else url_for("citizen.enter", slug=error.consultation.slug),
        back=request.form.get(BACK, "") if request.method == "POST" else request.full_path.rstrip("?"),
    )  # fmt: skip
    return make_response(page, 422 if error.wrong else 403)
