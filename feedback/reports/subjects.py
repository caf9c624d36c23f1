"""What opinions speak about (a clause, a question, the whole) and which theme they are in, in the order of documents."""

from collections.abc import Iterable
from dataclasses import dataclass

from feedback.consultations.following import parse
from feedback.reports.material import Material, Said
from feedback.reports.wording import EXCLUDED, NEW, NOT_ANALYSED, UNPLACED, WHOLE, WORDLESS, upper


@dataclass(frozen=True)
class Topic:
    """Opinions of one theme about one subject. `theme` is None for those in no theme; `name` then says why."""

    theme: int | None
    name: str
    opinions: tuple[Said, ...]


@dataclass(frozen=True)
class Subject:
    """A clause, an open question or the draft as a whole, with all opinions about it and the same parted by theme."""

    kind: str
    """'clause' | 'dropped' (a clause of an earlier version that the draft no longer has) | 'question' | 'whole'"""
    name: str
    heading: str
    opinions: tuple[Said, ...]
    topics: tuple[Topic, ...]


def subjects(material: Material) -> tuple[Subject, ...]:
    """Everything opinions speak about: clauses in the order of the draft, then open questions, then the whole; last the
    clauses of earlier versions that the draft no longer has."""
    groups: dict[tuple[str, str], list[Said]] = {}
    for said in material.opinions:
        groups.setdefault(_about(said), []).append(said)
    clauses, dropped = (
        [(kind, path) for path in material.outline.sort(path for other, path in groups if other == kind)]
        for kind in ("clause", "dropped")
    )
    labels = _questions(material)
    places = {name: place for place, name in enumerate(labels)}
    names = (name for kind, name in groups if kind == "question")
    asked = sorted(names, key=lambda name: (places.get(name, len(places)), name))
    order = [*clauses, *(("question", name) for name in asked), ("whole", ""), *dropped]
    return tuple(_subject(material, labels, key, groups[key]) for key in order if key in groups)


def _about(said: Said) -> tuple[str, str]:
    if said.clause:
        return ("clause" if parse(said.clause)[0] is None else "dropped"), said.clause
    return ("question", said.question) if said.question else ("whole", "")


def _questions(material: Material) -> dict[str, str]:
    """Wordings of the questions by name, in the order they are asked; the newest wording of each."""
    return {question.name: question.label for asked in material.asked for question in asked.questionnaire.questions}


def _subject(material: Material, labels: dict[str, str], key: tuple[str, str], opinions: list[Said]) -> Subject:
    kind, name = key
    heading = ""
    if kind == "clause":
        heading = material.draft.headings.get(name, "") if material.draft else ""
        shown = upper(material.outline.names.get(name) or f"điều khoản không còn trong bản dự thảo mới ({name})")
    elif kind == "dropped":
        number, path = parse(name)
        shown = f"{upper(material.outline.names.get(name) or path)} (bản số {number}, bản sau đã bỏ)"
    else:
        shown = f"Trả lời câu hỏi “{labels.get(name, name)}”" if kind == "question" else WHOLE
    return Subject(kind, shown, heading, tuple(opinions), topics(material, opinions))


def topics(material: Material, opinions: Iterable[Said]) -> tuple[Topic, ...]:
    """The opinions parted by theme, the largest theme first, those in no theme last."""
    groups: dict[tuple[int | None, str], list[Said]] = {}
    for said in opinions:
        groups.setdefault((said.theme, theme_name(material, said)), []).append(said)
    found = [Topic(theme, name, tuple(group)) for (theme, name), group in groups.items()]
    return tuple(sorted(found, key=lambda topic: (topic.theme is None, -len(topic.opinions), topic.name)))


def theme_name(material: Material, said: Said) -> str:
    """Name of the opinion's theme, or why it is in none."""
    if said.theme is not None:
        return material.themes[said.theme].name
    if said.placed:
        return UNPLACED
    if not said.text and not said.proposed:
        return WORDLESS
    if not said.may_group:
        return EXCLUDED
    return NEW if material.run else NOT_ANALYSED
