"""What an officer decides about a document before taking it away."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from analysis.tables import THRESHOLD
from feedback.reports.values import Options
from feedback.web.forms import Form


class PaperForm(Form):
    """Number, date, small cells and annex of the document. Sent in the address: it changes nothing."""

    class Meta(Form.Meta):
        """Settings WTForms looks for under this name."""

        csrf = False

    number = StringField(
        _l("Số văn bản"),
        [
            Optional(strip_whitespace=True),
            Length(max=12, message=_l("Số văn bản dài nhất 12 ký tự.")),
            Regexp(r"\s*[0-9A-Za-zĐđ./-]+\s*$", message=_l("Số văn bản chỉ gồm chữ số, chữ cái và các dấu . / -")),
        ],
        description=_l("Chưa có số thì để trống, văn thư điền sau."),
    )
    signed_on = DateField(
        _l("Ngày ký"),
        [Optional()],
        description=_l("Chưa ký thì để trống, văn thư điền sau."),
    )
    smallest = IntegerField(
        _l("Gộp các địa bàn có ít hơn bấy nhiêu lượt gửi hoặc ý kiến"),
        [
            InputRequired(message=_l("Hãy điền một số từ 3 đến 50.")),
            NumberRange(3, 50, message=_l("Hãy điền một số từ 3 đến 50.")),
        ],
        default=THRESHOLD,
        description=_l("Để không ai đoán ra người góp ý ở nơi ít người gửi."),
    )
    annex = BooleanField(
        _l("Kèm phụ lục mã ý kiến"),
        default=True,
        description=_l("Giữ phụ lục để kiểm tra nội bộ; bỏ khi công khai báo cáo."),
    )

    def options(self) -> Options:
        """The values of a form that has validated."""
        return Options(
            number=(self.number.data or "").strip(),
            signed_on=self.signed_on.data,
            smallest=self.smallest.data,
            annex=self.annex.data,
        )
