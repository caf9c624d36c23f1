"""Finding and reading the ready questionnaires of this folder."""

import json
from importlib.resources import files

from surveys.questionnaire import Questionnaire

_FOLDER = files("surveys.library")


def names() -> tuple[str, ...]:
    """Names of the ready questionnaires, sorted."""
    return tuple(sorted(item.name.removesuffix(".json") for item in _FOLDER.iterdir() if item.name.endswith(".json")))


def load(name: str) -> Questionnaire:
    """The ready questionnaire called `name`; KeyError when there is none."""
    if name not in names():
        raise KeyError(name)
    return Questionnaire.from_json(json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8")))
