"""Names of questions and options, made from their words: what answers are stored under and tables have as headers."""

import re
from collections.abc import Collection, Sequence

from analysis.text.normalise import fold
from surveys.questionnaire import NAME, Choice

LONGEST = 40
WORDS = 24


def question_name(words: str, taken: Collection[str]) -> str:
    """A free name made of the first words: 'ong_ba_co_tan_thanh', 'ong_ba_co_tan_thanh_2'."""
    base = words if NAME.fullmatch(words) else _first_words(words)
    name, times = base, 1
    while name in taken:
        times += 1
        name = f"{base[: LONGEST - 4]}_{times}"
    return name


def _first_words(words: str) -> str:
    base = ""
    for word in re.sub(r"[^a-z0-9]+", " ", fold(words)).split():
        if len(base) + len(word) >= WORDS:
            break
        base = f"{base}_{word}" if base else word
    return base if NAME.fullmatch(base) else f"cau_{base}".rstrip("_")


def named_choices(labels: Sequence[str], before: Sequence[Choice], fixed: Sequence[str]) -> tuple[Choice, ...]:
    """Options with these labels, in this order.

    `fixed` are names the kind of question prescribes. Otherwise an option keeps the name it had `before`: by its
    label, or by its place when only words were changed; a new one gets the next free c1, c2, …
    """
    if fixed:
        names = [*fixed, *(f"c{place}" for place in range(len(fixed) + 1, len(labels) + 1))]
        return tuple(Choice(name, label) for name, label in zip(names, labels, strict=False))
    known = {choice.label: choice.name for choice in before}
    kept = {known[label] for label in labels if label in known}
    free = iter(f"c{number}" for number in range(1, len(labels) + len(before) + 2))
    used = {choice.name for choice in before}
    choices: list[Choice] = []
    for place, label in enumerate(labels):
        name = known.get(label)
        if name is None and len(labels) == len(before) and before[place].name not in kept:
            name = before[place].name
        if name is None or name in {choice.name for choice in choices}:
            name = next(candidate for candidate in free if candidate not in used)
        choices.append(Choice(name, label))
    return tuple(choices)
