"""Forms of a draft: putting one in, and correcting what was read from it."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, IntegerField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import Length
from wtforms.widgets import HiddenInput

from feedback.consultations.corrections import LONGEST_PLAIN
from feedback.web.forms import Form

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
_TOO_LONG = _l("Chỉ được dài nhất %(max)d ký tự.")


class DraftFile(Form):
    """A file to read a draft from, or its text pasted."""

    file = FileField(
        _l("Tệp dự thảo"),
        description=_l("Tệp Word (.docx), OpenDocument (.odt), PDF có chữ (không phải bản chụp) hoặc văn bản (.txt, .md), "
                       "nhỏ hơn 40 MB."),
        render_kw={"accept": ".docx,.odt,.pdf,.txt,.md"},
    )  # fmt: skip
    text = TextAreaField(
        _l("Hoặc dán văn bản vào đây"),
        description=_l("Chép toàn bộ dự thảo từ Word, thư điện tử hay trang mạng rồi dán vào ô này."),
        render_kw={"rows": 6},
    )
    seen = HiddenField()

    def validate_file(self, field: FileField) -> None:
        """One of the two ways, not both: nobody could tell which was meant."""
        pasted = bool(self.text.data and self.text.data.strip())
        if pasted and field.data:
            raise ValidationError(gettext("Đồng chí vừa chọn tệp vừa dán văn bản. Hãy chỉ giữ một trong hai."))
        if not pasted and not field.data:
            raise ValidationError(gettext("Hãy chọn tệp dự thảo, hoặc dán văn bản vào ô bên dưới."))


class Seen(Form):
    """A button that concerns the draft that was seen."""

    seen = HiddenField()


class LastStep(Form):
    """A button that concerns the step that was seen, by its token."""

    token = HiddenField()


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


class PlainWords(Form):
    """What a clause means."""

    plain = TextAreaField(
        _l("Nói dễ hiểu"), [Length(max=LONGEST_PLAIN, message=_TOO_LONG)],
        description=_l("Một vài câu ngắn, như nói với người không quen đọc văn bản: mục này thay đổi điều gì, với ai, từ "
                       "khi nào. Người dân thấy lời này bên cạnh điều khoản. Không bắt buộc."),
        render_kw={"rows": 4, "maxlength": LONGEST_PLAIN},
    )  # fmt: skip
    version = IntegerField(widget=HiddenInput(), default=0)


class Step(Form):
    """A button that does one thing with a clause."""

    step = HiddenField()
    version = IntegerField(widget=HiddenInput(), default=0)


class Cut(Form):
    """A button that cuts a clause in two before a character of its text."""

    at = IntegerField(widget=HiddenInput())
    version = IntegerField(widget=HiddenInput(), default=0)
