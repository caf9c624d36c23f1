"""Forms of signing in."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired

from feedback.web.forms import Form


class SignIn(Form):
    """Login and password."""

    login = StringField(
        _l("Tên đăng nhập"), [InputRequired(_l("Hãy gõ tên đăng nhập."))],
        render_kw={"autocomplete": "username", "autocapitalize": "none"},
    )  # fmt: skip
    password = PasswordField(
        _l("Mật khẩu"), [InputRequired(_l("Hãy gõ mật khẩu."))], render_kw={"autocomplete": "current-password"}
    )
