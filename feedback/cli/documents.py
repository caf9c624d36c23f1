"""`langnghe report SLUG -o FILE` and `langnghe docs`."""

from pathlib import Path

import click

from feedback import config
from feedback.app import ROOT, create_app
from feedback.cli import reference
from feedback.cli.office import require_data
from feedback.db import db
from feedback.reports.service import report_file


@click.command(help="Ghi báo cáo của một đợt lấy ý kiến ra tệp .docx (đợt ví dụ: demo).")
@click.argument("slug")
@click.option("-o", "out", type=click.Path(path_type=Path), required=True, help="Tệp kết quả, đuôi .docx.")
def report(slug: str, out: Path) -> None:
    """Compose the report of a consultation and write it."""
    app = create_app(config.load())
    require_data(app)
    with app.app_context():
        report_file(db.session(), slug, out)
    click.echo(f"Đã ghi {out}")


@click.command(help="Ghi lại docs/schema.md, docs/access.md và docs/settings.md từ chương trình.")
def docs() -> None:
    """Write the reference pages that are made from the code."""
    app = create_app(config.load())
    for name, text in reference.pages(app).items():
        (ROOT / "docs" / name).write_text(text, encoding="utf-8")
