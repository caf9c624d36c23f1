"""What an administrator may do to accounts: only within her own units, and never so that nobody is left to do it."""

from collections.abc import Sequence
from typing import NoReturn

from flask_babel import lazy_gettext as _
from sqlalchemy import Select, false, or_, select
from sqlalchemy.orm import Session

from analysis.text.normalise import fold
from feedback.accounts import scope
from feedback.accounts import service as accounts
from feedback.accounts.models import ADMIN, Account, Membership
from feedback.errors import Conflict, NotAllowed, NotFound, UserError
from feedback.journal import service as journal
from feedback.units import service as units
from feedback.units.models import Unit


def paths(admin: Account) -> tuple[str, ...]:
    """Paths of the units that the account administers."""
    return scope.paths(admin, (ADMIN,))


def listed(session: Session, admin: Account, words: str = "") -> Select[Account]:
    """Accounts with a role in the administrator's units whose name or login holds the words, by login."""
    member = select(Membership.account_id).join(Unit).where(units.within(paths(admin)))
    query = select(Account).where(Account.id.in_(member)).order_by(Account.login)
    wanted = fold(words).strip()
    if not wanted:
        return query
    # Names are few and have no folded column, so they are folded here.
    found = [row.id for row in session.scalars(query) if wanted in fold(row.name) or wanted in fold(row.login)]
    return query.where(Account.id.in_(found)) if found else query.where(false())


def load(session: Session, admin: Account, account_id: int) -> Account:
    """The account, if it has a role in the administrator's units. Raises NotFound, NotAllowed."""
    account = session.get(Account, account_id)
    if account is None:
        raise NotFound
    if not any(_reached(admin, member) for member in account.memberships):
        raise NotAllowed
    return account


def _reached(admin: Account, member: Membership) -> bool:
    return scope.reaches(admin, (ADMIN,), member.unit.path)


def governs(admin: Account, account: Account) -> bool:
    """Whether all the account's roles lie in the administrator's units.

    Otherwise she may not touch its password or state: a commune's administrator must not come to sign in as
    somebody of the province.
    """
    return all(_reached(admin, member) for member in account.memberships)


def require_governed(admin: Account, account: Account) -> None:
    """Raise UserError where `governs` says no."""
    if not governs(admin, account):
        raise UserError(
            _("Tài khoản này còn có vai trò ở đơn vị khác, nên chỉ người quản trị cấp trên mới đổi được. Ở đây đồng chí "
              "chỉ cấp hoặc bỏ được vai trò trong đơn vị của mình.")
        )  # fmt: skip


def pickable(session: Session, admin: Account) -> list[Unit]:
    """Units the administrator may give roles on: widest first, then as a Vietnamese list has them."""
    found = session.scalars(select(Unit).where(units.within(paths(admin)), units.standing()))
    return sorted(found, key=lambda unit: (unit.path.count("/"), units.bare(unit.key), unit.name))


def _unit(session: Session, admin: Account, unit_id: int) -> Unit:
    unit = session.get(Unit, unit_id)
    if unit is None or not scope.reaches(admin, (ADMIN,), unit.path):
        raise UserError(_("Hãy chọn một đơn vị trong danh sách."), "unit")
    return unit


def create(session: Session, admin: Account, login: str, name: str, role: str, unit_id: int) -> tuple[Account, str]:
    """Add an account with its first role; return it with a password that is shown once.

    Raises UserError at the field.
    """
    unit = _unit(session, admin, unit_id)
    password = accounts.temporary_password()
    account = accounts.create(session, login=login, name=name, password=password, by=admin.login)
    accounts.grant(session, account, role, unit, admin.login)
    return account, password


def grant(session: Session, admin: Account, account: Account, role: str, unit_id: int) -> None:
    """Give a role on one of the administrator's units. Raises UserError at the field."""
    accounts.grant(session, account, role, _unit(session, admin, unit_id), admin.login)


def revoke(session: Session, admin: Account, account: Account, member_id: int) -> None:
    """Take a role back. Raises UserError for the account's last one, one's own or the province's last administrator."""
    member = next((member for member in account.memberships if member.id == member_id), None)
    if member is None:
        raise Conflict(_("Vai trò này vừa được bỏ rồi."))
    if not _reached(admin, member):
        raise NotAllowed
    if len(account.memberships) == 1:
        raise UserError(_("Đây là vai trò duy nhất của tài khoản. Nếu không dùng nữa, hãy khóa tài khoản."))
    if member.role == ADMIN:
        _keep_an_admin(session, admin, account)
    accounts.revoke(session, member, admin.login)


def change(session: Session, admin: Account, account: Account, name: str, active: bool, version: int) -> None:
    """Change the name, close or open the account. Raises Conflict, and UserError where nobody would be left."""
    require_governed(admin, account)
    _require_version(account, version)
    if account.active and not active:
        _keep_an_admin(session, admin, account)
    account.name, account.active = name, active
    session.flush()
    journal.append(session, admin.login, "account.changed", account.login, {"active": active})


def reset(session: Session, admin: Account, account: Account, version: int) -> str:
    """Give the account a new password, which is shown once; its sessions end. Raises Conflict, UserError."""
    require_governed(admin, account)
    _require_version(account, version)
    password = accounts.temporary_password()
    accounts.change_password(session, account.id, accounts.hashed(password), admin.login)
    return password


def _require_version(account: Account, version: int) -> None:
    if account.version != version:
        raise Conflict(
            _("Người khác vừa sửa tài khoản này. Hãy xem lại; nếu vẫn muốn thay, đồng chí bấm nút lần nữa.")
        )


def _keep_an_admin(session: Session, admin: Account, account: Account) -> None:
    """Before an administrator goes: it must not be oneself, nor the last one of the whole tree."""
    if account.id == admin.id:
        raise UserError(_("Đồng chí không thể tự bỏ quyền quản trị của chính mình. Hãy nhờ người quản trị khác."))
    root = units.root(session)
    if root is None:
        _nobody_left()
    session.execute(select(Unit.id).where(Unit.id == root.id).with_for_update())  # two must not remove each other
    others = (
        select(Membership.id)
        .join(Account)
        .where(Membership.unit_id == root.id, Membership.role == ADMIN, Account.active, Account.id != account.id)
    )
    if session.scalars(others.limit(1)).first() is None:
        _nobody_left()


def _nobody_left() -> NoReturn:
    raise UserError(_("Đây là người quản trị cuối cùng của tỉnh. Hãy giao quyền quản trị cho người khác trước."))


def own_units(session: Session, admin: Account) -> Sequence[Unit]:
    """The units on which the account is administrator itself, not those below."""
    wanted = or_(false(), *(Unit.path == path for path in paths(admin)))
    return session.scalars(select(Unit).where(wanted).order_by(Unit.path)).all()
