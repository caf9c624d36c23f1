"""The fragments of templates/questions: every error and hint linked to its field, nothing typed lost or unescaped."""

from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import html
from werkzeug.datastructures import MultiDict

from surveys.form import PREFIX, form
from surveys.questionnaire import Question, Questionnaire
from surveys.types.registry import KINDS

FOLDER = Path(__file__).parents[2] / "templates"


def page(questionnaire: Questionnaire, bound: Any) -> html.HtmlElement:
    environment = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined)
    environment.globals["_"] = lambda text: text
    parts = [
        environment.get_template(f"questions/{question.kind}.html").render(
            question=question, field=bound[PREFIX + question.name]
        )
        for question in questionnaire.questions
    ]
    return html.fromstring(f"<form>{''.join(parts)}</form>")


def described(element: html.HtmlElement, root: html.HtmlElement) -> list[str]:
    return [root.get_element_by_id(name).text_content().strip() for name in element.get("aria-describedby", "").split()]


def test_every_kind_has_a_template() -> None:
    assert {path.stem for path in (FOLDER / "questions").glob("[a-z]*.html")} == set(KINDS)


def test_hints_and_errors_are_linked(questionnaire: Questionnaire) -> None:
    typed = MultiDict([("q-ly_do", "bao"), ("q-muc_dong", "nhiều"), ("q-de_nghi", "ô" * 101)])
    bound = form(questionnaire, typed)
    assert not bound.validate()
    root = page(questionnaire, bound)
    for question in questionnaire.questions:
        field = bound[PREFIX + question.name]
        first = root.get_element_by_id(field.id)
        holder = next(iter(first.xpath("ancestor::fieldset")), first)
        assert f"Lỗi: {field.errors[0]}" in [" ".join(text.split()) for text in described(holder, root)]
    group = root.get_element_by_id("q-ly_do").xpath("ancestor::fieldset")[0]
    assert described(group, root)[0] == "Có thể chọn nhiều."
    assert [element.get("aria-invalid") for element in root.xpath("//textarea | //input[@type='text']")] == ["true"] * 2


def test_without_errors_nothing_claims_one(questionnaire: Questionnaire) -> None:
    root = page(questionnaire, form(questionnaire))
    assert not root.xpath("//*[contains(@class, 'q-error') or contains(@class, 'q-invalid') or @aria-invalid]")
    assert [element.get("aria-describedby") for element in root.xpath("//*[@aria-describedby]")] == [
        "q-ly_do-hint",
        "q-muc_dong-unit",
    ]


def test_ids_are_unique_and_each_option_is_a_labelled_row(questionnaire: Questionnaire) -> None:
    root = page(questionnaire, form(questionnaire))
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    for option in root.xpath("//input[@type='radio' or @type='checkbox']"):
        assert option.getparent().get("class") == "option"
        assert option.getparent().text_content().strip()
    assert [legend.text_content().split("(")[0].strip() for legend in root.xpath("//legend")] == [
        question.label for question in questionnaire.questions if question.kind in ("single", "multiple", "scale")
    ]
    assert len(root.xpath("//fieldset[.//input[@name='q-hai_long']]//input")) == 6


def test_only_what_may_be_left_out_says_so(questionnaire: Questionnaire) -> None:
    root = page(questionnaire, form(questionnaire))
    optional = [element.getparent().text_content() for element in root.xpath("//*[@class='q-optional']")]
    assert len(optional) == 3
    assert not any("hài lòng" in text for text in optional)


def test_typed_is_kept_and_escaped(questionnaire: Questionnaire) -> None:
    nasty = "\n</textarea><script>alert('x')</script> \"ngoặc\" & <b>"
    typed = MultiDict(
        [("q-ly_do", "kho"), ("q-ly_do", "khac"), ("q-hai_long", "2"), ("q-muc_dong", '"><i>'), ("q-de_nghi", nasty)]
    )
    root = page(questionnaire, form(questionnaire, typed))
    assert root.xpath("//input[@checked]/@value") == ["kho", "khac", "2"]
    assert root.get_element_by_id("q-muc_dong").get("value") == '"><i>'
    assert root.get_element_by_id("q-de_nghi").text.strip() == nasty.strip()
    assert not root.xpath("//script | //i | //b")


@pytest.mark.parametrize(
    ("attributes", "mode"),
    [({}, "numeric"), ({"decimals": 1}, "decimal"), ({"low": -5}, "text"), ({"low": -5, "decimals": 1}, "text")],
)
def test_the_keyboard_of_a_number_has_the_signs_it_needs(attributes: dict[str, int], mode: str) -> None:
    number = Question("do", "number", "Mấy độ?", unit="°C", **attributes)  # type: ignore[arg-type]
    questionnaire = Questionnaire("Phiếu", questions=(number,))
    field = page(questionnaire, form(questionnaire)).get_element_by_id("q-do")
    assert field.get("inputmode") == mode
    assert field.get("autocomplete") == "off"
