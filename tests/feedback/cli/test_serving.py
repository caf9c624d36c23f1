"""How the site is served: alone, or behind another web server."""

import threading
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import waitress
from waitress import wasyncore

from feedback.cli.serving import options
from feedback.config import Config

FORWARDED = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "ykien.example.vn"}


def _echo(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    start("200 OK", [("Content-Type", "text/plain")])
    return [" ".join((environ["wsgi.url_scheme"], environ["REMOTE_ADDR"], environ["HTTP_HOST"].split(":")[0])).encode()]


def _asked(address: str) -> urllib.request.Request:
    return urllib.request.Request(address, headers=FORWARDED)


@contextmanager
def _serving(told: dict[str, Any]) -> Iterator[str]:
    """The echo behind Waitress, in a thread that ends by itself; its address."""
    sockets: dict[Any, Any] = {}
    server, over = waitress.create_server(_echo, map=sockets, host="127.0.0.1", port=0, **told), threading.Event()

    def loop() -> None:
        while not over.is_set():
            wasyncore.loop(0.05, map=sockets, count=1)

    thread = threading.Thread(target=loop)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}/"
    finally:
        over.set()
        thread.join()
        server.task_dispatcher.shutdown()
        wasyncore.close_all(sockets)


@pytest.mark.parametrize(
    ("setting", "seen"),
    [
        ({}, "http 127.0.0.1 127.0.0.1"),
        ({"secure_cookies": True}, "https 127.0.0.1 127.0.0.1"),
        ({"proxy": "127.0.0.1"}, "https 203.0.113.9 ykien.example.vn"),
        ({"proxy": "198.51.100.7"}, "http 127.0.0.1 127.0.0.1"),
    ],
)
def test_who_asks_is_taken_from_the_web_server_in_front_and_from_nobody_else(setting: dict[str, Any], seen: str) -> None:
    settings = Config(home=Path(), database="", secret="", **setting)
    with _serving(options(settings)) as address, urllib.request.urlopen(_asked(address), timeout=10) as answer:
        assert answer.read().decode() == seen
