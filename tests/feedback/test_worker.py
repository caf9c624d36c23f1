"""The worker may be killed at any moment: the next one finishes what it left. The web process stays light."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from feedback.accounts.models import Account
from feedback.errors import Conflict
from feedback.findings import service
from feedback.findings.models import Placement, Run, Theme
from feedback.jobs import service as jobs
from feedback.jobs.models import CANCELLED, DONE, RUNNING, Job
from feedback.worker import LOCK, alone, run
from tests.cast import Cast, consultation
from tests.feedback.findings.sample import ALL, tell_all
from tests.site import Site

ROOT = Path(__file__).resolve().parent.parent.parent

WORKER = textwrap.dedent(
    """
    import sys, time
    from pathlib import Path
    from feedback import config, worker
    from feedback.app import create_app

    def hang_half_way(engine, order, progress):
        def half(share, stage):
            progress(share, stage)
            while share >= 0.5:
                time.sleep(1)
        worker.find_themes(engine, order, half)

    home, database, how = sys.argv[1:]
    app = create_app(config.Config(home=Path(home), database=database, secret="a test's secret"))
    worker.run(app, handlers={"find_themes": hang_half_way} if how == "hang" else worker.HANDLERS)
    """
)


def start(site: Site, how: str) -> subprocess.Popen[bytes]:
    """A worker as a process of its own; with 'hang' it never gets past half of its job."""
    settings = site.app.extensions["langnghe"]
    command = [sys.executable, "-c", WORKER, str(settings.home), settings.database, how]
    return subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)})


def until(true: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    """Wait until it is true; the worker must live as long."""
    end = time.monotonic() + 120
    while not true():
        assert process.poll() is None, "the worker ended by itself"
        assert time.monotonic() < end, "nothing happened for two minutes"
        time.sleep(0.05)


def ask(site: Site, number: int) -> int:
    with site.session() as session:
        account = session.scalars(select(Account).where(Account.login == "analyst")).one()
        return service.ask_run(session, service.lock(session, number), account, 3).id


def state(site: Site, job: int) -> tuple[str, float]:
    with site.session() as session:
        found = session.get_one(Job, job)
        return found.status, found.progress


def counts(site: Site) -> tuple[int, int, int]:
    with site.session() as session:
        found = [session.scalar(select(func.count(kind.id))) or 0 for kind in (Run, Theme, Placement)]
        return found[0], found[1], found[2]


def test_a_job_left_by_a_killed_worker_is_finished_by_the_next(cast: Cast) -> None:
    site = cast.site
    number = consultation(site)
    tell_all(site, number)
    job = ask(site, number)  # no worker runs and the number was never pushed: the row alone tells
    killed = start(site, "hang")
    try:
        until(lambda: state(site, job)[1] >= 0.5, killed)
        assert state(site, job)[0] == RUNNING
        with pytest.raises(Conflict), alone(site.app.extensions["langnghe"].home / LOCK):
            pass
    finally:
        killed.send_signal(signal.SIGKILL)
        killed.wait(30)
    assert state(site, job)[0] == RUNNING
    assert counts(site) == (0, 0, 0)  # nothing half written

    following = start(site, "work")
    try:
        until(lambda: state(site, job)[0] == DONE, following)
        assert counts(site)[0] == 1
        assert counts(site)[2] == len(ALL)
        second = ask(site, number)
        site.app.extensions["queue"].push(second)  # as the web process does while the worker runs
        until(lambda: state(site, second)[0] == DONE, following)
    finally:
        following.terminate()
        assert following.wait(30) == 0
    assert counts(site)[0] == 2


def test_once_empties_the_queue_and_skips_what_was_stopped(cast: Cast) -> None:
    site = cast.site
    first, second = consultation(site), consultation(site, "hai")
    tell_all(site, first)
    tell_all(site, second)
    done, stopped = ask(site, first), ask(site, second)
    for job in (done, stopped, done):  # a number that comes twice is done once
        site.app.extensions["queue"].push(job)
    with site.session() as session:
        jobs.stop(jobs.get(session, stopped))  # type: ignore[arg-type]
    run(site.app, once=True)
    assert state(site, done) == (DONE, 1.0)
    assert state(site, stopped)[0] == CANCELLED
    assert counts(site)[0] == 1


def test_the_web_process_loads_no_heavy_library() -> None:
    heavy = "{'sklearn', 'numpy', 'scipy', 'feedback.findings.jobs', 'feedback.worker'}"
    code = f"import feedback.app, sys; print(sorted({heavy} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
