"""How dates, numbers and texts are shown, as Vietnamese readers expect."""

from datetime import date, datetime

from flask import Flask
from flask_babel import get_domain, gettext
from markupsafe import Markup, escape

from feedback import clock
from surveys import numerals


def register(app: Flask) -> None:
    """Make the filters known to the templates."""
    app.add_template_filter(day)
    app.add_template_filter(moment)
    app.add_template_filter(number)
    app.add_template_filter(percent)
    app.add_template_filter(lines)
    app.jinja_env.globals["ngettext"] = counted


def day(value: date | datetime | None) -> str:
    """'25/11/2026'; empty for None."""
    if isinstance(value, datetime):
        value = clock.local(value).date()
    return f"{value:%d/%m/%Y}" if value else ""


def moment(value: datetime | None) -> str:
    """'08:30 ngày 25/11/2026' by the clock in Vietnam; empty for None."""
    if value is None:
        return ""
    here = clock.local(value)
    return str(gettext("%(time)s ngày %(day)s", time=f"{here:%H:%M}", day=f"{here:%d/%m/%Y}"))


def number(value: float | int) -> str:
    """'1.234' or '1.234,5': point between thousands, comma before decimals."""
    return numerals.show(round(value, 1))


def percent(share: float) -> str:
    """A share of 1 as '12,5%', whole ones as '4,0%': columns of shares stay in line, and agree with the report."""
    return numerals.percent(share)


def counted(singular: str, plural: str, num: int, **values: object) -> str:
    """`ngettext` of the templates: the number in the sentence is written like all others, '1.464 ý kiến'."""
    sentence = get_domain().get_translations().ungettext(singular, plural, num)  # Flask-Babel's own leaves no choice
    return str(sentence % {"num": number(num), **values})


def lines(text: str) -> Markup:
    """A text of several paragraphs as HTML paragraphs."""
    return Markup("").join(Markup("<p>{}</p>").format(escape(line)) for line in text.split("\n") if line.strip())
