"""The queue between web and worker: a huey file beside the database. It carries job numbers; the rows tell the rest."""

from collections.abc import Callable
from pathlib import Path

from huey import SqliteHuey, crontab


class Queue:
    """Hands job numbers from the web process to the worker.

    `run` is what the worker does with a number; the web process leaves it out and only pushes.
    """

    def __init__(self, path: Path, run: Callable[[int], None] | None = None) -> None:
        self.huey = SqliteHuey("langnghe", filename=str(path), results=False, fsync=True)

        @self.huey.task(name="job")  # type: ignore[untyped-decorator]
        def job(number: int) -> None:
            if run is None:
                raise RuntimeError("this process only pushes")
            run(number)

        self._task = job

    def push(self, number: int) -> None:
        """Put a committed job's number into the queue."""
        self._task(number)

    def daily(self, work: Callable[[], None]) -> None:
        """Let the worker do `work` each night at three."""
        self.huey.periodic_task(crontab(minute="0", hour="3"), name="daily")(work)

    def clear(self) -> None:
        """Forget all numbers: a starting worker fills the queue again from the rows."""
        self.huey.flush()
