"""Answers inside of words: `${name}` in a label or a message becomes the answer to that question."""

import re
from collections.abc import Mapping

from surveys.conditions.values import Held, text_of

_MENTION = re.compile(r"\$\{ *([^{}]*?) *\}")


def fill(words: str, answers: Mapping[str, Held]) -> str:
    """`words` with answers filled in, nothing where there is none; numbers with a decimal comma, as people read them."""
    return _MENTION.sub(lambda match: _shown(answers.get(match[1], "")), words)


def mentions(words: str) -> tuple[str, ...]:
    """Names of the questions mentioned, in order."""
    return tuple(_MENTION.findall(words))


def _shown(value: Held) -> str:
    return text_of(value).replace(".", ",") if isinstance(value, float) else text_of(value)
