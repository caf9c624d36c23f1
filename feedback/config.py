"""Settings, read from the environment once at start-up.

Everything an office may set has a name starting with LANGNGHE_; docs/settings.md lists them.
"""

import contextlib
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

MAX_UPLOAD = 40 * 1024 * 1024
"""Bytes of the largest file anyone may upload. A 400 kB law is the largest draft expected; scans are refused anyway."""


@dataclass(frozen=True)
class Config:
    """What the application is told from outside."""

    home: Path
    database: str
    secret: str
    host: str = "127.0.0.1"
    port: int = 8000
    trusted_hosts: tuple[str, ...] = ()
    secure_cookies: bool = False
    proxy: str = ""
    testing: bool = False

    @property
    def queue(self) -> Path:
        """File of the job queue."""
        return self.home / "jobs.db"


def load(home: Path | None = None, *, testing: bool = False) -> Config:
    """Settings from the environment; the home folder and the secret key are made when missing.

    Raises OSError when the home folder cannot be written.
    """
    home = (home or Path(os.environ.get("LANGNGHE_HOME", "instance"))).resolve()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)  # telephone numbers lie in it
    hosts = os.environ.get("LANGNGHE_HOSTS", "")
    return Config(
        home=home,
        database=os.environ.get("LANGNGHE_DATABASE") or f"sqlite:///{home / 'langnghe.db'}",
        secret=os.environ.get("LANGNGHE_SECRET") or _secret(home / "secret_key"),
        host=os.environ.get("LANGNGHE_HOST", "127.0.0.1"),
        port=int(os.environ.get("LANGNGHE_PORT", "8000")),
        trusted_hosts=tuple(host.strip() for host in hosts.split(",") if host.strip()),
        secure_cookies=os.environ.get("LANGNGHE_HTTPS", "") == "1",
        proxy=os.environ.get("LANGNGHE_PROXY", ""),
        testing=testing,
    )


def _secret(path: Path) -> str:
    """The key that signs cookies and receipt codes. Losing it makes every receipt unreadable, so it is kept on disk."""
    if not path.exists():
        _make_secret(path)
    return path.read_text(encoding="ascii").strip()


def _make_secret(path: Path) -> None:
    """Write a new key, unless another process starting at the same moment was first: the file is whole or not there."""
    with tempfile.NamedTemporaryFile("w", encoding="ascii", dir=path.parent) as file:  # readable by its owner alone
        file.write(secrets.token_hex(32))
        file.flush()
        os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(file.name, path)
