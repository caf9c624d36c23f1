"""Forms of the findings."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from feedback.findings import comparing
from feedback.findings.opinions import DROPPED, EXCLUDED, NEW, UNPLACED, WHOLE, WORDLESS, Wanted
from feedback.findings.publishing import KEPT, SHOWN, UNDECIDED, Sought
from feedback.web.forms import Form

FEWEST, MOST = 2, 80


class Start(Form):
    """How to run the analysis."""

    n_themes = IntegerField(
        _l("Số nhóm mong muốn"),
        [Optional(), NumberRange(FEWEST, MOST, _l("Số nhóm phải từ 2 đến 80, hoặc để trống."))],
        description=_l("Để trống thì máy tự chọn số nhóm cho hợp với các ý kiến."),
        render_kw={"min": FEWEST, "max": MOST, "inputmode": "numeric"},
    )


class Rename(Form):
    """A person's name for a theme."""

    name = StringField(
        _l("Tên nhóm"),
        [
            DataRequired(_l("Hãy đặt tên cho nhóm.")),
            Length(max=200, message=_l("Tên nhóm dài quá 200 ký tự. Hãy viết ngắn lại.")),
        ],
        description=_l("Tên do đồng chí đặt được giữ nguyên khi chạy phân tích lại."),
        filters=[lambda text: text.strip() if text else text],
    )
    version = HiddenField()

    def seen_version(self) -> int:
        """The version of the theme the person saw; 0, which none has, when it is no number."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class Move(Form):
    """Where a person says an opinion belongs."""

    theme = SelectField(_l("Xếp vào nhóm"), [InputRequired(_l("Hãy chọn một nhóm."))])
    seen = HiddenField()

    def offer(self, themes: list[tuple[int, str]]) -> None:
        """Offer these themes, and that it belongs to none."""
        known = [(str(number), name) for number, name in themes]
        self.theme.choices = [("", _l("– chọn nhóm –")), *known, (UNPLACED, _l("Không thuộc nhóm nào"))]


class Filter(Form):
    """What of the opinions to list; its names stand in the address."""

    class Meta(Form.Meta):
        """A search changes nothing, so its address carries no token."""

        csrf = False

    words = StringField(_l("Có các từ (không cần gõ dấu)"), name="tim")
    theme = SelectField(_l("Nhóm"), name="nhom", validate_choice=False, default="")
    clause = SelectField(_l("Điều khoản"), name="dieu", validate_choice=False, default="")
    channel = SelectField(_l("Kênh"), name="kenh", validate_choice=False, default="")
    place = SelectField(_l("Địa bàn"), name="noi", validate_choice=False, default="")
    stance = SelectField(_l("Thái độ"), name="thai-do", validate_choice=False, default="")
    aspect = SelectField(_l("Nội dung phản biện"), name="mat", validate_choice=False, default="")

    def offer(self, **choices: list[tuple[str, Any]]) -> None:
        """Offer these choices, field by field, each after 'all'."""
        for name, values in choices.items():
            self[name].choices = [("", _l("Tất cả")), *values]

    def wanted(self) -> Wanted:
        """What is looked for."""
        place = self.place.data or ""
        return Wanted(
            theme=self.theme.data or "", clause=self.clause.data or "", channel=self.channel.data or "",
            place=int(place) if place.isascii() and place.isdigit() and len(place) < 10 else None,
            stance=self.stance.data or "", words=self.words.data or "", aspect=self.aspect.data or "",
        )  # fmt: skip


STATES = [
    (UNPLACED, _l("Chưa xếp được vào nhóm nào")),
    (NEW, _l("Mới đến, chưa phân tích")),
    (EXCLUDED, _l("Không phân tích tự động")),
    (WORDLESS, _l("Chỉ tán thành, không viết lời")),
]
"""Values of the theme filter that are no theme."""

WHOLE_DRAFT = (WHOLE, _l("Toàn văn bản hoặc không nêu"))


class PublishedFilter(Form):
    """Which of the opinions that may be shown to citizens to list; its names stand in the address."""

    class Meta(Form.Meta):
        """A search changes nothing, so its address carries no token."""

        csrf = False

    state = SelectField(
        _l("Quyết định"), name="trang-thai", validate_choice=False, default=UNDECIDED,
        choices=[
            SelectChoice(UNDECIDED, _l("Chưa quyết định")), SelectChoice(SHOWN, _l("Đang công khai")),
            SelectChoice(KEPT, _l("Không công khai")),
        ],
    )  # fmt: skip
    clause = SelectField(_l("Điều khoản"), name="dieu", validate_choice=False, default="")
    stance = SelectField(_l("Thái độ"), name="thai-do", validate_choice=False, default="")

    def offer(self, clauses: list[tuple[str, str]], stances: list[tuple[str, Any]]) -> None:
        """Offer these, each after 'all'."""
        for field, choices in ((self.clause, clauses), (self.stance, stances)):
            field.choices = [SelectChoice(value, label) for value, label in [("", _l("Tất cả")), *choices]]

    def sought(self) -> Sought:
        """What is looked for."""
        state = self.state.data if self.state.data in (SHOWN, KEPT) else UNDECIDED
        return Sought(state, self.clause.data or "", self.stance.data or "")

DROPPED_CLAUSES = (DROPPED, _l("Điều khoản đã bỏ ở bản sau"))

MATCH_KINDS = {
    "same": _l("Giữ nguyên"), "edited": _l("Sửa câu chữ"), "moved": _l("Chuyển chỗ"), "renumbered": _l("Đổi số"),
    "merged": _l("Gộp lại"), "split": _l("Tách ra"), "new": _l("Thêm mới"), "dropped": _l("Bỏ đi"),
}  # fmt: skip
"""What became of a clause between two versions of the draft."""

MATCH_SHOWN = {
    comparing.WAITING: _l("Cần xác nhận"), comparing.CHANGED: _l("Có thay đổi"), comparing.SAME: _l("Giữ nguyên"),
    comparing.DROPPED: _l("Đã bỏ"), comparing.NEW: _l("Mới"), "": _l("Tất cả"),
}  # fmt: skip
"""What of a comparison to list."""


class MatchChoice(Form):
    """What an officer says of a clause instead of the machine: a button each."""

    choice = HiddenField()
    seen = HiddenField()

    def chosen(self) -> tuple[str, int]:
        """The side ('old', 'new': a clause of it was chosen; 'added', 'dropped': there is none) and the clause's number."""
        side, _colon, number = (self.choice.data or "").partition(":")
        return side, int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
