"""The form that takes a receipt code."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import ValidationError

from feedback.intake.forms import CitizenForm, tidy
from feedback.ledger import codes


class LookupForm(CitizenForm):
    """One code, as copied by hand."""

    code = StringField(
        _l("Mã biên nhận"), filters=[tidy],
        description=_l("Gồm 12 chữ và số, ví dụ K7MA-3XRD-92HP. Gõ chữ thường cũng được, có gạch hay không cũng được."),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )  # fmt: skip

    def validate_code(self, field: Any) -> None:
        """Looks like a code at all."""
        if not field.data:
            raise ValidationError(_("Hãy gõ mã biên nhận."))
        if codes.normal_receipt(field.data) is None:
            raise ValidationError(_("Mã chưa đúng: mã có 12 chữ và số, không bao giờ có chữ I, O, Q, Z và số 0, 1. "
                                    "Ông/Bà xem lại: chỗ giống số 0 là chữ D hoặc G, giống số 1 là chữ J hoặc L."))  # fmt: skip

    def unknown(self) -> None:
        """Say at the field that nobody sent anything under this code."""
        self.code.errors = [_("Không có lượt gửi nào mang mã này. Ông/Bà so lại từng chữ với mã đã chép.")]
