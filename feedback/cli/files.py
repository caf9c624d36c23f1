"""Commands that work on files alone, without a database or a server: `langnghe draft parse`, `draft align`, `themes`."""

import json
from pathlib import Path
from typing import Any

import click

from analysis.files import themes_of_file
from analysis.inputs import AnalysisError
from surveys.drafts.align import align
from surveys.drafts.errors import DraftError
from surveys.drafts.read import parse_file
from surveys.drafts.tree import from_json


@click.group(help="Dự thảo văn bản.")
def draft() -> None:
    """Drafts as clause trees."""


@draft.command("parse", help="Đọc một dự thảo (.docx, .odt, .pdf, .txt, .md) thành cây điều khoản, ghi ra JSON.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "out", type=click.Path(path_type=Path), default=None, help="Tệp JSON; để trống thì in ra màn hình.")
def parse(file: Path, out: Path | None) -> None:
    """Write the clause tree of a draft as JSON."""
    _give(json.dumps(_read(file), ensure_ascii=False, indent=1), out)


@draft.command("align", help="So hai bản của một dự thảo: điều khoản nào giữ nguyên, sửa, chuyển, gộp, tách, mới, bỏ.")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("-o", "out", type=click.Path(path_type=Path), default=None, help="Tệp JSON; để trống thì in ra màn hình.")
def align_files(old: Path, new: Path, out: Path | None) -> None:
    """Write as JSON what became of each clause of the old version in the new one."""
    matches = align(from_json(_read(old)).nodes, from_json(_read(new)).nodes)
    rows = [{"old": match.old, "new": match.new, "kind": match.kind, "score": match.score} for match in matches]
    _give(json.dumps(rows, ensure_ascii=False, indent=1), out)


def _read(file: Path) -> dict[str, Any]:
    try:
        return parse_file(file)
    except DraftError as error:
        raise click.ClickException(f"{file.name}: {error}") from error
    except OSError as error:
        raise click.ClickException(f"Không mở được tệp {file}.") from error


def _give(text: str, out: Path | None) -> None:
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
