"""The worker: the process that does background work, and the only one that loads scikit-learn.

It may be killed at any moment: a job's row tells what is to be done, the queue only hands over numbers, and a starting
worker takes up every job that has not ended.
"""

import fcntl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask_babel import gettext as _
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from feedback.config import Config
from feedback.consultations import invitations
from feedback.db import db, reading
from feedback.errors import Conflict
from feedback.findings.jobs import find_themes
from feedback.intake import basket
from feedback.jobs import service
from feedback.jobs.queue import Queue
from feedback.jobs.runner import Handler, perform
from feedback.ledger import retention

HANDLERS: dict[str, Handler] = {"find_themes": find_themes}
LOCK = "worker.lock"


def run(app: Flask, *, once: bool = False, handlers: Mapping[str, Handler] = HANDLERS) -> None:
    """Do background work until SIGTERM or SIGINT, or with `once` until nothing waits.

    Raises Conflict when another worker of the same home folder is running: both would do the same jobs.
    """
    config: Config = app.extensions["langnghe"]
    with app.app_context():
        engine = db.engine
    with alone(config.home / LOCK):
        queue = Queue(config.queue, lambda number: perform(engine, number, handlers))
        _refill(queue, engine)
        tidy(engine)
        queue.daily(lambda: tidy(engine))
        if once:
            _drain(queue)
        else:
            _consume(queue)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock file, which the system frees even when the process is killed. Raises Conflict when it is held."""
    with open(path, "a", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Conflict(_("Bộ phận phân tích đang chạy rồi: chỉ cần một.")) from error
        yield


def _refill(queue: Queue, engine: Engine) -> None:
    """Fill the queue from the rows: what was asked for while no worker ran, and what a dead one left half done."""
    queue.clear()
    with reading(), Session(engine) as session:
        numbers = [job.id for job in service.waiting(session)]
    for number in numbers:
        queue.push(number)


def tidy(engine: Engine) -> None:
    """Remove what may be kept no longer: unsent baskets, contact data and invitation codes past their time."""
    with Session(engine) as session, session.begin():
        basket.forget(session)
        retention.forget_contacts(session)
        invitations.forget(session)


def _drain(queue: Queue) -> None:
    while (task := queue.huey.dequeue()) is not None:
        queue.huey.execute(task)


def _consume(queue: Queue) -> None:
    # A short delay: a person is looking at the progress page while the queue is polled.
    queue.huey.create_consumer(workers=1, periodic=True, max_delay=1.0).run()
