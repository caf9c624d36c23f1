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

BATCH = 64
PATIENCE = 60.0
"""Seconds a sender waits before she is told to try again; her retry finds what was written meanwhile."""


class Writer:
    """Runs pieces of work that write, each in its own savepoint; `write` returns after the data is on disk."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._shared = engine.dialect.name == "sqlite"
        self._queue: queue.SimpleQueue[tuple[Callable[[Session], Any], Future[Any]] | None] = queue.SimpleQueue()
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
            if self._thread is None:
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

    def _write(self, batch: list[tuple[Callable[[Session], Any], Future[Any]]]) -> None:
        done: list[tuple[Future[Any], Any]] = []
        failed: list[tuple[Future[Any], BaseException]] = []
        try:
            with Session(self._engine) as session, session.begin():
                for work, future in batch:
                    try:
                        with session.begin_nested():
                            result = work(session)
                        done.append((future, result))
                    except Exception as error:
                        failed.append((future, error))
        except Exception as error:  # the commit itself failed: nobody's answer is on disk
            failed += [(future, error) for future, _ in done]
            done = []
        for future, result in done:
            future.set_result(result)
        for future, problem in failed:
            future.set_exception(problem)
