"""The entry point: finds the command asked for and turns every expected error into one Vietnamese sentence, exit 2."""

import importlib
import sys
from typing import NoReturn

import click

from feedback.errors import UserError

COMMANDS = {
    "serve": "feedback.cli.serving:serve",
    "worker": "feedback.cli.serving:worker",
    "init": "feedback.cli.office:init",
    "user": "feedback.cli.office:user",
    "journal": "feedback.cli.office:journal",
    "demo": "feedback.cli.example:demo",
    "draft": "feedback.cli.files:draft",
    "themes": "feedback.cli.files:themes",
    "form": "feedback.cli.form:form",
    "duplicates": "feedback.cli.duplicates:duplicates",
    "groups": "feedback.cli.votes:groups",
    "stance": "feedback.cli.stance:stance",
    "report": "feedback.cli.documents:report",
    "docs": "feedback.cli.documents:docs",
}


class Lazy(click.Group):
    """A group that imports a command's module when the command is called: `serve` must not load scikit-learn."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands, in the order of COMMANDS."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.group(cls=Lazy, help="Lắng Nghe: lấy ý kiến Nhân dân về dự thảo chính sách và tổng hợp thành báo cáo.")
def langnghe() -> None:
    """All commands."""


def main() -> NoReturn:
    """Run the command line; exit 0, or 2 with one sentence on standard error."""
    try:
        code = langnghe.main(standalone_mode=False)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except click.ClickException as error:
        _refuse(_sentence(error))
    except UserError as error:
        _refuse(str(error.sentence))
    except OSError as error:
        if error.filename is None:  # no file that the user named: a fault of the program or the machine
            raise
        _refuse(f"Không mở hoặc không ghi được {error.filename}; hãy kiểm tra đường dẫn và quyền ghi.")
    sys.exit(code if isinstance(code, int) else 0)


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(2)


def _sentence(error: click.ClickException) -> str:
    """Click's own complaints in Vietnamese."""
    help_line = "Gõ thêm --help để xem cách dùng."
    if isinstance(error, click.NoSuchOption):
        return f"Không có tùy chọn {error.option_name}. {help_line}"
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(click.Context(langnghe)) if error.param else ""
        option = error.param.opts[0] if error.param and error.param.opts else name
        return f"Thiếu {option if option.startswith('-') else name}. {help_line}"
    if isinstance(error, click.BadParameter):
        return f"Giá trị của {error.param.opts[0] if error.param else 'tham số'} không đúng. {help_line}"
    if isinstance(error, click.UsageError):
        return f"Lệnh chưa đúng. {help_line}"
    return error.format_message()


if __name__ == "__main__":
    main()
