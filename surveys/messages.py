"""Sentences of forms in Vietnamese, the source language: ours are msgids, those of WTForms are mapped to ours."""

from collections.abc import Callable


def mark(text: str) -> str:
    """Return `text` unchanged: imported as `_` it marks a msgid for extraction where no request language is known."""
    return text


_ = mark

# WTForms ships no Vietnamese catalogue; these are the sentences its fields, validators and CSRF check can say.
VIETNAMESE = {
    "This field is required.": _("Mục này chưa được điền."),
    "Not a valid choice.": _("Phương án này không có trong danh sách. Hãy chọn lại."),
    "Invalid Choice: could not coerce.": _("Phương án này không có trong danh sách. Hãy chọn lại."),
    "Invalid choice(s): one or more data inputs could not be coerced.": _("Có phương án không có trong danh sách."),
    "'%(value)s' is not a valid choice for this field.": _("“%(value)s” không có trong danh sách. Hãy chọn lại."),
    "'%(value)s' are not valid choices for this field.": _("“%(value)s” không có trong danh sách. Hãy chọn lại."),
    "Field must be equal to %(other_name)s.": _("Hai lần nhập chưa giống nhau."),
    "Field must be at least %(min)d character long.": _("Cần ít nhất %(min)d ký tự."),
    "Field must be at least %(min)d characters long.": _("Cần ít nhất %(min)d ký tự."),
    "Field cannot be longer than %(max)d character.": _("Chỉ được dài nhất %(max)d ký tự."),
    "Field cannot be longer than %(max)d characters.": _("Chỉ được dài nhất %(max)d ký tự."),
    "Field must be exactly %(max)d character long.": _("Cần đúng %(max)d ký tự."),
    "Field must be exactly %(max)d characters long.": _("Cần đúng %(max)d ký tự."),
    "Field must be between %(min)d and %(max)d characters long.": _("Cần từ %(min)d đến %(max)d ký tự."),
    "Number must be at least %(min)s.": _("Số phải từ %(min)s trở lên."),
    "Number must be at most %(max)s.": _("Số không được quá %(max)s."),
    "Number must be between %(min)s and %(max)s.": _("Số phải trong khoảng từ %(min)s đến %(max)s."),
    "Date must be at least %(min)s.": _("Ngày không được trước %(min)s."),
    "Date must be at most %(max)s.": _("Ngày không được sau %(max)s."),
    "Date must be between %(min)s and %(max)s.": _("Ngày phải trong khoảng từ %(min)s đến %(max)s."),
    "Invalid input.": _("Nội dung điền chưa đúng dạng."),
    "Invalid email address.": _("Địa chỉ thư điện tử chưa đúng."),
    "Invalid URL.": _("Địa chỉ trang chưa đúng."),
    "Not a valid integer value.": _("Chỉ điền số nguyên."),
    "Not a valid decimal value.": _("Chỉ điền một số."),
    "Not a valid float value.": _("Chỉ điền một số."),
    "Not a valid date value.": _("Ngày chưa đúng. Hãy điền ngày/tháng/năm."),
    "Not a valid datetime value.": _("Ngày giờ chưa đúng."),
    "Not a valid time value.": _("Giờ chưa đúng. Hãy điền giờ:phút."),
    "Invalid value, must be one of: %(values)s.": _("Chỉ nhận một trong các giá trị: %(values)s."),
    "Invalid value, can't be any of: %(values)s.": _("Không nhận các giá trị: %(values)s."),
    "This field cannot be edited.": _("Mục này không sửa được."),
    "Invalid CSRF Token.": _("Trang đã mở quá lâu. Hãy bấm gửi lại một lần nữa."),
    "CSRF token missing.": _("Trang đã mở quá lâu. Hãy bấm gửi lại một lần nữa."),
    "CSRF failed.": _("Trang đã mở quá lâu. Hãy bấm gửi lại một lần nữa."),
    "CSRF token expired.": _("Trang đã mở quá lâu. Hãy bấm gửi lại một lần nữa."),
}


class Translations:
    """What WTForms asks for sentences: first into Vietnamese, then through the application's catalogue, if any."""

    def __init__(self, translate: Callable[[str], str] = mark) -> None:
        """`translate` takes a Vietnamese msgid to the reader's language (flask_babel.gettext, say)."""
        self._translate = translate

    def gettext(self, string: str) -> str:
        """The sentence in the reader's language."""
        return self._translate(VIETNAMESE.get(string, string))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """As `gettext`: Vietnamese has one form for all numbers; other languages get theirs by `n`."""
        return self.gettext(singular if n == 1 else plural)
