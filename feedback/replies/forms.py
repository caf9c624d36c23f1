"""Forms of the replies."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, TextAreaField
from wtforms.validators import Length, Optional
from wtforms.widgets import HiddenInput

from feedback.web.forms import Form

LONGEST = 5_000


class Explain(Form):
    """Why something was changed."""

    reason = TextAreaField(
        _l("Lý do sửa, hoặc lời giải trình"),
        [Length(max=LONGEST, message=_l("Lời giải trình dài quá 5.000 ký tự. Hãy viết ngắn lại."))],
        filters=[lambda text: (text or "").replace("\r\n", "\n").replace("\x00", "").strip()],
        description=_l("Người dân đọc được trên trang “Đã sửa gì và vì sao”. Viết ngắn, dễ hiểu; không ghi tên người góp ý."),
        render_kw={"rows": 6},
    )
    shown = HiddenField()
    version = IntegerField(validators=[Optional()], widget=HiddenInput(), default=0)
