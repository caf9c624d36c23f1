"""The application as the tests use it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import flask_migrate
from flask import Flask, has_request_context
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, inspect
from sqlalchemy.orm import Session

from feedback import config
from feedback.app import create_app
from feedback.db import begins_reading, db
from feedback.identity import consent
from feedback.ledger.writer import Writer
from feedback.units import tuyen_quang


@dataclass(frozen=True)
class Site:
    """An application with its database. Requests are made outside any application context, as in real life."""

    app: Flask

    @property
    def secret(self) -> str:
        """The key that receipts are derived with."""
        return self.app.extensions["langnghe"].secret

    @property
    def writer(self) -> Writer:
        """The ledger's writer."""
        return self.app.extensions["writer"]

    @property
    def engine(self) -> Engine:
        """The engine of the application's database."""
        with self.app.app_context():
            return db.engine

    def client(self) -> FlaskClient:
        """A visitor with cookies of her own."""
        return self.app.test_client()

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session of its own, committed at the end."""
        with self.app.app_context():
            engine = db.engine
        with Session(engine) as session, session.begin():
            yield session


def _prepare() -> None:
    flask_migrate.upgrade()
    tuyen_quang.plant(db.session())
    consent.plant(db.session())
    db.session.commit()


def _watch(app: Flask) -> None:
    """Fail a page that writes in a transaction begun for reading: under load it would meet 'database is locked'.

    And one that hands work to the ledger's writer while its own transaction may hold the lock the writer waits for.
    """
    write = app.extensions["writer"].write

    def handed(work: Any) -> Any:
        assert not has_request_context() or begins_reading(), "a page that waits for the writer needs @through_writer"
        return write(work)

    app.extensions["writer"].write = handed
    with app.app_context():
        engine = db.engine
    if engine.dialect.name != "sqlite":
        return  # only there do transactions begin in two ways, and has the writer a thread of its own

    @event.listens_for(engine, "before_cursor_execute")
    def _look(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        writes = statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))
        assert not (writes and has_request_context() and begins_reading()), f"written while only reading: {statement}"


@contextmanager
def open_site(database: str, home: Path) -> Iterator[Site]:
    """The application on a database that is migrated and given units and consent wordings unless it has them already."""
    settings = config.Config(home=home, database=database, secret="a test's secret", testing=True)
    home.mkdir(parents=True, exist_ok=True)
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        if not inspect(db.engine).has_table("unit"):
            _prepare()
    _watch(app)
    site = Site(app)
    try:
        yield site
    finally:
        site.writer.close()
        with app.app_context():
            db.engine.dispose()
