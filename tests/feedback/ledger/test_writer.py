"""The writer that all answers pass through."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from feedback.identity.models import ConsentText
from tests.site import Site


def _add(session: Session, version: int) -> int:
    session.add(ConsentText(purpose="test", version=version, text="x", text_hash="y"))
    session.flush()
    return version


def _versions(site: Site) -> list[int]:
    with site.session() as session:
        query = select(ConsentText.version).where(ConsentText.purpose == "test").order_by(ConsentText.version)
        return list(session.scalars(query))


def test_one_that_fails_takes_nothing_of_the_others_with_it(site: Site) -> None:
    def work(session: Session, version: int) -> int:
        _add(session, version)
        if version % 3 == 0:
            raise LookupError(version)
        return version

    def send(version: int) -> int | str:
        try:
            return site.writer.write(lambda session: work(session, version))
        except LookupError:
            return "refused"

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(send, range(60)))
    assert answers == [version if version % 3 else "refused" for version in range(60)]
    assert _versions(site) == [version for version in range(60) if version % 3]


def test_what_was_waiting_is_written_before_the_end(site: Site) -> None:
    with ThreadPoolExecutor(8) as pool:
        futures = [pool.submit(site.writer.write, lambda session, v=v: _add(session, v)) for v in range(8)]
        assert [future.result() for future in futures] == list(range(8))
    site.writer.close()
    assert _versions(site) == list(range(8))


def test_sqlite_syncs_at_every_commit(site: Site) -> None:
    if site.app.extensions["langnghe"].database.startswith("sqlite"):
        pragmas = site.writer.write(
            lambda session: [
                session.connection().exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("synchronous", "journal_mode", "foreign_keys")
            ]
        )
        assert pragmas == [2, "wal", 1]
    else:
        show = "SHOW synchronous_commit"
        setting = site.writer.write(lambda session: session.connection().exec_driver_sql(show).scalar())
        assert setting == "on"


def test_a_refused_commit_tells_everyone(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    if not site.app.extensions["langnghe"].database.startswith("sqlite"):
        pytest.skip("PostgreSQL commits one by one: nothing is shared that could fail")

    def no_space(self: Session) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Session, "commit", no_space)
    monkeypatch.setattr("sqlalchemy.orm.session.SessionTransaction.commit", lambda self, _to_root=False: no_space(self))
    with pytest.raises(OSError, match="disk full"):
        site.writer.write(lambda session: _add(session, 1))
    monkeypatch.undo()
    assert _versions(site) == []


def _in_one_batch(site: Site, works: list[Callable[[Session], int]]) -> list[Future[int]]:
    """The pieces of work, sent while the writer is held up: it then takes them together."""
    gate = Event()
    with ThreadPoolExecutor(len(works) + 1) as pool:
        pool.submit(site.writer.write, lambda session: gate.wait(10))
        futures = []
        for work in works:
            time.sleep(0.02)  # in this order
            futures.append(pool.submit(site.writer.write, work))
        time.sleep(0.05)
        gate.set()
    return futures


def test_a_full_disk_in_the_middle_of_a_batch_loses_nobody_who_was_told_received(site: Site) -> None:
    if not site.app.extensions["langnghe"].database.startswith("sqlite"):
        pytest.skip("PostgreSQL commits one by one: nothing is shared that could be lost")

    def fill(session: Session) -> int:
        pages = session.connection().exec_driver_sql("PRAGMA page_count").scalar() or 0
        session.connection().exec_driver_sql(f"PRAGMA max_page_count={pages + 50}")
        session.add(ConsentText(purpose="test", version=100, text="x" * 5_000_000, text_hash="y"))
        session.flush()
        return 100

    first, large, last = _in_one_batch(site, [lambda own: _add(own, 1), fill, lambda own: _add(own, 2)])
    assert (first.result(), last.result()) == (1, 2)
    with pytest.raises(OperationalError):
        large.result()
    assert _versions(site) == [1, 2]


def test_the_writer_outlives_whatever_a_piece_of_work_raises(site: Site) -> None:
    def leave(session: Session) -> int:
        raise SystemExit(3)

    first, gone = _in_one_batch(site, [lambda own: _add(own, 1), leave])
    assert first.result() == 1
    with pytest.raises(SystemExit):
        gone.result()
    assert site.writer.write(lambda session: _add(session, 2)) == 2
    assert _versions(site) == [1, 2]
