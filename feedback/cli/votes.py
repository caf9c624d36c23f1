"""`langnghe groups`: who thinks alike, from a file of votes; without a database or a server."""

from pathlib import Path

import click

from analysis.inputs import AnalysisError
from analysis.votes.files import groups_of_file
from analysis.votes.wording import cautions


@click.command(help="Xếp những người biểu thị trong một tệp CSV (voter-id, comment-id, vote) vào nhóm quan điểm.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--k", default="auto", help="Số nhóm, hoặc auto.")
@click.option("--seed", type=int, default=1, help="Số gieo ngẫu nhiên: cùng số thì cùng kết quả.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Thư mục kết quả.")
@click.option("--predict", type=click.Path(path_type=Path), default=None,
              help="Tệp CSV (voter-id, comment-id) các cặp cần đoán.")  # fmt: skip
@click.option("--statements", type=click.Path(path_type=Path), default=None,
              help="Tệp CSV nhận định (comment-id, comment-body, moderated, is-meta): lời, và nhận định bị loại.")  # fmt: skip
@click.option("--compatible", is_flag=True, help="Xếp nhóm như Polis, để so với kết quả Polis đã công bố.")
def groups(
    file: Path, k: str, seed: int, out: Path, predict: Path | None, statements: Path | None, compatible: bool
) -> None:
    """Write participants.csv, statements.csv, groups.json and run.json, and say how far to trust them."""
    try:
        result = groups_of_file(file, k, seed, out, predict=predict, statements=statements, compatible=compatible)
    except AnalysisError as error:
        raise click.ClickException(str(error)) from error
    for sentence in cautions(result):
        click.echo(sentence)
    click.echo(f"{result.n_groups} nhóm. Đã ghi participants.csv, statements.csv, groups.json và run.json vào {out}")
