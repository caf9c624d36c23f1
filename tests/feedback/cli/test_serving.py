"""The server as a process: how it ends."""

import signal
import time
from pathlib import Path

import pytest

from feedback.errors import Conflict
from feedback.worker import LOCK, alone
from tests.server import Server


def _is_free(lock: Path) -> bool:
    try:
        with alone(lock):
            return True
    except Conflict:
        return False


def _within(seconds: float, lock: Path, *, free: bool) -> bool:
    ending = time.monotonic() + seconds
    while _is_free(lock) is not free and time.monotonic() < ending:
        time.sleep(0.1)
    return _is_free(lock) is free


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_ending_the_server_ends_its_worker(database: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    server = Server(home, database, worker=True).start()
    try:
        assert _within(30, home / LOCK, free=False), "the worker did not start"
        assert server.process is not None
        server.process.send_signal(signal.SIGTERM)  # to the server alone, as a service manager may
        server.process.wait(15)
        assert _within(15, home / LOCK, free=True), "the worker was left behind"
    finally:
        server.kill_group()
