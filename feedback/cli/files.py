"""Commands that work on files alone, without a database or a server: `langnghe draft parse`, `langnghe themes`."""

import json
from pathlib import Path

import click

from analysis.files import AnalysisError, themes_of_file
from surveys.drafts.errors import DraftError
from surveys.drafts.read import parse_file


@click.group(help="Dự thảo văn bản.")
def draft() -> None:
    """Drafts as clause trees."""


@draft.command("parse", help="Đọc một dự thảo (.docx, .txt, .md) thành cây điều khoản, ghi ra JSON.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "out", type=click.Path(path_type=Path), default=None, help="Tệp JSON; để trống thì in ra màn hình.")
def parse(file: Path, out: Path | None) -> None:
    """Write the clause tree of a draft as JSON."""
    try:
        text = json.dumps(parse_file(file), ensure_ascii=False, indent=1)
    except DraftError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"Không mở được tệp {file}.") from error
    if out is None:
        click.echo(text)
    else:
        out.write_text(text + "\n", encoding="utf-8")


@click.command(help="Xếp các ý kiến trong một tệp CSV vào nhóm.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--text", "text_column", required=True, help="Tên cột chứa ý kiến.")
@click.option("--id", "id_column", default=None, help="Tên cột chứa mã; để trống thì dùng số thứ tự.")
@click.option("--k", default="auto", help="Số nhóm, hoặc auto.")
@click.option("--seed", type=int, default=1, help="Số gieo ngẫu nhiên: cùng số thì cùng kết quả.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Thư mục kết quả.")
def themes(file: Path, text_column: str, id_column: str | None, k: str, seed: int, out: Path) -> None:
    """Group the opinions of a CSV file into themes, with a progress bar on a terminal."""
    with click.progressbar(length=100, label="Phân tích", show_eta=False) as bar:

        def advance(share: float, stage: str) -> None:
            bar.label = stage
            bar.update(max(0, round(share * 100) - bar.pos))

        try:
            themes_of_file(file, text_column, id_column, k, seed, out, advance)
        except AnalysisError as error:
            raise click.ClickException(str(error)) from error
    click.echo(f"Đã ghi assignments.csv, themes.json và run.json vào {out}")
