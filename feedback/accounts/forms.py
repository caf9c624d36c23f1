"""Forms of signing in and of changing one's own password."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from feedback.accounts.service import MIN_PASSWORD
from feedback.web.forms import Form

MAX_PASSWORD = 200
_too_long = Length(max=MAX_PASSWORD, message=_l("Mật khẩu dài nhất %(n)s ký tự.", n=MAX_PASSWORD))


class SignIn(Form):
    """Login and password."""

    login = StringField(
        _l("Tên đăng nhập"), [InputRequired(_l("Hãy gõ tên đăng nhập."))],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )  # fmt: skip
    password = PasswordField(
        _l("Mật khẩu"), [InputRequired(_l("Hãy gõ mật khẩu.")), _too_long],
        render_kw={"autocomplete": "current-password"},
    )  # fmt: skip


class OwnPassword(Form):
    """The present password and, twice, the new one."""

    old_password = PasswordField(
        _l("Mật khẩu hiện nay"), [InputRequired(_l("Hãy gõ mật khẩu hiện nay.")), _too_long],
        render_kw={"autocomplete": "current-password"},
    )  # fmt: skip
    password = PasswordField(
        _l("Mật khẩu mới"), [InputRequired(_l("Hãy gõ mật khẩu mới.")), _too_long],
        description=_l("Ít nhất %(n)s ký tự. Một câu ngắn dễ nhớ là tốt nhất.", n=MIN_PASSWORD),
        render_kw={"autocomplete": "new-password"},
    )  # fmt: skip
    repeat_password = PasswordField(
        _l("Gõ lại mật khẩu mới"),
        [
            InputRequired(_l("Hãy gõ lại mật khẩu mới.")),
            EqualTo("password", _l("Hai lần gõ mật khẩu mới chưa giống nhau.")),
        ],
        render_kw={"autocomplete": "new-password"},
    )  # fmt: skip
