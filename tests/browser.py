"""A Chromium for the tests: one that is there, else the distribution's, else Playwright's own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Error, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
QUIET = (
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


class Missing(Exception):
    """No Chromium is here and none could be installed."""


def find() -> str:
    """Path of a Chromium, installed now if need be. Raises Missing, saying what was tried."""
    return _present() or _from_distribution() or _from_playwright() or _give_up()


def _give_up() -> str:
    raise Missing("no Chromium found, and neither apt-get (as root) nor 'playwright install chromium' gave one")


def _present() -> str | None:
    chosen = os.environ.get("LANGNGHE_CHROMIUM")
    if chosen and Path(chosen).exists():
        return chosen
    return next((path for name in NAMES if (path := shutil.which(name))), None) or _playwrights_own()


def _playwrights_own() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _from_distribution() -> str | None:
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return None
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    own = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation2"]):
        subprocess.run(["apt-get", *command], env=own, timeout=900, check=False, **quiet)  # type: ignore[call-overload]
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def _from_playwright() -> str | None:
    subprocess.run(
        [sys.executable, "-m", "playwright", "install", "chromium"], timeout=900, check=False,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    return _playwrights_own()


@contextmanager
def launch(path: str) -> Iterator[Browser]:
    """A headless browser that talks to nobody but the pages it is shown."""
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=[*QUIET, *root])
        except Error as reason:
            raise Missing(f"{path} does not start: {reason}") from reason
        try:
            yield browser
        finally:
            browser.close()
