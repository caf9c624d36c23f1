"""Which requests may hold the write lock; and that the tests' watch notices a page that says it wrongly."""

import logging

import pytest
from flask import current_app

from feedback.db import begins_reading, db
from feedback.identity.models import ConsentText
from feedback.web.access import public
from feedback.web.transactions import through_writer
from tests.site import Site


def _tell() -> str:
    return "reading" if begins_reading() else "writing"


@public
def told() -> str:
    """How this request's transactions begin."""
    return _tell()


@public
@through_writer
def told_by_a_reader() -> str:
    """The same, of a view that writes only through the writer."""
    return _tell()


@public
@through_writer
def writing_reader() -> str:
    """Says that it only reads, and writes."""
    db.session.add(ConsentText(purpose="test", version=1, text="x", text_hash="y"))
    db.session.commit()
    return "written"


@public
def waiting_holder() -> str:
    """May hold the lock that the writer, which it waits for, needs."""
    return str(current_app.extensions["writer"].write(lambda session: "written"))


def test_only_a_request_that_may_write_begins_as_a_writer(lone_site: Site) -> None:
    for view in (told, told_by_a_reader):
        lone_site.app.add_url_rule(f"/{view.__name__}", view.__name__, view, methods=["GET", "POST"])
    client = lone_site.client()
    assert [client.get("/told").text, client.post("/told").text] == ["reading", "writing"]
    assert [client.get("/told_by_a_reader").text, client.post("/told_by_a_reader").text] == ["reading", "reading"]


@pytest.mark.parametrize("view", [writing_reader, waiting_holder])
def test_a_page_that_says_it_wrongly_is_noticed(lone_site: Site, caplog: pytest.LogCaptureFixture, view: object) -> None:
    lone_site.app.add_url_rule("/sai", "wrong", view, methods=["POST"])  # type: ignore[arg-type]
    with caplog.at_level(logging.ERROR):
        assert lone_site.client().post("/sai").status_code == 500
