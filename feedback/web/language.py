"""The interface's language: Vietnamese, unless the visitor chose English."""

from flask import Blueprint, has_request_context, redirect, request
from flask_babel import Babel, get_locale
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from feedback.web.access import public
from feedback.web.links import back

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
COOKIE = "lang"
YEAR = 365 * 24 * 3600

bp = Blueprint("language", __name__)
babel = Babel()


def choose() -> str:
    """The language of this request; outside one (worker, command line) Vietnamese."""
    if not has_request_context():
        return "vi"
    wanted = request.cookies.get(COOKIE, "vi")
    return wanted if wanted in LANGUAGES else "vi"


def shown() -> str:
    """Code of the language a page is being written in, for its `lang` attribute."""
    locale = get_locale()
    return locale.language if locale else "vi"


@bp.get("/ngon-ngu/<code>")
@public
def switch(code: str) -> Response:
    """Remember the language and go back where the visitor was."""
    if code not in LANGUAGES:
        raise NotFound
    response = redirect(back())
    response.set_cookie(COOKIE, code, max_age=YEAR, samesite="Lax", httponly=True)
    return response
