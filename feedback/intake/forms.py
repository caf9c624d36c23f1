"""The forms citizens fill in. They carry no CSRF token: see intake.views.visit for what stands in its place."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import ValidationError

from feedback.identity import consent
from feedback.identity.models import ConsentText
from feedback.intake.basket import Comment
from feedback.intake.citizen import Sender
from feedback.ledger.models import ASPECTS, RESPONDENTS, STANCES
from feedback.ledger.names import ASPECT_QUESTIONS, RESPONDENT_NAMES, STANCE_NAMES
from feedback.units.models import Unit
from feedback.web.forms import Form
from surveys import numerals

LONGEST = 5_000
"""Code points of NFC text in one field of a comment."""
YES, NO = "yes", "no"
_PHONE = re.compile(r"\+?\d[\d .\-]{6,18}\d")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def tidy(typed: str | None) -> str:
    """NFC, lines ended by '\\n', no control characters, no blanks around; nor letters nobody sees, which could turn the
    text around or pass for words, but for the one that joins emoji."""
    text = re.sub(r"\r\n?", "\n", unicodedata.normalize("NFC", typed or ""))
    return "".join(
        letter for letter in text if letter in "\n\t\u200d" or unicodedata.category(letter) not in ("Cc", "Cf")
    ).strip()


class CitizenForm(Form):
    """A form without a token."""

    class Meta(Form.Meta):
        """Settings WTForms looks for under this name."""

        csrf = False


def _not_too_long(form: Any, field: Any) -> None:
    length = len(field.data or "")
    if length > LONGEST:
        shown = {"length": numerals.show(length), "most": numerals.show(LONGEST)}
        raise ValidationError(_("Bài viết dài %(length)s ký tự, nhiều nhất là %(most)s. Hãy viết gọn lại.", **shown))


class CommentForm(CitizenForm):
    """What she says of one clause, or of the draft as a whole.

    No autocomplete="off" on what she writes: a browser would not give it back to her when she returns by Back.
    """

    stance = RadioField(
        _l("Ông/Bà muốn nói gì?"),
        choices=[SelectChoice(stance, STANCE_NAMES[stance]) for stance in STANCES],
        validate_choice=False,
    )
    text = TextAreaField(
        _l("Ý kiến và lý do"), [_not_too_long], filters=[tidy], render_kw={"rows": 6},
        description=_l("Viết như nói chuyện hằng ngày cũng được. Xin đừng ghi họ tên, số điện thoại vào đây. "
                       "Nếu tán thành thì không cần viết thêm."),
    )  # fmt: skip
    proposed = TextAreaField(
        _l("Nên viết lại thế nào? (không bắt buộc)"), filters=[tidy], render_kw={"rows": 6},
        description=_l("Khi đề nghị sửa hoặc bổ sung: câu chữ mà Ông/Bà muốn thấy trong văn bản."),
    )  # fmt: skip
    aspect = SelectField(
        _l("Góp ý này nói về mặt nào? (không bắt buộc)"), validate_choice=False, default="",
        choices=[SelectChoice("", _l("Không chọn")), *(SelectChoice(key, ASPECT_QUESTIONS[key]) for key in ASPECTS)],
    )  # fmt: skip
    draft = HiddenField()
    seen = HiddenField()

    def about(self, wording: str, *, asks: bool) -> None:
        """Offer the clause's own words to be rewritten, where they fit; ask for the heading of Điều 33 only if `asks`.

        Words left as they are, or taken out altogether, propose nothing.
        """
        self.wording = wording
        if not asks:
            del self.aspect
        if not self.proposed.raw_data and not self.proposed.data and len(wording) <= LONGEST:
            self.proposed.data = wording
        if len(wording) <= LONGEST and wording:
            self.proposed.description = _("Câu chữ của dự thảo đã có sẵn trong ô. Ông/Bà sửa thẳng vào đó; không sửa thì bỏ qua.")

    @property
    def rewritten(self) -> str:
        """The wording she proposes, '' when it is the clause's own."""
        typed = self.proposed.data or ""
        return "" if typed.split() == tidy(self.wording).split() else typed

    def said(self, name: str, draft_id: int) -> Comment:
        """The comment, of a form that has validated."""
        aspect = self.aspect.data if "aspect" in self and self.aspect.data in ASPECTS else ""
        return Comment(self.stance.data, self.text.data, self.rewritten, name, draft_id, aspect)

    def validate_proposed(self, field: Any) -> None:
        """Not too long, unless these are the draft's own words."""
        if self.rewritten:
            _not_too_long(self, field)

    def validate_aspect(self, field: Any) -> None:
        """One of the five or none."""
        if field.data not in ("", *ASPECTS):
            raise ValidationError(_("Hãy chọn một mục trong danh sách, hoặc “Không chọn”."))

    def validate_stance(self, field: Any) -> None:
        """One of the five must be chosen."""
        if field.data not in STANCES:
            raise ValidationError(_("Hãy chọn một trong năm mục."))

    def validate_text(self, field: Any) -> None:
        """Words are needed unless she simply agrees."""
        if not field.data and self.stance.data != "agree":
            raise ValidationError(_("Hãy viết ý kiến, dù chỉ một câu ngắn."))


