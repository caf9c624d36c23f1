"""Forms of a consultation and of its draft."""

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from feedback.web.forms import Form

KINDS = (
    SelectChoice("criticism", _l("Phản biện xã hội về một dự thảo")),
    SelectChoice("supervision", _l("Giám sát việc thực hiện")),
    SelectChoice("survey", _l("Khảo sát ý kiến người dân")),
)
_DAY = ["%Y-%m-%d", "%d/%m/%Y"]  # what a date field sends, and what people type where a browser has none
_TOO_LONG = _l("Chỉ được dài nhất %(max)d ký tự.")


def _day(label: str, hint: str) -> DateField:
    return DateField(label, [Optional()], format=_DAY, description=hint, render_kw={"type": "date"})


class About(Form):
    """What staff say about a consultation."""

    title = StringField(
        _l("Tên đợt lấy ý kiến"),
        [DataRequired(_l("Hãy ghi tên đợt lấy ý kiến.")), Length(max=500, message=_TOO_LONG)],
        description=_l("Người dân thấy tên này đầu tiên, ví dụ: Góp ý dự thảo Nghị quyết về thu gom rác thải."),
    )
    slug = StringField(
        _l("Tên trong đường dẫn"), [Length(max=60, message=_TOO_LONG)],
        description=_l("Chữ thường không dấu, nối bằng gạch ngang. Để trống thì hệ thống tự đặt theo tên đợt."),
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )  # fmt: skip
    kind = RadioField(
        _l("Hình thức"), [InputRequired(_l("Hãy chọn hình thức."))], choices=KINDS, default="criticism"
    )
    unit = SelectField(_l("Đơn vị lấy ý kiến"), coerce=int)
    drafting_body = StringField(
        _l("Cơ quan soạn thảo"), [Length(max=300, message=_TOO_LONG)],
        description=_l("Cơ quan sẽ trả lời, giải trình các ý kiến."),
    )  # fmt: skip
    intro = TextAreaField(
        _l("Lời giới thiệu"), [Length(max=5000, message=_TOO_LONG)],
        description=_l("Vài câu dễ hiểu: hỏi về việc gì, ý kiến sẽ được dùng vào đâu."), render_kw={"rows": 5},
    )  # fmt: skip
    contact = StringField(
        _l("Nơi người dân hỏi khi cần giúp"), [Length(max=300, message=_TOO_LONG)],
        description=_l("Tên cán bộ hoặc cơ quan và số điện thoại."),
    )  # fmt: skip
    opens_on = _day(_l("Ngày bắt đầu"), _l("Nhận ý kiến từ 0 giờ ngày này."))
    closes_on = _day(_l("Ngày kết thúc"), _l("Nhận ý kiến đến hết ngày này. Ở cấp xã phải được ít nhất 20 ngày."))
    reply_by = _day(_l("Hạn trả lời"), _l("Ngày đề nghị cơ quan soạn thảo trả lời, sau ngày kết thúc."))
    show_counts = BooleanField(
        _l("Cho người dân thấy mỗi điều khoản có bao nhiêu ý kiến"),
        description=_l("Chỉ hiện con số, không hiện lời góp ý."),
    )
    show_opinions = BooleanField(
        _l("Cho người dân thấy những ý kiến cán bộ đã chọn công khai"),
        description=_l("Người dân có thể bấm “Tôi cũng nghĩ vậy”. Chỉ hiện ý kiến mà người viết đồng ý cho công khai và "
                       "cán bộ đã đọc, đã che tên."),
    )  # fmt: skip
    ask_aspect = BooleanField(
        _l("Hỏi thêm mỗi góp ý nói về mặt nào"),
        description=_l("Năm mặt của phản biện xã hội theo Điều 33 Luật Mặt trận Tổ quốc Việt Nam; không bắt buộc chọn."),
    )
    invited = BooleanField(
        _l("Chỉ người có mã mời mới đọc được dự thảo"),
        description=_l("Dùng cho dự thảo nội bộ, ví dụ của cấp ủy. Mỗi lần mở dự thảo được ghi lại; ý kiến vẫn ẩn danh. "
                       "Đường dẫn do hệ thống tự đặt sẽ không nói tên dự thảo."),
    )
    version = IntegerField(widget=HiddenInput(), default=0)


class NewInvitations(Form):
    """How many codes to make, or for whom."""

    count = IntegerField(
        _l("Số mã cần tạo"), [Optional()], default=10, description=_l("Từ 1 đến 500. Để nguyên nếu ghi danh sách bên dưới."),
        render_kw={"inputmode": "numeric"},
    )  # fmt: skip
    labels = TextAreaField(
        _l("Hoặc ghi chú cho từng mã (không bắt buộc)"),
        [Length(max=120_000, message=_TOO_LONG)],
        description=_l("Mỗi dòng một mã, ví dụ tên cơ quan nhận giấy mời. Ghi chú chỉ cán bộ thấy, để biết mã nào đã mở."),
        render_kw={"rows": 5},
    )


class CodesAgain(Form):
    """The codes just made, sent back to be saved as a file: they are kept nowhere else."""

    codes = HiddenField()
    labels = HiddenField()
