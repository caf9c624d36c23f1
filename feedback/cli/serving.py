"""`langnghe serve` and `langnghe worker`."""

import contextlib
import signal
import subprocess
import sys
from collections.abc import Iterator

import click
import waitress

from feedback import config
from feedback.app import create_app
from feedback.cli.office import require_data

THREADS = 16
MAX_BODY = 64 * 1024 * 1024


@click.command(help="Mở trang web. Thêm --worker để chạy luôn bộ phận phân tích.")
@click.option("--host", default=None, help="Địa chỉ mạng, mặc định 127.0.0.1.")
@click.option("--port", type=int, default=None, help="Cổng, mặc định 8000.")
@click.option("--worker", "with_worker", is_flag=True, help="Chạy kèm bộ phận phân tích.")
def serve(host: str | None, port: int | None, with_worker: bool) -> None:
    """Serve the site until interrupted."""
    settings = config.load()
    app = create_app(settings)
    require_data(app)
    host, port = host or settings.host, port or settings.port
    signal.signal(signal.SIGTERM, _end)
    with child_worker() if with_worker else contextlib.nullcontext():
        click.echo(f"Trang web đang mở tại http://{host}:{port}  (bấm Ctrl+C để dừng)")
        try:
            waitress.serve(app, host=host, port=port, **options(settings))
        finally:
            app.extensions["writer"].close()


def _end(_number: int, _frame: object) -> None:
    """Told to end (by systemd, say): leave by the ordinary way, so that the worker is ended too."""
    raise SystemExit(0)


def options(settings: config.Config) -> dict[str, object]:
    """How Waitress serves. Behind another web server the visitor's own address and https are taken from its headers."""
    told: dict[str, object] = {"threads": THREADS, "max_request_body_size": MAX_BODY, "ident": None}
    if settings.proxy:
        headers = {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"}
        return told | {"trusted_proxy": settings.proxy, "trusted_proxy_headers": headers}
    return told | {"url_scheme": "https" if settings.secure_cookies else "http"}


@contextlib.contextmanager
def child_worker() -> Iterator[None]:
    """The worker as a process of its own (it loads scikit-learn, the web process never does), ended with the block."""
    process = subprocess.Popen([sys.executable, "-m", "feedback.cli.main", "worker"])
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


@click.command(help="Chạy bộ phận phân tích (làm các việc chạy nền).")
def worker() -> None:
    """Run background jobs until interrupted."""
    from feedback import worker as background  # noqa: PLC0415  (loads scikit-learn: only in the worker's process)

    app = create_app(config.load())
    require_data(app)
    background.run(app)
