"""Automatic numbers of an OpenDocument text: they are not in its paragraphs but follow from list styles (ODF 1.3, 19.880)."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from surveys.drafts.list_numbers import formatted

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LEVELS = 10
Counters = dict[int, int]


@dataclass(frozen=True)
class Level:
    """One level of a list style: the form of its number ("" shows none), what stands around it, how many it shows."""

    format: str = ""
    prefix: str = ""
    suffix: str = ""
    pattern: str = ""
    start: int = 1
    shown: int = 1
    bullet: bool = False


@dataclass
class ListState:
    """A list being read: its style, and the numbers reached, which a list that continues it goes on with."""

    style: str
    counters: Counters = field(default_factory=dict)


class Lists:
    """The list styles of a document and the numbers reached; ask in the order of the text."""

    def __init__(self, *roots: etree._Element) -> None:
        self.styles: dict[str, dict[int, Level]] = {}
        self.of_paragraphs: dict[str, tuple[str, str]] = {}
        self.outline: dict[int, Level] = {}
        self._known: dict[str, ListState] = {}
        self._latest: dict[str, ListState] = {}
        self._headings = ListState("")
        for root in roots:
            self._learn(root)

    def _learn(self, root: etree._Element) -> None:
        for node in root.iter(f"{TEXT}list-style"):
            self.styles[node.get(f"{STYLE}name", "")] = dict(_levels(node))
        for node in root.iter(f"{TEXT}outline-style"):
            self.outline = dict(_levels(node))
        for node in root.iter(f"{STYLE}style"):
            names = node.get(f"{STYLE}list-style-name", ""), node.get(f"{STYLE}parent-style-name", "")
            self.of_paragraphs[node.get(f"{STYLE}name", "")] = names

    def begin(self, node: etree._Element, paragraph_style: str) -> ListState:
        """The state of an outermost text:list, which may continue another; `paragraph_style` of its first paragraph."""
        style = node.get(f"{TEXT}style-name") or self.style_of(paragraph_style)
        before = self._known.get(node.get(f"{TEXT}continue-list") or "-")
        if before is None and node.get(f"{TEXT}continue-numbering") == "true":
            before = self._latest.get(style)
        state = ListState(style, before.counters if before else {})
        self._known[node.get(_XML_ID, "")] = state  # an identifier is never "-"
        self._latest[style] = state
        return state

    def style_of(self, paragraph_style: str) -> str:
        """The list style of a paragraph style, looked for in the styles it is based on."""
        seen: set[str] = set()
        while paragraph_style in self.of_paragraphs and paragraph_style not in seen:
            seen.add(paragraph_style)
            own, paragraph_style = self.of_paragraphs[paragraph_style]
            if own:
                return own
        return ""

    def label(self, state: ListState, depth: int, start: str | None) -> str:
        """Counts one item at `depth` (from 1) and gives its label; `start` restarts the numbers."""
        return _label(self.styles.get(state.style, {}), state.counters, depth, start)

    def heading(self, depth: int, start: str | None) -> str:
        """The label of a heading outside any list."""
        return _label(self.outline, self._headings.counters, depth, start)


def _label(levels: dict[int, Level], counters: Counters, depth: int, start: str | None) -> str:
    level = levels.get(depth, Level())
    counters[depth] = _number(start, counters.get(depth, level.start - 1) + 1)
    for deeper in range(depth + 1, _LEVELS + 1):
        counters.pop(deeper, None)
    if level.bullet:
        return "+" if level.prefix.strip() == "+" else "-"
    if not level.format:
        return level.prefix.strip()
    if level.pattern:
        return _filled(levels, counters, level.pattern)
    shown = range(max(1, depth - level.shown + 1), depth + 1)
    numbers = [_written(levels, counters, at) for at in shown]
    return f"{level.prefix}{'.'.join(number for number in numbers if number)}{level.suffix}".strip()


def _filled(levels: dict[int, Level], counters: Counters, pattern: str) -> str:
    for at in range(1, _LEVELS + 1):
        pattern = pattern.replace(f"%{at}%", _written(levels, counters, at))
    return pattern.strip()


def _written(levels: dict[int, Level], counters: Counters, depth: int) -> str:
    level = levels.get(depth, Level())
    return formatted(counters.get(depth, level.start), _FORMATS[level.format]) if level.format else ""


def _levels(style: etree._Element) -> Iterator[tuple[int, Level]]:
    for node in style:
        if not isinstance(node.tag, str):
            continue
        depth, bullet = _number(node.get(f"{TEXT}level"), 1), node.tag.endswith("level-style-bullet")
        form = node.get(f"{STYLE}num-format", "")
        yield depth, Level(
            form if form in _FORMATS else "",
            node.get(f"{TEXT}bullet-char", "") if bullet else node.get(f"{STYLE}num-prefix", ""),
            node.get(f"{STYLE}num-suffix", ""),
            node.get(f"{_LOEXT}num-list-format", ""),
            _number(node.get(f"{TEXT}start-value"), 1),
            _number(node.get(f"{TEXT}display-levels"), 1),
            bullet,
        )


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdigit() and len(text) < 8 else default
