"""How answers reach the disk: several at a time, none told 'received' before its bytes are synced.

On SQLite one thread writes for all. It takes what has come in, writes it in one transaction and syncs once, so that
waiting senders share the cost of the sync and none starves. PostgreSQL groups commits by itself.
"""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

Result = TypeVar("Result")
Item = tuple[Callable[[Session], Any], Future[Any]]
"""A piece of work, and where its sender waits."""

BATCH = 64
PATIENCE = 60.0
"""Seconds a sender waits before she is told to try again; her retry finds what was written meanwhile."""


class Undone(Exception):
    """The database took the whole transaction back by itself, as SQLite does when the disk is full."""


class Writer:
    """Runs pieces of work that write, each in its own savepoint; `write` returns after the data is on disk."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._shared = engine.dialect.name == "sqlite"
        self._queue: queue.SimpleQueue[Item | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def write(self, work: Callable[[Session], Result]) -> Result:
        """Run `work(session)` and commit; return its (plain) result once it is durable.

        Whatever `work` raises is raised here and nothing of it is kept. Raises TimeoutError after PATIENCE seconds.
        The caller must not hold a write transaction of its own.
        """
        if not self._shared:
            with Session(self._engine) as session, session.begin():
                return work(session)
        self._start()
        future: Future[Result] = Future()
        self._queue.put((work, future))
        return future.result(PATIENCE)

    def close(self) -> None:
        """Write what is waiting and end the thread."""
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join()
            self._thread = None

    def _start(self) -> None:
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="ledger-writer", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            batch = [first]
            ending = False
            while len(batch) < BATCH and not self._queue.empty():
                item = self._queue.get()
                if item is None:
                    ending = True
                    break
                batch.append(item)
            self._write(batch)
            if ending:
                return

    def _write(self, batch: list[Item]) -> None:
        """Write the batch and tell its senders. Nobody is told 'done' before the commit has come back."""
        told: list[tuple[Future[Any], Any, BaseException | None]] = []
        try:
            with Session(self._engine) as session, session.begin():
                for work, future in batch:
                    told.append((future, *_attempt(session, work)))
        except Undone as undone:  # one piece of work undid what the others had written: each gets a transaction of its own
            if len(batch) > 1:
                for item in batch:
                    self._write([item])
                return
            told = [(batch[0][1], None, undone.__cause__)]
        except BaseException as error:  # the commit itself failed: nobody's answer is on disk
            told = [(future, None, error) for _work, future in batch]
        for future, result, problem in told:
            if problem is None:
                future.set_result(result)
            else:
                future.set_exception(problem)


def _attempt(session: Session, work: Callable[[Session], Any]) -> tuple[Any, BaseException | None]:
    """What the work returned, or raised with all its doing taken back. Raises Undone when more than that is gone."""
    try:
        with session.begin_nested():
            return work(session), None
    except BaseException as error:
        # After a full disk the driver would take the next statements and the COMMIT without a word, outside of any
        # transaction: those written before would be told 'received' and be nowhere.
        connection = session.connection().connection.driver_connection
        if connection is None or not connection.in_transaction:
            raise Undone from error
        return None, error
