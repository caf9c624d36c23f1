"""Asking for background work, following it, stopping it. One job per consultation at a time."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback import clock
from feedback.errors import Conflict
from feedback.jobs.models import CANCELLED, DONE, FAILED, QUEUED, RUNNING, Job

ACTIVE = (QUEUED, RUNNING)
SILENT = timedelta(seconds=60)
"""A running job whose worker has not been heard of for this long is thought to be dead."""
UNTAKEN = timedelta(seconds=15)
"""A job that no worker takes for this long, while no other job runs, waits for a worker that is not there."""
MAX_ATTEMPTS = 3
"""A job during which the worker died this often is given up: it would kill the next one too."""

Progress = Callable[[float, str], None]


class Cancelled(Exception):
    """A person asked the job to stop."""


def ask(
    session: Session, kind: str, consultation_id: int, account_id: int | None, parameters: Mapping[str, object]
) -> Job:
    """Add a job to the queue's rows; the caller commits, then hands its number to the queue.

    Raises Conflict when the consultation already has a job under way.
    """
    if active(session, consultation_id) is not None:
        raise Conflict(_("Đang có một lần phân tích chạy. Hãy chờ cho xong, hoặc bấm nút “Dừng” rồi chạy lại."))
    job = Job(
        kind=kind,
        consultation_id=consultation_id,
        parameters=dict(parameters),
        created_by_id=account_id,
        created_at=clock.now(),
        status=QUEUED,
        progress=0.0,
        stage="Đang chờ đến lượt",  # in the language of the texts, like what the worker says: the page translates it
    )
    session.add(job)
    session.flush()
    return job


def active(session: Session, consultation_id: int) -> Job | None:
    """The job under way for a consultation, if any."""
    query = select(Job).where(Job.consultation_id == consultation_id, Job.status.in_(ACTIVE)).order_by(Job.id)
    return session.scalars(query.limit(1)).first()


def latest(session: Session, consultation_id: int) -> Job | None:
    """The newest job of a consultation, whatever became of it."""
    query = select(Job).where(Job.consultation_id == consultation_id).order_by(Job.id.desc())
    return session.scalars(query.limit(1)).first()


def get(session: Session, number: int) -> Job | None:
    """The job with this number, locked until the transaction ends (PostgreSQL; SQLite has one writer anyway)."""
    return session.get(Job, number, with_for_update=True)


def stop(job: Job) -> None:
    """Ask a job (from `get`) to stop. One not yet taken stops at once; a running one at its next step."""
    if job.status not in ACTIVE:
        return
    job.cancel_asked = True
    if job.status == QUEUED:
        finish(job, CANCELLED)


def start(job: Job) -> None:
    """A worker takes the job; a job found running was left so by a worker that died."""
    attempts = job.parameters.get("attempts", 0)
    job.parameters = {**job.parameters, "attempts": (attempts if isinstance(attempts, int) else 0) + 1}
    job.status, job.started_at, job.seen_at, job.progress = RUNNING, clock.now(), clock.now(), 0.0


def is_spent(job: Job) -> bool:
    """Whether workers died on the job so often that it must not be tried again."""
    attempts = job.parameters.get("attempts", 0)
    return isinstance(attempts, int) and attempts >= MAX_ATTEMPTS


def advance(job: Job, share: float, stage: str) -> None:
    """Note how far the work is; raises Cancelled when a person asked it to stop."""
    if job.cancel_asked:
        raise Cancelled
    job.progress, job.stage, job.seen_at = min(max(share, 0.0), 1.0), stage[:200], clock.now()


def finish(job: Job, status: str, error: str = "") -> None:
    """The job ended: DONE, FAILED (with a sentence for a person) or CANCELLED."""
    job.status, job.error, job.finished_at = status, error[:500], clock.now()
    if status == DONE:
        job.progress = 1.0


def waiting(session: Session) -> list[Job]:
    """Jobs a starting worker must take up: queued ones, and those a dead worker left half done. Oldest first."""
    return list(session.scalars(select(Job).where(Job.status.in_(ACTIVE)).order_by(Job.id)))


def is_silent(session: Session, job: Job) -> bool:
    """Whether nobody seems to be working on an active job: the page then says so."""
    now = clock.now()
    if job.status == RUNNING:
        return now - (job.seen_at or job.created_at) > SILENT
    heard = select(Job.id).where(Job.status == RUNNING, Job.seen_at > now - SILENT)
    return job.status == QUEUED and now - job.created_at > UNTAKEN and session.scalar(heard.limit(1)) is None


__all__ = [
    "ACTIVE", "CANCELLED", "DONE", "FAILED", "MAX_ATTEMPTS", "QUEUED", "RUNNING", "Cancelled", "Progress",
    "active", "advance", "ask", "finish", "get", "is_silent", "is_spent", "latest", "start", "stop", "waiting",
]  # fmt: skip
