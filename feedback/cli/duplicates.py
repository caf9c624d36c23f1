"""`langnghe duplicates`: which opinions of a file are copies of one another; without a database or a server."""

from pathlib import Path

import click

from analysis.duplicates.files import duplicates_of_file
from analysis.inputs import AnalysisError


@click.command(help="Tìm các ý kiến giống hệt hoặc gần giống nhau trong một tệp CSV, ghi ra tệp CSV (id, cluster).")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--text", "text_column", required=True, help="Tên cột chứa ý kiến.")
@click.option("--id", "id_column", default=None, help="Tên cột chứa mã; để trống thì dùng số thứ tự.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Tệp CSV kết quả.")
def duplicates(file: Path, text_column: str, id_column: str | None, out: Path) -> None:
    """Write the cluster of each opinion and say how many are folded."""
    try:
        result = duplicates_of_file(file, text_column, id_column, out)
    except AnalysisError as error:
        raise click.ClickException(str(error)) from error
    folded = sum(cluster.signers for cluster in result.clusters)
    click.echo(
        f"{len(result.labels)} ý kiến, trong đó {folded} ý kiến giống nhau gộp thành {len(result.clusters)} cụm. "
        f"Đã ghi vào {out}"
    )
