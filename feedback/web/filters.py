"""How dates, numbers and texts are shown, as Vietnamese readers expect."""

from datetime import date, datetime

from flask import Flask
from markupsafe import Markup, escape

from feedback import clock


def register(app: Flask) -> None:
    """Make the filters known to the templates."""
    app.add_template_filter(day)
    app.add_template_filter(moment)
    app.add_template_filter(number)
    app.add_template_filter(percent)
    app.add_template_filter(lines)


def day(value: date | datetime | None) -> str:
    """'25/11/2026'; empty for None."""
    if isinstance(value, datetime):
        value = clock.local(value).date()
    return f"{value:%d/%m/%Y}" if value else ""


def moment(value: datetime | None) -> str:
    """'08:30 ngày 25/11/2026' by the clock in Vietnam, without the word: '08:30 25/11/2026'; empty for None."""
    return f"{clock.local(value):%H:%M %d/%m/%Y}" if value else ""


def number(value: float | int) -> str:
    """'1.234' or '1.234,5': point between thousands, comma before decimals."""
    text = f"{value:,.1f}" if isinstance(value, float) and not value.is_integer() else f"{value:,.0f}"
    return text.translate(str.maketrans(",.", ".,"))


def percent(share: float) -> str:
    """A share of 1 as '12,5%'."""
    return number(round(share * 100, 1)) + "%"


def lines(text: str) -> Markup:
    """A text of several paragraphs as HTML paragraphs."""
    return Markup("").join(Markup("<p>{}</p>").format(escape(line)) for line in text.split("\n") if line.strip())
