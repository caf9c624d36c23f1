"""How a signed-in account stands behind a request (Flask-Login)."""

from flask_login import LoginManager, UserMixin

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
        """What the session cookie holds."""
        return str(self.account.id)

    def role_names(self) -> frozenset[str]:
        """Names of all roles the account holds anywhere."""
        return frozenset(member.role for member in self.account.memberships)


@manager.user_loader  # type: ignore[untyped-decorator]
def load(identity: str) -> SignedIn | None:
    """The account of a session cookie, unless it was closed since."""
    account = db.session.get(Account, int(identity)) if identity.isdigit() else None
    return SignedIn(account) if account is not None and account.active else None
