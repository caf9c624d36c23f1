"""The JavaScript interpreter in a browser: many cases at once, results as texts that differ when one bit does."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from surveys.conditions.values import Held, number_text

SCRIPT = Path(__file__).resolve().parents[3] / "feedback" / "web" / "static" / "conditions.js"

_VALUES = """text => JSON.parse(text).map(({tree, scope}) => {
  const bare = object => Object.assign(Object.create(null), object);
  for (const part of ['answers', 'row', 'labels']) scope[part] = bare(scope[part]);
  const value = Conditions.value(tree, scope);
  return (typeof value)[0] + ':' + (Object.is(value, -0) ? '-0' : String(value));
})"""
_FORMS = """text => {
  const {logic, world, answers} = JSON.parse(text);
  return answers.map(each => JSON.stringify(Conditions.evaluate(logic, each, world)));
}"""


class Phone:
    """A page with conditions.js loaded."""

    def __init__(self, page: Page) -> None:
        page.add_script_tag(path=SCRIPT)
        self.page = page

    def values(self, cases: Sequence[dict[str, Any]]) -> list[str]:
        """Values of {"tree": …, "scope": …}, written as `written` does."""
        found: list[str] = self.page.evaluate(_VALUES, json.dumps(cases))
        return found

    def outcomes(self, logic: dict[str, Any], world: dict[str, Any], answers: Sequence[Any]) -> list[Any]:
        """What `Conditions.evaluate` says for each set of answers."""
        load = json.dumps({"logic": logic, "world": world, "answers": answers})
        return [json.loads(text) for text in self.page.evaluate(_FORMS, load)]


def written(value: Held) -> str:
    """A value with its type, every bit of a number told apart but those of NaN."""
    if isinstance(value, bool):
        return "b:true" if value else "b:false"
    if isinstance(value, float):
        return "n:" + ("NaN" if value != value else "-0" if str(value) == "-0.0" else number_text(value))
    return "s:" + value
