"""A questionnaire as a WTForms form, and its answers as JSON values."""

from collections.abc import Mapping
from typing import Any

from wtforms import Form

from surveys.messages import Translations
from surveys.questionnaire import Questionnaire
from surveys.types.base import Value
from surveys.types.registry import kind_of

PREFIX = "q-"
"""Before each question's name, so that no question collides with another field of the page."""


def form_class(questionnaire: Questionnaire, translations: Any = None, base: Any = Form) -> Any:
    """A subclass of `base` with one field per question, named PREFIX + name, in the order of the questionnaire.

    `translations` is what WTForms calls for sentences (`Translations(flask_babel.gettext)` in the application,
    plain Vietnamese by default). Raises QuestionnaireError for a kind that does not exist.
    """
    spoken = translations or Translations()
    meta = type("Meta", (), {"get_translations": lambda self, form: spoken})
    fields = {PREFIX + question.name: kind_of(question).field(question) for question in questionnaire.questions}
    return type(base)("QuestionnaireForm", (base,), {"Meta": meta, "questionnaire": questionnaire, **fields})


def form(
    questionnaire: Questionnaire,
    formdata: Any = None,
    data: Mapping[str, Value] | None = None,
    translations: Any = None,
    base: Any = Form,
) -> Any:
    """The bound form. `formdata` is what was posted (a multidict); without it, `data` are answers to show again.

    Posted data win as a whole: an answer taken away by the respondent does not come back from `data`.
    """
    typed = {
        PREFIX + question.name: kind_of(question).typed(question, (data or {}).get(question.name))
        for question in questionnaire.questions
    }
    return form_class(questionnaire, translations, base)(formdata, data=None if formdata is not None else typed)


def answers(form: Any) -> dict[str, Value]:
    """The answers of a form made here that has validated, by question name; questions left empty are not in it."""
    values = {
        question.name: kind_of(question).value(question, form[PREFIX + question.name].data)
        for question in form.questionnaire.questions
    }
    return {name: value for name, value in values.items() if value is not None}
