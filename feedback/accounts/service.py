"""Making accounts, giving roles, checking passwords."""

import hashlib
import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback import clock
from feedback.accounts.models import ROLES, Account, Membership
from feedback.errors import UserError
from feedback.journal import service as journal
from feedback.units.models import Unit

_hasher = PasswordHasher()
MIN_PASSWORD = 10
_LETTERS = "abcdefghjkmnprstuvwxyz23456789"
_NOBODY = _hasher.hash("nobody has this password")


def create(session: Session, *, login: str, name: str, password: str, by: str) -> Account:
    """Add an account. Raises UserError at the field for a taken or odd login and a short password."""
    login = login.strip().lower()
    if not login or any(letter.isspace() for letter in login):
        raise UserError(_("Tên đăng nhập không được để trống và không có dấu cách."), "login")
    if find(session, login) is not None:
        raise UserError(_("Tên đăng nhập này đã có người dùng. Hãy chọn tên khác."), "login")
    account = Account(login=login, name=unicodedata.normalize("NFC", name.strip()), created_at=clock.now(), active=True)
    set_password(account, password)
    session.add(account)
    session.flush()
    journal.append(session, by, "account.created", login)
    return account


def set_password(account: Account, password: str) -> None:
    """Store a new password. Raises UserError when it is too short."""
    account.password_hash = hashed(password)


def hashed(password: str) -> str:
    """What is stored of a password. Slow on purpose. Raises UserError when it is too short."""
    if len(password) < MIN_PASSWORD:
        raise UserError(_("Mật khẩu cần ít nhất %(n)s ký tự.", n=MIN_PASSWORD), "password")
    return _hasher.hash(_typed(password))


def change_password(session: Session, account_id: int, password_hash: str, by: str) -> None:
    """Store what `hashed` made of a new password and note it in the journal."""
    account = session.get_one(Account, account_id)
    account.password_hash = password_hash
    session.flush()
    journal.append(session, by, "account.password", account.login)


def temporary_password() -> str:
    """A random password that is easy to read out and to type: three groups of four letters, about 57 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _place in range(4)) for _group in range(3))


def stamp(account: Account) -> str:
    """Changes with the password, so that sessions opened with the old one end. Says nothing about the password."""
    return hashlib.sha256(account.password_hash.encode()).hexdigest()[:16]


def _typed(password: str) -> str:
    # The same letters typed on another keyboard may come composed or decomposed.
    return unicodedata.normalize("NFC", password)


def find(session: Session, login: str) -> Account | None:
    """The account with this login, or None."""
    return session.scalars(select(Account).where(Account.login == login.strip().lower())).first()


def check(account: Account | None, password: str) -> bool:
    """Whether the password is right. Takes as long for a login that does not exist: logins cannot be guessed."""
    try:
        right = _hasher.verify(account.password_hash if account else _NOBODY, _typed(password))
    except (VerificationError, InvalidHashError):
        return False
    return right and account is not None and account.active


def grant(session: Session, account: Account, role: str, unit: Unit, by: str) -> None:
    """Give the account a role on a unit and all below it; giving it twice changes nothing."""
    if role not in ROLES:
        raise UserError(_("Không có vai trò này."), "role")
    if any(member.role == role and member.unit_id == unit.id for member in account.memberships):
        return
    account.memberships.append(Membership(unit=unit, unit_id=unit.id, role=role))
    session.flush()
    journal.append(session, by, "account.granted", account.login, {"role": role, "unit": unit.code})


def revoke(session: Session, member: Membership, by: str) -> None:
    """Take one role back."""
    journal.append(
        session, by, "account.revoked", member.account.login, {"role": member.role, "unit": member.unit.code}
    )
    member.account.memberships.remove(member)
    session.flush()
