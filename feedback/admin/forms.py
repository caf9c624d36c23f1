"""Forms of administration."""

import unicodedata

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, Regexp
from wtforms.widgets import HiddenInput

from feedback.accounts.models import VIEWER
from feedback.accounts.names import ROLE_NAMES
from feedback.web.forms import Form


def tidy(value: str | None) -> str:
    """One line as it is stored: NFC, single blanks, no control characters."""
    text = unicodedata.normalize("NFC", value or "").replace("\x00", "")
    return " ".join(text.split())


def tidy_lines(value: str | None) -> str:
    """Several lines as they are stored: each tidy, empty ones left out."""
    return "\n".join(line for line in map(tidy, (value or "").splitlines()) if line)


def lower(value: str | None) -> str:
    """A login as it is stored."""
    return tidy(value).lower()


def _longest(size: int) -> Length:
    return Length(max=size, message=_l("Dài nhất %(n)s ký tự.", n=size))


class Role(Form):
    """A role on a unit."""

    role = SelectField(
        _l("Vai trò"), choices=[SelectChoice(role, name) for role, name in ROLE_NAMES.items()], default=VIEWER
    )
    unit = SelectField(_l("Ở đơn vị"), coerce=int, description=_l("Vai trò có hiệu lực ở đơn vị này và mọi đơn vị bên dưới."))


class NewAccount(Role):
    """An account with its first role."""

    login = StringField(
        _l("Tên đăng nhập"),
        [DataRequired(_l("Hãy gõ tên đăng nhập.")), _longest(60),
         Regexp(r"[a-z0-9][a-z0-9._-]*\Z", message=_l("Chỉ dùng chữ không dấu, chữ số, dấu chấm và dấu gạch."))],
        filters=[lower], description=_l("Chữ không dấu viết liền, ví dụ: nguyenvana."),
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )  # fmt: skip
    name = StringField(
        _l("Họ và tên"), [DataRequired(_l("Hãy gõ họ và tên.")), _longest(120)], filters=[tidy],
        render_kw={"autocomplete": "off"},
    )  # fmt: skip


class ChangeAccount(Form):
    """Name and state of an account."""

    name = StringField(
        _l("Họ và tên"), [DataRequired(_l("Hãy gõ họ và tên.")), _longest(120)], filters=[tidy],
        render_kw={"autocomplete": "off"},
    )  # fmt: skip
    active = BooleanField(_l("Được phép đăng nhập"))
    version = IntegerField(_l("Phiên bản"), widget=HiddenInput())


class Press(Form):
    """One button: what it does to which version."""

    version = IntegerField(_l("Phiên bản"), widget=HiddenInput())
    member = IntegerField(_l("Vai trò"), widget=HiddenInput())


class Head(Form):
    """Head and foot of a unit's documents."""

    organisation = TextAreaField(
        _l("Tên cơ quan (các dòng ở góc trên bên trái)"), [DataRequired(_l("Hãy gõ tên cơ quan.")), _longest(300)],
        filters=[tidy_lines], description=_l("Mỗi dòng một hàng, viết in hoa."), render_kw={"rows": 2},
    )  # fmt: skip
    board = StringField(
        _l("Dòng in đậm dưới tên cơ quan"), [DataRequired(_l("Hãy gõ dòng này, ví dụ: BAN THƯỜNG TRỰC.")), _longest(120)],
        filters=[tidy],
    )  # fmt: skip
    symbol = StringField(
        _l("Ký hiệu văn bản"), [DataRequired(_l("Hãy gõ ký hiệu, ví dụ: BC-MTTQ-BTT.")), _longest(60)],
        filters=[tidy], description=_l("Phần đứng sau số và dấu gạch chéo, ví dụ: BC-MTTQ-BTT."),
    )  # fmt: skip
    place = StringField(
        _l("Địa danh ghi trước ngày tháng"), [DataRequired(_l("Hãy gõ địa danh.")), _longest(60)], filters=[tidy]
    )
    authority = StringField(
        _l("Thẩm quyền ký"), [DataRequired(_l("Hãy gõ thẩm quyền ký, ví dụ: TM. BAN THƯỜNG TRỰC.")), _longest(120)],
        filters=[tidy],
    )  # fmt: skip
    signer_title = StringField(
        _l("Chức vụ người ký"), [DataRequired(_l("Hãy gõ chức vụ, ví dụ: PHÓ CHỦ TỊCH.")), _longest(120)], filters=[tidy]
    )
    signer_name = StringField(
        _l("Họ tên người ký"), [_longest(120)], filters=[tidy],
        description=_l("Để trống nếu chưa biết ai ký."), render_kw={"autocomplete": "off"},
    )  # fmt: skip
    recipients = TextAreaField(
        _l("Nơi nhận"), [DataRequired(_l("Hãy gõ ít nhất một nơi nhận.")), _longest(2000)], filters=[tidy_lines],
        description=_l("Mỗi dòng một nơi; dòng cuối thường là “Lưu: VT”."), render_kw={"rows": 5},
    )  # fmt: skip
    version = IntegerField(_l("Phiên bản"), widget=HiddenInput())
