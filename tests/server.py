"""The real server as a process of its own, to be looked at with a browser or killed."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Server:
    """`langnghe serve` on a database; `worker=True` also runs the worker."""

    home: Path
    database: str
    worker: bool = False
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Address of the site, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What the process is told: where its data is, and nothing about HTTPS or other hosts."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("LANGNGHE_")}
        return own | {"LANGNGHE_HOME": str(self.home), "LANGNGHE_DATABASE": self.database}

    def command(self, *arguments: str) -> str:
        """Run one `langnghe` command to its end and return what it printed; raises CalledProcessError if it fails."""
        done = subprocess.run(
            [sys.executable, "-m", "feedback.cli.main", *arguments],
            cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True, timeout=180,
        )  # fmt: skip
        return done.stdout

    def start(self, seconds: float = 60.0) -> "Server":
        """Start and wait until it answers."""
        more = ["--worker"] if self.worker else []
        with open(self.home / "server.log", "ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "feedback.cli.main", "serve", "--port", str(self.port), *more],
                cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        ending = time.monotonic() + seconds
        while time.monotonic() < ending:
            if self.process.poll() is not None:
                break
            try:
                urllib.request.urlopen(f"{self.url}/dang-nhap", timeout=5).close()
                return self
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.05)
        raise RuntimeError(f"the server did not start: {(self.home / 'server.log').read_text()[-3000:]}")

    def kill(self) -> None:
        """kill -9: no time to finish anything."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def kill_group(self) -> None:
        """Leave nothing of it behind, even if the server itself has ended."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def stop(self) -> None:
        """End it as an administrator would."""
        if self.process is None or self.process.poll() is not None:
            return
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.kill()
