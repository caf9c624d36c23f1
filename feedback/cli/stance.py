"""`langnghe stance`: what opinions stand for, learnt from labelled ones; without a database or a server."""

from pathlib import Path

import click

from analysis.inputs import AnalysisError
from analysis.stance_files import StanceOutcome, stance_of_file


@click.command(help="Đoán nhãn (tán thành, đề nghị sửa …) của các ý kiến, học từ những ý kiến đã được gắn nhãn.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--text", "text_column", required=True, help="Tên cột chứa ý kiến, ở cả hai tệp.")
@click.option("--train", type=click.Path(path_type=Path), required=True, help="Tệp CSV các ý kiến đã gắn nhãn.")
@click.option("--label", "label_column", required=True, help="Tên cột chứa nhãn trong tệp đã gắn nhãn.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Tệp CSV kết quả.")
@click.option("--id", "id_column", default=None, help="Tên cột chứa mã; để trống thì dùng cột id nếu có, không thì số thứ tự.")
@click.option("--seed", type=int, default=1, help="Số gieo ngẫu nhiên: cùng số thì cùng kết quả.")
@click.option("--wanted", type=float, default=0.95, show_default=True,
              help="Tỷ lệ đúng mong muốn; nhãn nào chưa đủ chắc thì đánh dấu để người xem.")  # fmt: skip
def stance(
    file: Path, text_column: str, train: Path, label_column: str, out: Path, id_column: str | None, seed: int, wanted: float
) -> None:
    """Write the stances and the run card, and say how far to trust them."""
    try:
        outcome = stance_of_file(
            file, text_column, train, label_column, out, id_column=id_column, seed=seed, wanted=wanted
        )
    except AnalysisError as error:
        raise click.ClickException(str(error)) from error
    click.echo(summary(outcome, wanted))
    click.echo(f"Đã ghi {out} và {outcome.card}")


def summary(outcome: StanceOutcome, wanted: float) -> str:
    """One or two sentences: how often the model was right on labelled opinions it had not seen, how many it leaves."""
    evidence, answered = outcome.model.evidence, outcome.stances.answered
    right = _comma(f"{evidence.accuracy:.1%}")
    tried = f"Thử trên chính các ý kiến đã gắn nhãn mà máy chưa xem, máy đoán đúng {right}."
    if evidence.threshold > 1:
        return f"{tried} Chưa đủ ý kiến gắn nhãn để tin được: mọi dòng đều cần người xem. Hãy gắn nhãn thêm."
    share, start = _comma(f"{100 * wanted:g}%"), _comma(f"{evidence.threshold:.2f}")
    return (
        f"{tried} Mong đúng {share} nên máy chỉ trả lời khi xác suất từ {start}: "
        f"{int(answered.sum())} ý kiến; {int((~answered).sum())} ý kiến cần người xem."
    )


def _comma(figure: str) -> str:
    """A figure as written in Vietnamese."""
    return figure.replace(".", ",")
