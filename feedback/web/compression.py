"""Citizens' pages, stylesheets and scripts go out compressed: a long draft is eight times smaller on a slow line.

Pages of staff do not: they hold tokens, and what is compressed together with typed text can be guessed from its length.
"""

import gzip

from flask import Flask, Response, request

TYPES = frozenset({"text/html", "text/css", "text/javascript", "application/javascript"})
LEAST = 1_000
"""Bytes; below this the saving is not worth the work."""


def register(app: Flask, blueprints: frozenset[str]) -> None:
    """Compress what these blueprints answer, and the static files."""

    def after(response: Response) -> Response:
        if (request.blueprint in blueprints or request.endpoint == "static") and response.mimetype in TYPES:
            _compress(response)
        return response

    app.after_request(after)


def _compress(response: Response) -> None:
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings["gzip"] or response.status_code in (204, 304) or request.range:
        return
    response.direct_passthrough = False
    body = response.get_data()
    if len(body) < LEAST:
        return
    response.set_data(gzip.compress(body, compresslevel=5, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    tag, _weak = response.get_etag()
    if tag:
        response.set_etag(tag, weak=True)
