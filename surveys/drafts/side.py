"""One of two versions of a draft as the matching sees it: clauses by their place, with family and words."""

from collections.abc import Sequence
from dataclasses import dataclass

from surveys.drafts.likeness import Bag, bags
from surveys.drafts.tree import Node

ROOT = -1


@dataclass(frozen=True)
class Side:
    """Clauses are named by their place in document order; `parents` has ROOT for those that stand highest."""

    nodes: tuple[Node, ...]
    bags: tuple[Bag, ...]
    parents: tuple[int, ...]
    children: dict[int, list[int]]

    def __len__(self) -> int:
        return len(self.nodes)


def sides(old: Sequence[Node], new: Sequence[Node]) -> tuple[Side, Side]:
    """Both versions; words are weighted by how many clauses of the two have them."""
    weighed = bags([own_text(node) for node in (*old, *new)])
    return _side(old, weighed[: len(old)]), _side(new, weighed[len(old) :])


def own_text(node: Node) -> str:
    """Heading and text of one clause without its number and without what stands below it."""
    return "\n".join(part for part in (node.heading, node.text) if part)


def _side(nodes: Sequence[Node], weighed: Sequence[Bag]) -> Side:
    places = {node.path: place for place, node in enumerate(nodes)}
    parents = tuple(places.get(node.parent, ROOT) if node.parent else ROOT for node in nodes)
    children: dict[int, list[int]] = {}
    for place, parent in enumerate(parents):
        children.setdefault(parent, []).append(place)
    return Side(tuple(nodes), tuple(weighed), parents, children)
