"""Forms of a consultation and of its draft."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
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
LEVELS = (
    SelectChoice("modau", _l("Phần mở đầu")),
    SelectChoice("kemtheo", _l("Văn bản kèm theo")),
    SelectChoice("phuluc", _l("Phụ lục")),
    SelectChoice("phan", _l("Phần")),
    SelectChoice("chuong", _l("Chương")),
    SelectChoice("muc", _l("Mục")),
    SelectChoice("tieumuc", _l("Tiểu mục")),
    SelectChoice("dieu", _l("Điều")),
    SelectChoice("chuhoa", _l("Phần đánh chữ: A, B, C")),
    SelectChoice("lama", _l("Phần đánh số La Mã: I, II, III")),
    SelectChoice("khoan", _l("Khoản của một Điều: 1, 2, 3")),
    SelectChoice("so", _l("Mục đánh số: 1, 2, 3")),
    SelectChoice("sonho", _l("Mục đánh số nhỏ: 1.1, 1.2")),
    SelectChoice("diem", _l("Điểm: a, b, c")),
    SelectChoice("gach", _l("Gạch đầu dòng: -")),
    SelectChoice("cong", _l("Dấu cộng: +")),
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
        description=_l("Dùng cho dự thảo nội bộ, ví dụ của cấp ủy. Mỗi lần mở dự thảo được ghi lại; ý kiến vẫn ẩn danh."),
    )
    version = IntegerField(widget=HiddenInput(), default=0)


class DraftFile(Form):
    """A file to read a draft from."""

    file = FileField(
        _l("Tệp dự thảo"), [FileRequired(_l("Hãy chọn tệp dự thảo."))],
        description=_l("Tệp Word (.docx) hoặc văn bản (.txt, .md), nhỏ hơn 40 MB."),
        render_kw={"accept": ".docx,.txt,.md"},
    )  # fmt: skip
    seen = HiddenField()


class Reread(Form):
    """The button that gives up all corrections of the draft that was seen."""

    seen = HiddenField()


class ClauseWords(Form):
    """One clause of a draft, as it should be."""

    level = SelectField(_l("Cấp"), choices=LEVELS)
    label = StringField(
        _l("Số hoặc chữ"), [Length(max=40, message=_TOO_LONG)],
        description=_l("Như in trong văn bản, không kèm dấu chấm hay ngoặc: 5, 2a, đ, IV. Gạch đầu dòng thì để trống."),
    )  # fmt: skip
    heading = TextAreaField(_l("Tên mục"), [Length(max=2000, message=_TOO_LONG)], render_kw={"rows": 2})
    text = TextAreaField(
        _l("Nội dung"), [Length(max=200_000, message=_TOO_LONG)],
        description=_l("Mỗi đoạn một dòng. Không chép lại các mục nằm bên trong."), render_kw={"rows": 10},
    )  # fmt: skip
    version = IntegerField(widget=HiddenInput(), default=0)


class Step(Form):
    """A button that does one thing with a clause."""

    step = HiddenField()
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
