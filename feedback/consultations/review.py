"""The review screen of a draft, as values: the text in numbered lines beside the tree, each side knowing the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from feedback.consultations.models import Clause, DraftVersion
from surveys.drafts.locate import owners, starts


@dataclass(frozen=True)
class Line:
    """One line of the text that is not blank: its number from 1 and the anchor of the clause it belongs to, if any."""

    number: int
    text: str
    path: str | None
    here: bool


@dataclass(frozen=True)
class Beside:
    """The lines of a draft, and by anchor the number of the line on which each clause begins."""

    lines: tuple[Line, ...]
    begins: dict[str, int]


def beside(draft: DraftVersion, clauses: Sequence[Clause], chosen: str | None) -> Beside:
    """The text of a draft beside its clauses; lines of the clause `chosen` are marked `here`."""
    texts = draft.source.split("\n")
    found = starts(texts, clauses)
    footer = {line.strip() for line in draft.footer.split("\n")}
    owned = owners(found, len(texts))
    lines: list[Line] = []
    for place, (text, owner) in enumerate(zip(texts, owned, strict=True)):
        words = text.strip()
        if words:
            path = clauses[owner].path if owner is not None and words not in footer else None
            lines.append(Line(place + 1, words, path, path is not None and path == chosen))
    begins = {clause.path: line + 1 for clause, line in zip(clauses, found, strict=True) if line is not None}
    return Beside(tuple(lines), begins)


@dataclass(frozen=True)
class Doubts:
    """The clauses to look at, with the one before and the one after the chosen clause, going round at the ends."""

    clauses: tuple[Clause, ...]
    before: Clause | None
    after: Clause | None


def doubts(clauses: Sequence[Clause], doubtful: Sequence[Clause], chosen: Clause | None) -> Doubts:
    """The doubtful clauses as seen from the chosen one."""
    if not doubtful:
        return Doubts((), None, None)
    place = {clause.path: index for index, clause in enumerate(clauses)}
    here = place[chosen.path] if chosen else -1
    later = [clause for clause in doubtful if place[clause.path] > here]
    earlier = [clause for clause in doubtful if place[clause.path] < here]
    return Doubts(tuple(doubtful), (earlier or list(doubtful))[-1], (later or list(doubtful))[0])