def _yes_no() -> RadioField:
    choices = [SelectChoice(YES, _l("Đồng ý")), SelectChoice(NO, _l("Không đồng ý"))]
    return RadioField(choices=choices, validate_choice=False)


class SenderForm(CitizenForm):
    """Who sends, as far as she wants to say, and what she consents to. Nothing here is needed to send."""

    unit = SelectField(
        _l("Nơi Ông/Bà sống"), default="",
        invalid_choice_message=_l("Nơi này không có trong danh sách. Hãy chọn lại."),
    )  # fmt: skip
    respondent = RadioField(
        _l("Ông/Bà góp ý với tư cách"), default=RESPONDENTS[0], validate_choice=False,
        choices=[SelectChoice(kind, RESPONDENT_NAMES[kind]) for kind in RESPONDENTS],
    )  # fmt: skip
    publish = _yes_no()
    group = _yes_no()
    contact = _yes_no()
    name = StringField(
        _l("Họ và tên (không bắt buộc)"), filters=[tidy], render_kw={"autocomplete": "name"},
    )  # fmt: skip
    address = StringField(
        _l("Số điện thoại hoặc thư điện tử"), filters=[tidy], render_kw={"autocomplete": "off"},
        description=_l("Chỉ điền khi Ông/Bà chọn “Đồng ý” ở câu ngay trên."),
    )  # fmt: skip
    wording = HiddenField()

    def offer(self, texts: Mapping[str, ConsentText], communes: Iterable[Unit]) -> None:
        """Fill in the sentences to consent to and the places to choose from; a purpose without a sentence is not asked."""
        self.unit.choices = [
            SelectChoice("", _("Tôi không muốn nói")), *(SelectChoice(str(unit.id), unit.name) for unit in communes)
        ]  # fmt: skip
        for purpose in consent.PURPOSES:
            if purpose in texts:
                self[purpose].label.text = texts[purpose].text
            else:
                del self[purpose]
        self.offered = " ".join(str(texts[purpose].id) for purpose in consent.PURPOSES if purpose in texts)

    def show_again(self) -> None:
        """Before the page is shown: a choice counts no longer when the sentence it was made for was replaced."""
        if self.wording.data != self.offered:
            self._forget_choices()
        self.wording.data = self.offered

    def left(self) -> dict[str, str]:
        """The fields as she leaves the page, to be shown again; without the number she does not agree to leave."""
        refused = ("name", "address") if "contact" in self and self.contact.data == NO else ()
        return {field.name: field.data for field in self if field.data and field.name not in refused}

    def _forget_choices(self) -> None:
        for purpose in consent.PURPOSES:
            if purpose in self:
                self[purpose].data = None

    def validate(self, extra_validators: Any = None) -> bool:
        """As WTForms does; and a consent counts only for the sentence that stood on her page."""
        good: bool = super().validate(extra_validators)
        if self.wording.data == self.offered:
            return good
        self._forget_choices()
        self.form_errors.append(_("Câu xin đồng ý vừa được sửa. Mời Ông/Bà đọc lại rồi chọn lại."))
        return False

    def validate_respondent(self, field: Any) -> None:
        """One of the three."""
        if field.data not in RESPONDENTS:
            raise ValidationError(_("Hãy chọn một trong ba mục."))

    def validate_contact(self, field: Any) -> None:
        """A number left without saying yes or no: ask, neither drop it nor keep it unasked."""
        if field.data not in (YES, NO) and (self.address.data or self.name.data):
            raise ValidationError(_("Ông/Bà đã ghi tên hoặc số liên hệ. Hãy chọn “Đồng ý” để chúng tôi giữ lại, "
                                    "hoặc “Không đồng ý” để bỏ đi."))  # fmt: skip

    def validate_name(self, field: Any) -> None:
        """Fits its column."""
        if len(field.data) > 120:
            raise ValidationError(_("Họ tên dài quá 120 ký tự. Hãy viết gọn lại."))

    def validate_address(self, field: Any) -> None:
        """Needed, and of a form one can reach her by, only when she wants to be reached."""
        if "contact" not in self or self.contact.data != YES:
            return
        if not field.data:
            raise ValidationError(_("Hãy ghi số điện thoại hoặc thư điện tử; nếu không muốn ghi thì chọn “Không đồng ý”."))
        if len(field.data) > 200 or not (_PHONE.fullmatch(field.data) or _EMAIL.fullmatch(field.data)):
            raise ValidationError(_("Chưa giống số điện thoại hay thư điện tử. Ví dụ: 0912 345 678 hoặc ten@gmail.com."))

    def sender(self) -> Sender:
        """What she told, of a form that has validated."""
        consents = {
            purpose: self[purpose].data == YES
            for purpose in consent.PURPOSES
            if purpose in self and self[purpose].data in (YES, NO)
        }
        contact = (self.name.data, self.address.data) if consents.get(consent.CONTACT) else None
        unit_id = int(self.unit.data) if self.unit.data else None
        return Sender(unit_id, self.respondent.data, consents, contact)
