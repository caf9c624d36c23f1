"""Forms of the questionnaire: its head, and one question of any kind.

Which attributes a question's form asks for is said by its kind (`Kind.uses`); nothing here knows a kind by name.
"""

import types
import unicodedata
from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, NumberRange, ValidationError

from feedback.consultations.naming import named_choices
from feedback.errors import UserError
from feedback.web.forms import Form
from surveys import numerals
from surveys.questionnaire import Question
from surveys.types.base import Kind

_TOO_LONG = _l("Chỉ được dài nhất %(max)d ký tự.")
MOST_CHOICES = 60


class Head(Form):
    """Title and introduction of a questionnaire."""

    title = StringField(
        _l("Tên phiếu"), [DataRequired(_l("Hãy ghi tên phiếu.")), Length(max=500, message=_TOO_LONG)]
    )
    intro = TextAreaField(
        _l("Lời giới thiệu của phiếu"), [Length(max=5000, message=_TOO_LONG)],
        description=_l("Vài câu: vì sao hỏi, mất mấy phút, có phải ghi tên không."), render_kw={"rows": 3},
    )  # fmt: skip
    seen = HiddenField()


class _Common(Form):
    """What every question has."""

    label = TextAreaField(
        _l("Lời hỏi"), [DataRequired(_l("Hãy viết lời hỏi.")), Length(max=1000, message=_TOO_LONG)],
        description=_l("Một câu hỏi chỉ hỏi một việc, viết như khi nói với người dân."), render_kw={"rows": 2},
    )  # fmt: skip
    hint = StringField(_l("Lời gợi ý"), [Length(max=500, message=_TOO_LONG)], description=_l("Hiện nhỏ dưới lời hỏi."))
    required = BooleanField(_l("Bắt buộc trả lời"))
    seen = HiddenField()


def _numeral(form: Any, field: Any) -> None:
    try:
        _number(field.data, field.name)
    except numerals.NumeralError:
        raise ValidationError(_("Chỉ điền một số, viết bằng chữ số, ví dụ 1.500.000.")) from None


_FIELDS: dict[str, Callable[[], Any]] = {
    "choices": lambda: TextAreaField(
        _l("Các phương án"), [Length(max=10_000, message=_TOO_LONG)],
        description=_l("Mỗi phương án một dòng, theo thứ tự muốn hiện."), render_kw={"rows": 6},
    ),
    "low_label": lambda: StringField(
        _l("Lời cho mức thấp nhất"), [Length(max=100, message=_TOO_LONG)],
        description=_l("Chỉ cần khi không ghi lời cho từng mức."),
    ),
    "high_label": lambda: StringField(_l("Lời cho mức cao nhất"), [Length(max=100, message=_TOO_LONG)]),
    "no_opinion": lambda: BooleanField(_l("Cho chọn “Không có ý kiến”"), default=True),
    "unit": lambda: StringField(
        _l("Đơn vị tính"), [Length(max=30, message=_TOO_LONG)], description=_l("Ví dụ: đồng, người, km.")
    ),
    "low": lambda: StringField(_l("Số nhỏ nhất"), [_numeral], description=_l("Để trống nếu không giới hạn.")),
    "high": lambda: StringField(_l("Số lớn nhất"), [_numeral], description=_l("Để trống nếu không giới hạn.")),
    "decimals": lambda: IntegerField(
        _l("Số chữ số sau dấu phẩy"), [NumberRange(0, 6, _l("Ghi một số từ 0 đến 6."))], default=0
    ),
    "max_length": lambda: IntegerField(
        _l("Số ký tự nhiều nhất"), [NumberRange(1, 20_000, _l("Ghi một số từ 1 đến 20.000."))], default=5000,
        description=_l("5.000 ký tự là khoảng hai trang giấy."),
    ),
}  # fmt: skip


def form_class(kind: Kind) -> type[Form]:
    """The form for a question of this kind."""
    fields: dict[str, Any] = {}
    if kind.presets:
        names = [SelectChoice("", _l("Tự ghi ở dưới"))]
        names += [SelectChoice(str(place), _l(preset.title)) for place, preset in enumerate(kind.presets)]
        fields["preset"] = SelectField(
            _l("Dùng bộ có sẵn"), choices=names, default="", description=_l("Chỉ dùng khi ô các phương án để trống.")
        )
    fields |= {name: _FIELDS[name]() for name in kind.uses}
    # FormMeta, the metaclass, is found by itself
    return types.new_class("QuestionForm", (_Common,), exec_body=lambda body: body.update(fields))


def shown(question: Question, kind: Kind) -> dict[str, Any]:
    """Form data that shows a question for changing."""
    data: dict[str, Any] = {name: getattr(question, name) for name in ("label", "hint", "required", *kind.uses)}
    if "choices" in data:
        data["choices"] = "\n".join(choice.label for choice in question.choices)
    for name in ("low", "high"):
        if data.get(name) is not None:
            data[name] = numerals.show(data[name])
    return data


def read(form: Any, kind: Kind, before: Question) -> Question:
    """The question a valid form describes; it keeps the name of the one `before`.

    Raises UserError at the field for what a definition cannot be.
    """
    values = {name: _READERS.get(name, _text)(form[name].data, name) for name in ("label", "hint", *kind.uses)}
    if "choices" in values:
        values["choices"] = _choices(form, kind, before, values["choices"])
    question = Question(name=before.name, kind=kind.name, required=form.required.data, **values)
    for sentence in kind.check(question):
        raise UserError(sentence, _concerned(kind))
    return question


def _concerned(kind: Kind) -> str | None:
    """The field at which to say that a question does not hold together: its options, or the first of its numbers."""
    return next((name for name in ("choices", "low", "max_length") if name in kind.uses), None)


def _choices(form: Any, kind: Kind, before: Question, labels: list[str]) -> Any:
    if not labels and "preset" in form and form.preset.data:
        return kind.presets[int(form.preset.data)].choices
    if len(labels) > MOST_CHOICES:
        raise UserError(_("Nhiều nhất %(n)s phương án. Hãy gộp bớt lại.", n=MOST_CHOICES), "choices")
    return named_choices(labels, before.choices, kind.choice_names)


def _text(value: Any, name: str) -> Any:
    if not isinstance(value, str):
        return value
    return " ".join(unicodedata.normalize("NFC", value.replace("\x00", "")).split())


def _lines(value: str | None, name: str) -> list[str]:
    return [line for line in (_text(line, name) for line in (value or "").splitlines()) if line]


def _number(value: str | None, name: str) -> int | float | None:
    if not (value or "").strip():
        return None
    number = numerals.parse(value or "")
    return int(number) if number == number.to_integral_value() else float(number)


_READERS: dict[str, Callable[[Any, str], Any]] = {"choices": _lines, "low": _number, "high": _number}
