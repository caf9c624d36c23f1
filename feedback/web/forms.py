"""The base of every form in the application: its messages in the interface's language, its dates as people write them."""

from flask_babel import gettext, ngettext
from flask_wtf import FlaskForm


class _Translations:
    """Hands WTForms' own sentences to the application's catalogue."""

    def gettext(self, string: str) -> str:
        """The sentence in the interface's language."""
        return gettext(string)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """The sentence for n things."""
        return ngettext(singular, plural, n)


translations = _Translations()


class Form(FlaskForm):  # type: ignore[misc]
    """A form with a CSRF token that lasts as long as the session."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Settings WTForms looks for under this name."""

        def get_translations(self, form: FlaskForm) -> _Translations:
            """Ours, for all languages."""
            return translations
