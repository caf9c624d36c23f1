"""Headers on every answer: nothing from outside, nothing kept in shared caches, no address told to others."""

from flask import Flask, Response, current_app, request

from feedback.config import Config

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


YEAR = 365 * 24 * 3600


def register(app: Flask) -> None:
    """Attach the headers to the application."""
    app.after_request(_add)


def _add(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Frame-Options"] = "DENY"  # for old telephones, which do not know frame-ancestors
    response.headers["Referrer-Policy"] = "same-origin"
    settings: Config = current_app.extensions["langnghe"]
    if settings.secure_cookies:
        response.headers["Strict-Transport-Security"] = f"max-age={YEAR}"
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response
