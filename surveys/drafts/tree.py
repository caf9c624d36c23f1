"""The clause tree of a draft: frozen values, their JSON form, their names and their plain text.

`render` writes a text from which the grammar reads the same tree again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from surveys.drafts.parts import is_state_heading
from surveys.drafts.wording import display_label, marker_line

__all__ = ["LEVELS", "Draft", "Node", "display_label", "from_json", "full_label", "render", "to_json"]

LEVELS = (
    "modau", "kemtheo", "phuluc", "phan", "chuong", "muc", "tieumuc", "dieu", "chuhoa", "lama",
    "khoan", "so", "sonho", "diem", "gach", "cong",
)  # fmt: skip
"""Every level a node may have, outermost first: opening part, attached document, annex, Phần, Chương, Mục,
Tiểu mục, Điều, capital letter (A.), Roman (I.), khoản (1. under an Điều), number (1. in a plan), 1.1,
điểm (a), dash (-), plus (+)."""

_DETACHED = ("kemtheo", "phuluc")
_TITLED = ("kemtheo", "phuluc", "phan", "chuong", "muc", "tieumuc")


@dataclass(frozen=True)
class Node:
    """One clause: `path` is its anchor ("d5.k2.pđ"), `label` what numbers it, `text` its own paragraphs (one a line).

    `doubt` marks what the grammar was not sure of and a person should look at.
    """

    path: str
    level: str
    label: str
    heading: str
    text: str
    parent: str | None
    doubt: bool = False


@dataclass(frozen=True)
class Draft:
    """A draft in document order; `footer` holds signatures and lists of recipients, which are not content."""

    title: str
    nodes: tuple[Node, ...]
    warnings: tuple[str, ...] = ()
    footer: str = ""


def to_json(draft: Draft) -> dict[str, Any]:
    """The form that `langnghe draft parse` prints."""
    return {
        "title": draft.title,
        "nodes": [asdict(node) for node in draft.nodes],
        "warnings": list(draft.warnings),
        "footer": draft.footer,
    }


def from_json(value: Mapping[str, Any]) -> Draft:
    """The draft that `to_json` wrote; raises KeyError or TypeError on a mapping of another form."""
    nodes = tuple(Node(**node) for node in value["nodes"])
    return Draft(value["title"], nodes, tuple(value["warnings"]), value.get("footer", ""))


def full_label(nodes: Draft | Iterable[Node], path: str) -> str:
    """The name by which a clause is cited, innermost first: "điểm đ khoản 2 Điều 5", "mục 1 phần II".

    Chapters are left out above an Điều, whose number is unique in its document. Raises KeyError for an unknown path.
    """
    known = {node.path: node for node in (nodes.nodes if isinstance(nodes, Draft) else nodes)}
    names: list[str] = []
    node: Node | None = known[path]
    while node is not None:
        names.append(display_label(node))
        node = _above(known, node)
    return " ".join(names)


def _above(known: Mapping[str, Node], node: Node) -> Node | None:
    """The next node that a citation names: above an Điều the attached document, if any; 2.1 says 2 already."""
    parent = known.get(node.parent) if node.parent else None
    while parent is not None and _said(node, parent):
        parent = known.get(parent.parent) if parent.parent else None
    return parent


def _said(node: Node, parent: Node) -> bool:
    if node.level == "dieu":
        return parent.level not in _DETACHED
    return node.level == "sonho" and parent.level in ("khoan", "so", "sonho")


def render(draft: Draft) -> str:
    """Plain text, one paragraph a line, that parses back to the same tree."""
    lines = [draft.title] if draft.title else []
    footer_due = draft.footer
    for node in draft.nodes:
        if footer_due and node.level in _DETACHED:
            lines.append(footer_due)  # an annex stops the grammar, so a footer after it would be read as annex
            footer_due = ""
        lines += _node_lines(node)
    return "\n".join([*lines, footer_due] if footer_due else lines)


def _node_lines(node: Node) -> list[str]:
    if node.level == "modau":
        return [node.text]
    marker = marker_line(node)
    if node.level == "phuluc" and not marker and not is_state_heading(node.text.partition("\n")[0]):
        marker = "PHỤ LỤC"  # a form that begins with the name of the State needs no other sign
    if node.level in _TITLED:
        return [part for part in (marker, node.heading, node.text) if part]
    body = [part for part in (node.heading, node.text) if part]
    return [f"{marker} {body[0]}", *body[1:]] if body else [marker]
