"""The forms of taking in a table."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, RadioField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import ValidationError

from feedback.consultations.models import DraftVersion
from feedback.identity import consent
from feedback.identity.models import ConsentText
from feedback.intake.spreadsheet import roles
from feedback.intake.spreadsheet.choice import Choice
from feedback.ledger.models import CHANNELS, RESPONDENTS
from feedback.ledger.names import CHANNEL_NAMES, RESPONDENT_NAMES
from feedback.units.models import Unit
from feedback.web.filters import day, number
from feedback.web.forms import Form

NONE = ""
_NOT_LISTED = _l("Mục này không có trong danh sách. Hãy chọn lại.")
SKIP, KEEP = "skip", "keep"


class Upload(Form):
    """A table of opinions."""

    file = FileField(
        _l("Tệp bảng tính"), [FileRequired(_l("Hãy chọn tệp bảng tính."))],
        description=_l("Tệp Excel (.xlsx) hoặc .csv, nhỏ hơn 40 MB, nhiều nhất 20.000 dòng; mỗi dòng một ý kiến, có một "
                       "dòng tiêu đề cột. Chỉ trang tính đầu tiên được đọc."),
        render_kw={"accept": ".xlsx,.csv,.tsv,.txt"},
    )  # fmt: skip


def _column(role: str, hint: str = "") -> SelectField:
    return SelectField(roles.NAMES[role], description=hint, default=NONE, invalid_choice_message=_NOT_LISTED)


class Columns(Form):
    """Which column holds what, and what counts for rows that do not say it."""

    text = _column(roles.TEXT, _l("Bắt buộc. Cột chứa lời của người góp ý."))
    clause = _column(roles.CLAUSE, _l("Ghi như: Điều 5; khoản 2 Điều 5; điểm đ khoản 2 Điều 5; mục 1 phần II. Ô trống là ý "
                                "kiến chung cho cả dự thảo."))  # fmt: skip
    place = _column(roles.PLACE, _l("Tên xã, phường dùng từ 01/7/2025, có hoặc không có dấu."))
    stance = _column(roles.STANCE, _l("Tán thành, đề nghị sửa, bổ sung, bỏ, hoặc câu hỏi."))
    proposed = _column(roles.PROPOSED, _l("Câu chữ mà người góp ý muốn thấy trong văn bản."))
    channel = _column(roles.CHANNEL)
    respondent = _column(roles.RESPONDENT, _l("Cá nhân, hộ gia đình hay tổ chức."))
    date = _column(roles.DATE, _l("Ghi ngày/tháng/năm, ví dụ 25/11/2026."))
    sheet = _column(roles.SHEET, _l("Các dòng cùng mã phiếu được tính là một lượt gửi của một người, có nhiều ý kiến."))
    all_channel = SelectField(
        _l("Kênh tiếp nhận"), default=NONE, invalid_choice_message=_NOT_LISTED,
        description=_l("Bắt buộc. Các ý kiến này được thu bằng cách nào?"),
    )  # fmt: skip
    all_place = SelectField(_l("Xã, phường"), default=NONE, invalid_choice_message=_NOT_LISTED)
    all_respondent = SelectField(
        _l("Chủ thể góp ý"), default=RESPONDENTS[0], invalid_choice_message=_NOT_LISTED,
        choices=[SelectChoice(kind, RESPONDENT_NAMES[kind]) for kind in RESPONDENTS],
    )  # fmt: skip
    version = SelectField(
        _l("Bảng ghi số điều, khoản theo bản dự thảo nào?"), invalid_choice_message=_NOT_LISTED,
        description=_l("Là bản mà người góp ý đã đọc. Phiếu phát trước ngày công bố bản mới thường ghi số của bản cũ; ý kiến "
                       "được máy chuyển sang điều, khoản tương ứng của bản mới."),
    )  # fmt: skip
    group = BooleanField()
    publish = BooleanField()
    wording = HiddenField()

    def offer(
        self, headers: Sequence[str], communes: Sequence[Unit], texts: Mapping[str, ConsentText], *,
        whole: bool, versions: Sequence[DraftVersion],
    ) -> None:  # fmt: skip
        """Fill in the columns, places and sentences there are. `whole`: rows may also name no place; `versions`: those of
        the draft that citizens read or have read, the newest first."""
        self.must_name_place = not whole
        self._offer_versions(versions)
        for role in self.asked():
            missing = _("– Chọn cột –") if role == roles.TEXT else _("– Bảng không có cột này –")
            columns = [SelectChoice(str(place), header) for place, header in enumerate(headers)]
            self[role].choices = [SelectChoice(NONE, missing), *columns]
        channels = [SelectChoice(name, CHANNEL_NAMES[name]) for name in CHANNELS if name != "web"]
        self.all_channel.choices = [SelectChoice(NONE, _("– Chọn kênh –")), *channels]
        unnamed = _("Không nêu nơi nào") if whole else _("– Chọn nơi –")
        places = [SelectChoice(str(unit.id), unit.name) for unit in communes]
        self.all_place.choices = places if len(places) == 1 and not whole else [SelectChoice(NONE, unnamed), *places]
        self._offer_consents(texts)

    def _offer_versions(self, versions: Sequence[DraftVersion]) -> None:
        self.newest = versions[0].number if versions else None
        if not versions:
            del self.clause
        if len(versions) < 2:
            del self.version
            return
        self.version.choices = [
            SelectChoice(
                str(one.number), _("Bản %(number)s, công bố ngày %(day)s", number=one.number, day=day(one.published_at))
            )
            for one in versions
        ]

    def _offer_consents(self, texts: Mapping[str, ConsentText]) -> None:
        for purpose in (consent.GROUP, consent.PUBLISH):
            if purpose in texts:
                self[purpose].label.text = _("Tất cả những người trong bảng đã được cho biết và đồng ý với câu này: "
                                             "“%(sentence)s”", sentence=texts[purpose].text)  # fmt: skip
            else:
                del self[purpose]
        self.texts = {purpose: row.id for purpose, row in texts.items() if purpose in self}
        self.offered = " ".join(f"{purpose}:{version}" for purpose, version in sorted(self.texts.items()))

    def asked(self) -> list[str]:
        """Roles that are asked, in order."""
        return [role for role in roles.NAMES if role in self]

    def show(self, choice: Choice | None, guessed: Mapping[str, int]) -> None:
        """Before anything was chosen the guesses stand in the fields, afterwards the choice."""
        columns = choice.columns if choice else guessed
        for role in self.asked():
            self[role].data = str(columns.get(role, NONE))
        self.all_place.data = self.all_place.choices[0].value
        if "version" in self:
            self.version.data = str(choice.version if choice and choice.version else self.newest)
        if choice:
            self.all_channel.data, self.all_respondent.data = choice.channel, choice.respondent
            self.all_place.data = self.all_place.data if choice.unit_id is None else str(choice.unit_id)
        for purpose, version in self.texts.items():
            self[purpose].data = choice is not None and choice.consents.get(purpose) == version
        self.wording.data = self.offered

    def chosen(self) -> Choice:
        """What was chosen, of a form that is valid."""
        return Choice(
            columns={role: int(self[role].data) for role in self.asked() if self[role].data},
            channel=self.all_channel.data, respondent=self.all_respondent.data,
            unit_id=int(self.all_place.data) if self.all_place.data else None,
            consents={purpose: version for purpose, version in self.texts.items() if self[purpose].data},
            version=int(self.version.data) if "version" in self else self.newest,
        )  # fmt: skip

    def validate(self, extra_validators: Any = None) -> bool:
        """As WTForms does; no column twice; and a consent counts only for the sentence that stood on the page."""
        good: bool = super().validate(extra_validators)
        used: dict[str, str] = {}
        for role in self.asked():
            place = self[role].data
            if place and place in used:
                other = roles.NAMES[used[place]]
                self[role].errors = [*self[role].errors, _("Cột này đã chọn cho “%(other)s”.", other=other)]
                good = False
            used.setdefault(place, role)
        if self.wording.data != self.offered:
            for purpose in self.texts:
                self[purpose].data = False
            self.wording.raw_data, self.wording.data = None, self.offered
            self.form_errors.append(_("Câu xin đồng ý vừa được sửa. Hãy đọc lại rồi chọn lại."))
            good = False
        return good

    def validate_text(self, field: Any) -> None:
        """Needed."""
        if not field.data:
            raise ValidationError(_("Hãy chọn cột chứa nội dung góp ý."))

    def validate_all_channel(self, field: Any) -> None:
        """Needed."""
        if not field.data:
            raise ValidationError(_("Hãy chọn các ý kiến này được thu bằng kênh nào."))

    def validate_all_place(self, field: Any) -> None:
        """Needed where the account may only take in opinions of its own places and no column names them."""
        if self.must_name_place and not field.data and not self.place.data:
            raise ValidationError(_("Hãy chọn xã, phường, vì bảng không có cột nào ghi nơi góp ý."))


class Take(Form):
    """Taking the rows in. `seen` is what the page showed, so that nothing else is taken than what was looked at."""

    leave_out = BooleanField()
    repeats = RadioField(_l("Những dòng đã có từ bảng nhập trước"), validate_choice=False)
    seen = HiddenField()

    def offer(self, bad: int, good: int, repeated: int, seen: str) -> None:
        """Ask only what there is to decide."""
        self.expected = seen
        if not self.is_submitted():
            self.seen.data = seen
        if bad:
            self.leave_out.label.text = _("Bỏ qua %(bad)s dòng lỗi và nhập %(good)s dòng còn lại",
                                          bad=number(bad), good=number(good))  # fmt: skip
        else:
            del self.leave_out
        if repeated:
            self.repeats.choices = [
                SelectChoice(SKIP, _("Không nhập lại %(n)s dòng này (bảng cũ đã sửa và tải lên lại)", n=number(repeated))),
                SelectChoice(KEEP, _("Vẫn nhập, vì là ý kiến của những người khác")),
            ]
        else:
            del self.repeats

    def validate_leave_out(self, field: Any) -> None:
        """Rows are left out only when the officer says so."""
        if not field.data:
            raise ValidationError(_("Bảng còn dòng lỗi. Hãy sửa tệp rồi tải lên lại, hoặc đánh dấu vào ô này."))

    def validate_repeats(self, field: Any) -> None:
        """One of the two."""
        if field.data not in (SKIP, KEEP):
            raise ValidationError(_("Hãy chọn một trong hai cách."))

    def validate_seen(self, field: Any) -> None:
        """The table, the choice or what it is checked against changed since the page was opened."""
        if field.data != self.expected:
            field.raw_data, field.data = None, self.expected
            raise ValidationError(_("Kết quả kiểm tra vừa thay đổi. Hãy xem lại trang này rồi bấm nhập lần nữa."))
