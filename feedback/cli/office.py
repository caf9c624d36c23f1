"""Setting an office up: `langnghe init`, `langnghe user …`, `langnghe journal verify`."""

import sys

import click
import flask_migrate
from flask import Flask
from sqlalchemy import inspect, select

from feedback import config
from feedback.accounts import service as accounts
from feedback.accounts.models import ROLES
from feedback.app import create_app
from feedback.db import db
from feedback.errors import UserError
from feedback.identity import consent
from feedback.journal import service as chain
from feedback.reports import letterhead
from feedback.units import tuyen_quang
from feedback.units.models import Unit
from feedback.units.service import by_name, find, standing


def require_data(app: Flask) -> None:
    """Raise UserError unless the database has been set up."""
    with app.app_context():
        if not inspect(db.engine).has_table("consultation"):
            raise UserError("Chưa có dữ liệu. Hãy chạy 'langnghe init' (hoặc 'make demo' để xem ví dụ).")


def prepare(app: Flask) -> None:
    """Bring the schema up to date and add what every office needs: units, consent wordings, letterhead. Repeatable."""
    with app.app_context():
        flask_migrate.upgrade()
        province = tuyen_quang.plant(db.session())
        consent.plant(db.session())
        letterhead.plant(db.session(), province)
        db.session.commit()


@click.command(help="Tạo (hoặc nâng cấp) cơ sở dữ liệu, 124 xã phường của Tuyên Quang, mẫu văn bản.")
def init() -> None:
    """Set the database up, or bring it up to date."""
    settings = config.load()
    prepare(create_app(settings))
    click.echo(f"Đã sẵn sàng trong {settings.home}. Tạo tài khoản đầu tiên: langnghe user add TÊN --name … --role admin")


@click.group(help="Tài khoản cán bộ.")
def user() -> None:
    """Accounts from the command line: the first administrator is made here."""


@user.command("add", help="Thêm tài khoản và giao vai trò trên một đơn vị (mặc định: tỉnh).")
@click.argument("login")
@click.option("--name", required=True, help="Họ và tên.")
@click.option("--role", type=click.Choice(ROLES), required=True, help="Vai trò.")
@click.option("--unit", "unit_name", default="08", help="Mã hoặc tên đơn vị.")
@click.option("--password", default=None, help="Mật khẩu; để trống thì chương trình hỏi.")
def add_user(login: str, name: str, role: str, unit_name: str, password: str | None) -> None:
    """Add an account, or give an existing one a further role."""
    app = create_app(config.load())
    require_data(app)
    with app.app_context():
        unit = find(by_name(list(db.session.scalars(select(Unit).where(standing())))), unit_name)
        if unit is None:
            raise UserError(f"Không tìm thấy đơn vị “{unit_name}”.")
        account = accounts.find(db.session(), login)
        if account is None:
            password = password or click.prompt("Mật khẩu", hide_input=True, confirmation_prompt=True)
            account = accounts.create(
                db.session(), login=login, name=name, password=password, by="system"
            )
        accounts.grant(db.session(), account, role, unit, by="system")
        db.session.commit()
        click.echo(f"Đã giao vai trò {role} tại {unit.name} cho {account.login}.")


@user.command("password", help="Đặt lại mật khẩu của một tài khoản.")
@click.argument("login")
@click.option("--password", default=None, help="Mật khẩu mới; để trống thì chương trình hỏi.")
def reset_password(login: str, password: str | None) -> None:
    """Set a new password."""
    app = create_app(config.load())
    require_data(app)
    with app.app_context():
        account = accounts.find(db.session(), login)
        if account is None:
            raise UserError(f"Không có tài khoản “{login}”.")
        accounts.set_password(
            account, password or click.prompt("Mật khẩu mới", hide_input=True, confirmation_prompt=True)
        )
        chain.append(db.session(), "system", "account.password", account.login)
        db.session.commit()
    click.echo("Đã đặt lại mật khẩu.")


@click.group(help="Nhật ký.")
def journal() -> None:
    """The journal from the command line."""


@journal.command("verify", help="Kiểm tra nhật ký có bị sửa hay xóa dòng nào không.")
def verify_journal() -> None:
    """Exit 1 and name the lines when the chain is broken."""
    app = create_app(config.load())
    require_data(app)
    with app.app_context():
        wrong = list(chain.broken(db.session()))
    if wrong:
        click.echo(f"Nhật ký đã bị sửa ở dòng: {', '.join(map(str, wrong))}", err=True)
        sys.exit(1)
    click.echo("Nhật ký nguyên vẹn.")
