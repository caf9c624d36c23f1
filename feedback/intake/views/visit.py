"""One citizen's visit: her cookie, her basket, and the pages that must not lose a word of hers.

There is no CSRF token on these pages. Nobody is signed in, so there is no authority to abuse; a token only costs a slow
writer her words when its session ends. The key's cookie is SameSite=Lax, so a form on another site comes without it and
ends on the page that asks to allow cookies; and a request that says it comes from elsewhere is refused outright.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from feedback import clock
from feedback.config import Config
from feedback.consultations.models import Consultation
from feedback.consultations.service import by_slug
from feedback.db import db
from feedback.errors import NotFound, NotOpen, UserError
from feedback.intake import asking, basket, citizen, kept
from feedback.intake.asking import Asked
from feedback.intake.basket import Written
from feedback.intake.views.invited import admit
from feedback.ledger import codes, service
from feedback.ledger.names import STANCE_NAMES
from feedback.web.errors import typed
from surveys.form import PREFIX

_KEY = re.compile(r"[A-Za-z0-9_-]{22}")
FIELD_NAMES = {
    "text": _l("Ý kiến và lý do"),
    "proposed": _l("Nên viết lại thế nào"),
    "name": _l("Họ và tên"),
    "address": _l("Số điện thoại hoặc thư điện tử"),
}
"""How the fields that hold words are called when they are shown for copying."""


class NoCookie(Exception):
    """Something was sent by a browser that did not bring back the cookie it was given."""


@dataclass(frozen=True)
class Visit:
    """Who visits which consultation. `key` is None before her browser has a cookie; `sent`: her key was used."""

    consultation: Consultation
    key: str | None
    written: Written
    sent: bool

    @property
    def state(self) -> str:
        """'waiting' | 'open' | 'closed' now."""
        return self.consultation.state(clock.now())

    def require_open(self) -> None:
        """Raise NotOpen unless opinions are taken now."""
        service.require_open(db.session(), self.consultation.id)


def secret() -> str:
    """The office's secret."""
    settings: Config = current_app.extensions["langnghe"]
    return settings.secret


def visit(slug: str) -> Visit:
    """The visit behind this request. Raises NotFound for an address that is unknown or not yet published, NotInvited
    when its draft is shown only to who brings a code."""
    consultation = by_slug(db.session(), slug)
    if consultation.published_at is None:
        raise NotFound
    admit(consultation)
    brought = request.cookies.get(f"ln-{slug}", "")
    key = brought if _KEY.fullmatch(brought) else None
    written = basket.load(db.session(), secret(), key, consultation.id)
    sent = service.by_key(db.session(), secret(), key) if key else None
    return Visit(consultation, key, written, sent is not None and sent.consultation_id == consultation.id)


def writing(slug: str) -> Visit:
    """A visit that sends something. Raises NoCookie when the browser brings no key to keep it under."""
    found = visit(slug)
    if found.key is None:
        raise NoCookie
    return found


def remember(response: Response, slug: str, key: str) -> Response:
    """Give the key to her browser for as long as an unsent basket is kept."""
    settings: Config = current_app.extensions["langnghe"]
    response.set_cookie(
        f"ln-{slug}", key, max_age=int(basket.LIFE.total_seconds()), path=url_for("citizen.start", slug=slug),
        httponly=True, samesite="Lax", secure=settings.secure_cookies,
    )  # fmt: skip
    return response


def page(visitor: Visit, template: str, status: int = 200, **values: Any) -> Response:
    """A page of the consultation; a first visitor is given her key with it."""
    body = render_template(
        template, consultation=visitor.consultation, visit=visitor, count=visitor.written.count,
        deadline=citizen.deadline(visitor.consultation.closes_at) if visitor.consultation.closes_at else None, **values,
    )  # fmt: skip
    response = make_response(body, status)
    if visitor.key is None:
        remember(response, visitor.consultation.slug, codes.new_key())
    return response


def keep(visitor: Visit, change: Callable[[Written], Written]) -> str:
    """Change her basket on disk; returns the key it is kept under now. Raises NotOpen when it is too late."""
    number, key, office = visitor.consultation.id, visitor.key or codes.new_key(), secret()

    def work(session: Any) -> str:
        service.require_open(session, number)
        return basket.keep(session, office, key, number, change)

    kept: str = current_app.extensions["writer"].write(work)
    return kept


def refuse_foreign() -> None:
    """Raise UserError when a form was sent from a page of another site."""
    source = request.headers.get("Origin") or request.headers.get("Referer") or ""
    host = urlsplit(source).netloc
    foreign = request.headers.get("Sec-Fetch-Site") == "cross-site" or (host and host != request.host)
    if request.method == "POST" and foreign:
        raise UserError(_l("Nội dung này được gửi từ một trang khác nên chưa được nhận. "
                           "Hãy mở đúng đường dẫn của đợt lấy ý kiến rồi gửi lại."))  # fmt: skip


def not_open(error: NotOpen) -> Response:
    """Too early, too late, or a clause that is gone: why, whom to ask, and all she wrote, to be copied."""
    db.session.rollback()
    found = visit(str((request.view_args or {})["slug"]))
    return page(found, "citizen/not_open.html", 410, sentence=error.sentence, lines=[*_posted(found), *_kept(found)])


def no_cookie(error: NoCookie) -> Response:
    """How to allow cookies; what she wrote is on the page and goes out again with one press."""
    found = visit(str((request.view_args or {})["slug"]))
    return page(
        found, "citizen/no_cookie.html", 400, fields=typed(), lines=_posted(found), target=request.full_path.rstrip("?")
    )


def posted_version(found: Visit) -> Asked | None:
    """The version of the questionnaire that stood on the page just sent, or None when there is no such version."""
    wanted = request.form.get("version", type=int)
    return asking.version(db.session(), found.consultation.id, wanted) if wanted and wanted < 2**31 else None


def _kept(found: Visit) -> list[tuple[str, str]]:
    lines: list[tuple[str, str]] = []
    versions = kept.drafts(db.session(), found.consultation.id, found.written)
    for said in kept.in_order(found.written, versions):
        name = said.name or _("Góp ý chung cho cả dự thảo")
        lines.append((name, f"{STANCE_NAMES[said.comment.stance]}. {said.comment.text}".strip()))
        lines.append((f"{name} – {FIELD_NAMES['proposed']}", said.comment.proposed))
    asked = asking.version(db.session(), found.consultation.id, found.written.questionnaire_id)
    if asked:
        lines += [(question.label, shown) for question, shown in asked.shown(found.written.answers)]
    return [(name, text) for name, text in lines if text]


def _posted(found: Visit) -> list[tuple[str, str]]:
    """The words just sent with the names of their fields; choices and hidden fields are left out."""
    names = {name: str(label) for name, label in FIELD_NAMES.items()}
    asked = posted_version(found)
    labels: dict[str, str] = {}
    for question in asked.questionnaire.questions if asked else ():
        names[PREFIX + question.name] = question.label
        labels.update({choice.name: choice.label for choice in question.choices})
    return [
        (names.get(name, _("Câu trả lời")), labels.get(value, value))
        for name, value in typed()
        if (name in names or name.startswith(PREFIX)) and value.strip()
    ]
