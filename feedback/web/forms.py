"""The base of every form in the application: its messages are in the interface's language."""

from flask_babel import gettext
from flask_wtf import FlaskForm

from feedback.errors import UserError
from surveys.messages import VIETNAMESE


class _Translations:
    """Hands WTForms' own sentences, put into Vietnamese first, to the application's catalogue."""

    def gettext(self, string: str) -> str:
        """The sentence in the interface's language."""
        return str(gettext(VIETNAMESE.get(string, string)))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """The sentence for n things."""
        return self.gettext(singular if n == 1 else plural)


translations = _Translations()


class Form(FlaskForm):  # type: ignore[misc]
    """A form with a CSRF token that lasts as long as the session."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Settings WTForms looks for under this name."""

        def get_translations(self, form: FlaskForm) -> _Translations:
            """Ours, for all languages."""
            return translations


def blame(form: FlaskForm, error: UserError) -> None:
    """Show a service's complaint at the field it concerns, or at the top of the form."""
    if error.field is not None and error.field in form:
        form[error.field].errors = [*form[error.field].errors, error.sentence]
    else:
        form.form_errors.append(error.sentence)
