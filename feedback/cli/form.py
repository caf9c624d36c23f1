"""Commands on forms as files, without a database or a server: `langnghe form check`, `langnghe form evaluate`."""

import json
from pathlib import Path
from typing import Any

import click

from feedback import clock
from surveys.conditions.errors import CircularError, LogicError
from surveys.conditions.evaluate import evaluate
from surveys.conditions.logic import Logic, logic_from_json
from surveys.conditions.scope import World
from surveys.formats.errors import FormError, FormRefused
from surveys.formats.xlsform.read import Problem, read_xlsform


@click.group(help="Phiếu khảo sát theo mẫu XLSForm.")
def form() -> None:
    """Forms as workbooks."""


@form.command("check", help="Kiểm tra logic của một phiếu (.xlsx): mỗi dòng một vấn đề; mã thoát 1 nếu có lỗi.")
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> int:
    """Print the problems of a form, one a line; 1 if any is grave."""
    try:
        _, problems = _read(file)
    except FormRefused as refusal:
        problems = (Problem(str(refusal)),)
    except FormError as error:
        raise click.ClickException(str(error)) from error
    for problem in problems:
        click.echo(str(problem))
    grave = sum(problem.grave for problem in problems)
    click.echo(f"Có {grave} lỗi phải sửa." if grave else "Logic của phiếu dùng được.", err=True)
    return 1 if grave else 0


@form.command("evaluate", help="Tính logic của một phiếu (.xlsx) cho một bộ câu trả lời (JSON: tên câu hỏi → giá trị).")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("answers", type=click.Path(path_type=Path))
def evaluate_form(file: Path, answers: Path) -> None:
    """Print {"relevant", "errors", "values"} as JSON; doubts go to standard error."""
    try:
        logic, problems = _read(file)
    except FormError as error:
        raise click.ClickException(str(error)) from error
    for problem in problems:
        if problem.grave:
            raise click.ClickException(str(problem))
        click.echo(str(problem), err=True)
    try:
        outcome = evaluate(logic, _answers(answers), World(now=clock.now())).to_json()
    except LogicError as error:
        raise click.ClickException(str(error)) from error
    shown = {key: outcome[key] for key in ("relevant", "errors", "values")}
    click.echo(json.dumps(shown, ensure_ascii=False, indent=1))


def _read(file: Path) -> tuple[Logic, tuple[Problem, ...]]:
    """The logic of a workbook, or of a .json written by `Logic.to_json`. Raises FormError."""
    data = _bytes(file)
    if file.suffix.lower() == ".json":
        return _stored(data, file), ()
    if file.suffix.lower() != ".xlsx":
        raise FormError(f"Chưa đọc được tệp {file.name}: hãy dùng phiếu XLSForm lưu ở dạng .xlsx.")
    read = read_xlsform(data)
    return read.logic, read.problems


def _stored(data: bytes, file: Path) -> Logic:
    try:
        logic = logic_from_json(_json(data, file))
        _ = logic.order
    except CircularError as error:
        raise FormRefused(str(error)) from error
    except LogicError as error:
        raise FormError(str(error)) from error
    return logic


def _answers(file: Path) -> dict[str, Any]:
    answers = _json(_bytes(file), file)
    if not isinstance(answers, dict):
        raise click.ClickException(f"Tệp {file} phải là một nhóm giá trị JSON: tên câu hỏi và câu trả lời.")
    return answers


def _json(data: bytes, file: Path) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise click.ClickException(f"Tệp {file} không phải là JSON đọc được.") from error


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise click.ClickException(f"Không mở được tệp {file}.") from error
