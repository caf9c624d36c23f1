"""How a signed-in account stands behind a request (Flask-Login)."""

import hmac

from flask_login import LoginManager, UserMixin

from feedback.accounts import service
from feedback.accounts.models import Account
from feedback.db import db

manager = LoginManager()
manager.login_view = "accounts.sign_in"
manager.login_message = None


class SignedIn(UserMixin):  # type: ignore[misc]
    """The account behind the current request."""

    def __init__(self, account: Account) -> None:
        self.account = account

    def get_id(self) -> str:
        """What the session cookie holds: who, and a stamp of her password."""
        return f"{self.account.id}.{service.stamp(self.account)}"

    def role_names(self) -> frozenset[str]:
        """Names of all roles the account holds anywhere."""
        return frozenset(member.role for member in self.account.memberships)


@manager.user_loader  # type: ignore[untyped-decorator]
def load(identity: str) -> SignedIn | None:
    """The account of a session cookie, unless it was closed or given another password since."""
    number, _, stamp = identity.partition(".")
    account = db.session.get(Account, int(number)) if number.isdigit() else None
    if account is None or not account.active or not hmac.compare_digest(stamp, service.stamp(account)):
        return None
    return SignedIn(account)
