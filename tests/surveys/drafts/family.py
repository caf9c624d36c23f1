"""Drafts taken apart into clauses that can be changed, and put together again with the numbers and anchors they get."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from surveys.drafts.markers import LETTERS
from surveys.drafts.tree import Node

_FREE = ("kemtheo", "phuluc", "modau")
_ROMAN = ("chuong", "lama", "phan")
_LETTERS = {
    "phan": "ph", "chuong": "c", "muc": "m", "tieumuc": "t", "dieu": "d", "chuhoa": "h", "lama": "i", "khoan": "k",
    "so": "s", "sonho": "n", "diem": "p", "gach": "g", "cong": "cg",
}  # fmt: skip
_USED = "".join(letter for letter in LETTERS if letter not in "fjwz")


@dataclass(eq=False)
class Clause:
    """One clause in the making; `origins` are the anchors of the old clauses whose words it has."""

    level: str
    label: str
    heading: str
    text: str
    last: str  # part of its anchor, as long as its siblings are what they were
    children: list["Clause"] = field(default_factory=list)
    parent: "Clause | None" = None
    origins: list[str] = field(default_factory=list)
    moved: bool = False
    touched: bool = False
    path: str = ""
    before: dict[str, list["Clause"]] = field(default_factory=dict)

    def walk(self) -> Iterator["Clause"]:
        """All below, in document order, this one not included."""
        for child in self.children:
            yield child
            yield from child.walk()

    def put(self, place: int, child: "Clause") -> None:
        """Let `child` stand at `place` among the children."""
        child.parent = self
        self.children.insert(place, child)

    def leave(self) -> None:
        """Take the clause with all below it out of its parent."""
        assert self.parent is not None
        self.parent.children.remove(self)


def grow(nodes: Sequence[Node]) -> Clause:
    """A root above all clauses of a draft."""
    root = Clause("", "", "", "", "")
    known: dict[str | None, Clause] = {None: root}
    for node in nodes:
        above = known[node.parent]
        clause = Clause(node.level, node.label, node.heading, node.text, node.path.rpartition(".")[2])
        clause.origins, clause.path = [node.path], node.path
        above.put(len(above.children), clause)
        known[node.path] = clause
    for clause in [root, *root.walk()]:
        clause.before = _groups(clause)
    return root


def cut(root: Clause) -> list[tuple[Clause, Node]]:
    """Every clause with the node it became: numbered anew where siblings came, went or moved."""
    for clause in [root, *root.walk()]:
        for level, group in _groups(clause).items():
            if group != clause.before.get(level):
                _number(level, group)
    given: set[str] = set()
    return [(clause, _node(clause, root, given)) for clause in root.walk()]


def _groups(clause: Clause) -> dict[str, list[Clause]]:
    """What is numbered together below a clause; the Điều of a document are, whatever chapter they stand in."""
    groups: dict[str, list[Clause]] = {}
    for child in clause.children:
        if child.level not in ("dieu", *_FREE):
            groups.setdefault(child.level, []).append(child)
    if clause.level in ("", "kemtheo", "phuluc"):
        groups["dieu"] = list(_articles(clause))
    return groups


def _articles(clause: Clause) -> Iterator[Clause]:
    for child in clause.children:
        if child.level == "dieu":
            yield child
        if child.level not in _FREE:
            yield from _articles(child)


def _number(level: str, group: list[Clause]) -> None:
    for number, clause in enumerate(group, start=1):
        last = str(number)
        if level == "diem":
            clause.label = last = _USED[(number - 1) % len(_USED)] + ("" if number <= len(_USED) else "1")
        elif level in _ROMAN:
            clause.label = roman(number)
        elif level in ("gach", "cong"):
            clause.label = {"gach": "-", "cong": "+"}[level]
        else:
            clause.label = last
        clause.last = _LETTERS[level] + last


def roman(number: int) -> str:
    """I, II, III … up to XXXIX."""
    return "X" * (number // 10) + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][number % 10]


def _node(clause: Clause, root: Clause, given: set[str]) -> Node:
    parent = clause.parent if clause.parent is not root else None
    above = clause.parent
    while clause.level == "dieu" and above is not None and above.level not in ("", *_FREE):
        above = above.parent
    wanted = f"{above.path}.{clause.last}" if above is not None and above.path else clause.last
    path = next(p for p in (wanted, *(f"{wanted}-{n}" for n in range(2, 99))) if p not in given)
    given.add(path)
    clause.path = path
    return Node(path, clause.level, clause.label, clause.heading, clause.text, parent.path if parent else None)
