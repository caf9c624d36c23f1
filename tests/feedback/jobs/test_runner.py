"""A job is taken, followed, stopped and ended, whatever its handler does."""

import logging
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from feedback import clock
from feedback.db import db
from feedback.errors import Conflict, UserError
from feedback.jobs import runner, service
from feedback.jobs.models import CANCELLED, DONE, FAILED, QUEUED, RUNNING, Job
from feedback.jobs.runner import Order, perform
from feedback.jobs.service import Progress
from tests.site import Site


def asked(site: Site, consultation_id: int, **parameters: object) -> int:
    with site.session() as session:
        return service.ask(session, "work", consultation_id, None, parameters).id


def row(site: Site, number: int) -> Job:
    with site.session() as session:
        job = session.get_one(Job, number)
        session.expunge(job)
        return job


def engine_of(site: Site) -> Engine:
    with site.app.app_context():
        return db.engine


def test_ends_of_a_job(site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(runner, "EVERY", 0.0)
    engine = engine_of(site)

    def do(number: int, work: Callable[[Order, Progress], None]) -> Job:
        perform(engine, number, {"work": lambda engine, order, progress: work(order, progress)})
        return row(site, number)

    seen: list[tuple[float, str, str]] = []

    def finish(order: Order, progress: Progress) -> None:
        assert order.consultation_id == 1
        assert order.parameters["seed"] == 7
        progress(0.4, "Đang xếp nhóm")
        job = row(site, order.number)
        seen.append((job.progress, job.stage, job.status))

    first = asked(site, 1, seed=7)
    assert row(site, first).status == QUEUED
    done = do(first, finish)
    assert seen == [(0.4, "Đang xếp nhóm", RUNNING)]
    assert (done.status, done.progress, done.error) == (DONE, 1.0, "")
    assert done.started_at is not None
    assert done.finished_at is not None

    def never(order: Order, progress: Progress) -> None:
        raise AssertionError("a job that ended is not done again")

    assert do(first, never).status == DONE

    def refuse(order: Order, progress: Progress) -> None:
        raise UserError("Chưa có góp ý nào.")

    refused = do(asked(site, 1), refuse)
    assert (refused.status, refused.error) == (FAILED, "Chưa có góp ý nào.")

    def break_down(order: Order, progress: Progress) -> None:
        raise ZeroDivisionError

    with caplog.at_level(logging.CRITICAL):
        broken = do(asked(site, 1), break_down)
    assert broken.status == FAILED
    assert "mã lỗi" in broken.error
    assert "Zero" not in broken.error

    def be_stopped(order: Order, progress: Progress) -> None:
        progress(0.1, "Đang đọc")
        with site.session() as session:
            service.stop(session.get_one(Job, order.number))
        progress(0.2, "Đang đọc")
        raise AssertionError("went on after being asked to stop")

    stopped = do(asked(site, 1), be_stopped)
    assert (stopped.status, stopped.progress) == (CANCELLED, 0.1)


def test_one_at_a_time_waiting_stopped_and_given_up(site: Site) -> None:
    engine = engine_of(site)
    first = asked(site, 1)
    with pytest.raises(Conflict):
        asked(site, 1)
    other = asked(site, 2)
    with site.session() as session:
        assert [job.id for job in service.waiting(session)] == [first, other]
        job = session.get_one(Job, first)
        assert not service.is_silent(session, job)
        job.created_at = clock.now() - timedelta(minutes=1)
        assert service.is_silent(session, job)
        service.start(session.get_one(Job, other))
        session.flush()
        assert not service.is_silent(session, job)  # the worker is busy with the other one
        session.get_one(Job, other).seen_at = clock.now() - timedelta(minutes=2)
        session.flush()
        assert service.is_silent(session, session.get_one(Job, other))
        service.stop(job)
        assert job.status == CANCELLED
    tried: list[int] = []

    def die(engine: Engine, order: Order, progress: Progress) -> None:
        tried.append(order.number)
        raise SystemExit  # as if the process ended: nothing is noted

    for _ in range(service.MAX_ATTEMPTS - 1):  # one attempt was counted above
        with pytest.raises(SystemExit):
            perform(engine, other, {"work": die})
        assert row(site, other).status == RUNNING
    perform(engine, other, {"work": die})
    given_up = row(site, other)
    assert given_up.status == FAILED
    assert "bị ngắt nhiều lần" in given_up.error
    assert tried == [other] * (service.MAX_ATTEMPTS - 1)
