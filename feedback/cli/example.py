"""`langnghe demo`: the worked example, from nothing to a site to walk through; a second run starts at once."""

import subprocess
import sys
import time

import click
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback import config
from feedback.app import create_app
from feedback.cli.office import prepare
from feedback.cli.serving import serve
from feedback.consultations.models import Consultation
from feedback.db import db
from feedback.demo import load
from feedback.findings.models import Run
from feedback.jobs import service as jobs
from feedback.ledger.models import Submission

ANALYSIS = "find_themes"


@click.command(help="Ví dụ mẫu: tạo dữ liệu, phân tích rồi mở trang web. Chạy lại thì giữ nguyên dữ liệu.")
@click.option("--serve/--no-serve", "with_site", default=True, help="Mở trang web sau khi tạo xong (mặc định: có).")
@click.option("--port", type=int, default=None, help="Cổng, mặc định 8000.")
@click.pass_context
def demo(context: click.Context, with_site: bool, port: int | None) -> None:
    """Set the example up if it is not there, analyse it if that was not done, and serve it."""
    settings = config.load()
    app = create_app(settings)
    prepare(app)
    if not _whole(app):
        with click.progressbar(length=load.count(), label="Tạo ví dụ mẫu", show_eta=False) as bar:
            load.plant(app.extensions["writer"], settings.secret, bar.update)
    if not _analysed(app):
        _analyse(app)
    app.extensions["writer"].close()
    _tell(settings, port or settings.port)
    if with_site:
        context.invoke(serve, host=None, port=port, with_worker=True)


def _whole(app: Flask) -> bool:
    """Whether the example is there with all its submissions: a first run may have been interrupted."""
    with app.app_context():
        query = select(func.count(Submission.id)).join(Consultation).where(Consultation.slug == load.SLUG)
        return (db.session.scalar(query) or 0) >= load.count()


def _number(session: Session) -> int:
    return session.execute(select(Consultation.id).where(Consultation.slug == load.SLUG)).scalar_one()


def _analysed(app: Flask) -> bool:
    with app.app_context():
        number = _number(db.session())
        return db.session.scalar(select(Run.id).where(Run.consultation_id == number).limit(1)) is not None


def _analyse(app: Flask) -> None:
    """Run the analysis as staff do: a job for a worker of its own process, followed with a progress bar."""
    with app.app_context():
        number = _number(db.session())
        session = db.session()
        job = jobs.active(session, number) or jobs.ask(session, ANALYSIS, number, None, {})
        job_id = job.id
        db.session.commit()
    app.extensions["queue"].push(job_id)
    worker = subprocess.Popen([sys.executable, "-m", "feedback.cli.main", "worker"])
    try:
        _follow(app, number, worker)
    finally:
        worker.terminate()
        worker.wait(15)


def _follow(app: Flask, number: int, worker: "subprocess.Popen[bytes]") -> None:
    with click.progressbar(length=100, label="Phân tích ý kiến", show_eta=False) as bar:
        while True:
            with app.app_context():
                job = jobs.latest(db.session(), number)
            if job is None or job.status not in jobs.ACTIVE:
                break
            if worker.poll() is not None:
                raise click.ClickException("Bộ phận phân tích dừng đột ngột. Hãy chạy lại 'make demo'.")
            bar.update(max(0, round(job.progress * 100) - bar.pos))
            time.sleep(0.2)
        if job is not None and job.status == jobs.DONE:
            bar.update(100 - bar.pos)
    if job is None or job.status != jobs.DONE:
        raise click.ClickException(job.error if job and job.error else "Phân tích chưa xong. Hãy chạy lại 'make demo'.")


def _tell(settings: config.Config, port: int) -> None:
    site = f"http://{settings.host}:{port}"
    click.echo(f"\nNgười dân góp ý:  {site}/y-kien/{load.SLUG}\nCán bộ đăng nhập:  {site}/dang-nhap\n")
    click.echo(f"Mật khẩu của các tài khoản mẫu: {load.PASSWORD}")
    for person in load.STAFF:
        click.echo(f"  {person.login:<10} {person.does}")
    click.echo("")
