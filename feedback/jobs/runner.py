"""Doing one job: take it, let its handler work, note how it ended. Each step is a short transaction of its own."""

import logging
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from feedback.errors import UserError
from feedback.jobs import service
from feedback.jobs.service import CANCELLED, DONE, FAILED, Cancelled, Progress

log = logging.getLogger(__name__)
SPENT = _l("Máy bị ngắt nhiều lần khi làm việc này, có thể vì thiếu bộ nhớ. Hãy báo cán bộ kỹ thuật trước khi chạy lại.")
EVERY = 0.5
"""Seconds between two notes of progress at the same stage."""


@dataclass(frozen=True)
class Order:
    """What a handler is told of its job."""

    number: int
    consultation_id: int
    parameters: Mapping[str, object]


Handler = Callable[[Engine, Order, Progress], None]


def perform(engine: Engine, number: int, handlers: Mapping[str, Handler]) -> None:
    """Do the job with this number and note its end.

    A job that has ended already is left alone, so a number may come twice. Raises nothing for what a handler raises:
    a UserError's sentence, or a reference to the log, is stored for the page that shows the job.
    """
    taken = _take(engine, number)
    if taken is None:
        return
    kind, order = taken
    try:
        handlers[kind](engine, order, Reporter(engine, number))
    except Cancelled:
        _end(engine, number, CANCELLED)
    except UserError as error:
        _end(engine, number, FAILED, str(error.sentence))
    except Exception as error:
        _end(engine, number, FAILED, _bug(number, error))
    else:
        _end(engine, number, DONE)


def _take(engine: Engine, number: int) -> tuple[str, Order] | None:
    """The job's kind and order, now marked as running; None when there is nothing to do."""
    with Session(engine) as session, session.begin():
        job = service.get(session, number)
        if job is None or job.status not in service.ACTIVE:
            return None
        if job.cancel_asked:
            service.finish(job, CANCELLED)
            return None
        if service.is_spent(job):
            service.finish(job, FAILED, str(SPENT))
            return None
        service.start(job)
        return job.kind, Order(job.id, job.consultation_id, dict(job.parameters))


def _end(engine: Engine, number: int, status: str, sentence: str = "") -> None:
    with Session(engine) as session, session.begin():
        job = service.get(session, number)
        if job is not None:
            service.finish(job, status, sentence)


def _bug(number: int, error: Exception) -> str:
    reference = secrets.token_hex(4).upper()
    log.error("bug %s in job %d", reference, number, exc_info=error)
    return str(_("Máy gặp lỗi khi phân tích; dữ liệu không thay đổi. Hãy chạy lại; nếu vẫn lỗi, hãy đọc cho cán bộ kỹ "
                 "thuật mã lỗi này: %(code)s.", code=reference))  # fmt: skip


class Reporter:
    """The Progress a handler calls: notes a new stage at once, otherwise at most one note each EVERY seconds.

    Raises Cancelled from within the call when a person asked the job to stop.
    """

    def __init__(self, engine: Engine, number: int) -> None:
        self._engine, self._number = engine, number
        self._stage, self._noted = "", 0.0

    def __call__(self, share: float, stage: str) -> None:
        """Note that `share` (0 to 1) of the work is done and `stage` is under way."""
        if stage == self._stage and time.monotonic() - self._noted < EVERY:
            return
        with Session(self._engine) as session, session.begin():
            job = service.get(session, self._number)
            if job is None:
                raise Cancelled
            service.advance(job, share, stage)
        self._stage, self._noted = stage, time.monotonic()
