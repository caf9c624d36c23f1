"""Word's automatic numbers: they are not in the text of a paragraph but counted from numbering.xml (ECMA-376, 17.9)."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from surveys.drafts.list_numbers import formatted

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9


@dataclass(frozen=True)
class Level:
    """One level of a list: format of its number, the pattern around it ("Điều %1.", "%1.%2"), where it starts.

    `restart`: the level (from 1) at or above which a number makes this one start again; 0 never does, so that Điều are
    counted through all chapters; None: any level above. `style`: the paragraph style bound to the level.
    """

    format: str = "decimal"
    pattern: str = ""
    start: int = 1
    legal: bool = False
    restart: int | None = None
    style: str = ""


@dataclass
class _List:
    """A numbered list: `shared` names the counters, which lists of one abstract definition have in common."""

    levels: dict[int, Level]
    shared: str
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts through a document: ask `label` once for each paragraph, in order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._lists = dict(_lists(numbering)) if numbering is not None else {}
        self._styles = dict(_style_numbers(styles)) if styles is not None else {}
        self._counters: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()

    def label(self, paragraph: etree._Element) -> str:
        """The number that Word shows before the paragraph, "" if none."""
        number, depth = self._reference(paragraph)
        found = self._lists.get(number)
        if found is None or depth not in found.levels:
            return ""
        counters = self._advance(number, found, depth)
        level = found.levels[depth]
        if level.format in ("bullet", "none"):
            return _bullet(level)
        return _filled(found, counters, level)

    def _reference(self, paragraph: etree._Element) -> tuple[str, int]:
        """List and level named by the paragraph itself, else by its style."""
        style = _value(paragraph.find(f"{W}pPr/{W}pStyle"))
        by_style = self._of_style(style or "")
        own = paragraph.find(f"{W}pPr/{W}numPr")
        if own is None:
            return by_style
        number = _value(own.find(f"{W}numId"))
        depth = _number(_value(own.find(f"{W}ilvl")), by_style[1])
        return (by_style[0] if number is None else number), depth

    def _of_style(self, style: str) -> tuple[str, int]:
        """List and level of a paragraph style; without a level of its own it has the level bound to it."""
        number, depth = self._styles.get(style, ("", 0))
        if depth is None:
            levels = self._lists[number].levels if number in self._lists else {}
            depth = next((key for key, level in levels.items() if level.style == style), 0)
        return number, depth

    def _advance(self, number: str, found: _List, depth: int) -> dict[int, int]:
        counters = self._counters.setdefault(found.shared, {})
        override = found.restarts.get(depth)
        if override is not None and (number, depth) not in self._restarted:
            self._restarted.add((number, depth))
            counters[depth] = override
        else:
            counters[depth] = counters.get(depth, found.levels[depth].start - 1) + 1
        for deeper in range(depth + 1, _LEVELS):
            restart = found.levels.get(deeper, Level()).restart
            if restart is None or depth < restart:
                counters.pop(deeper, None)
        return counters


def _filled(found: _List, counters: dict[int, int], level: Level) -> str:
    text = level.pattern
    for depth in range(_LEVELS):
        shown = found.levels.get(depth, Level())
        number = counters.get(depth, shown.start)
        text = text.replace(f"%{depth + 1}", formatted(number, "decimal" if level.legal else shown.format))
    return text


def _bullet(level: Level) -> str:
    """A bullet is a dash, whatever glyph of a symbol font draws it; a plus stays a plus."""
    pattern = level.pattern.strip()
    return pattern if pattern in ("", "+") or level.format == "none" else "-"


def _lists(root: etree._Element) -> Iterator[tuple[str, _List]]:
    abstract = {node.get(f"{W}abstractNumId", ""): node for node in root.findall(f"{W}abstractNum")}
    by_style = {_value(node.find(f"{W}styleLink")): key for key, node in abstract.items()}
    for node in root.findall(f"{W}num"):
        key = _value(node.find(f"{W}abstractNumId")) or ""
        definition = abstract.get(key)
        if definition is None:
            continue
        link = _value(definition.find(f"{W}numStyleLink"))
        key = by_style.get(link, key) if link else key
        levels = dict(_levels(abstract[key].findall(f"{W}lvl")))
        restarts: dict[int, int] = {}
        for override in node.findall(f"{W}lvlOverride"):
            depth = _number(override.get(f"{W}ilvl"), 0)
            levels.update(_levels(override.findall(f"{W}lvl")))
            start = _value(override.find(f"{W}startOverride"))
            if start is not None:
                restarts[depth] = _number(start, 1)
        yield node.get(f"{W}numId", ""), _List(levels, key, restarts)


def _levels(nodes: list[etree._Element]) -> Iterator[tuple[int, Level]]:
    for node in nodes:
        yield (
            _number(node.get(f"{W}ilvl"), 0),
            Level(
                _value(node.find(f"{W}numFmt")) or "decimal",
                _value(node.find(f"{W}lvlText")) or "",
                _number(_value(node.find(f"{W}start")), 1),
                node.find(f"{W}isLgl") is not None,
                _restart(_value(node.find(f"{W}lvlRestart"))),
                _value(node.find(f"{W}pStyle")) or "",
            ),
        )


def _restart(text: str | None) -> int | None:
    return _number(text, 0) if text else None


def _style_numbers(styles: etree._Element) -> Iterator[tuple[str, tuple[str, int | None]]]:
    """List and level (if it says one) of each paragraph style, looked for in the styles it is based on."""
    nodes = {node.get(f"{W}styleId", ""): node for node in styles.findall(f"{W}style")}
    for key in nodes:
        number, depth = None, None
        name: str | None = key
        seen: set[str] = set()
        while name in nodes and name not in seen and number is None:
            seen.add(name)
            properties = nodes[name].find(f"{W}pPr/{W}numPr")
            if properties is not None:
                number = _value(properties.find(f"{W}numId"))
                depth = depth if depth is not None else _value(properties.find(f"{W}ilvl"))
            name = _value(nodes[name].find(f"{W}basedOn"))
        if number is not None:
            yield key, (number, None if depth is None else _number(depth, 0))


def _value(node: etree._Element | None) -> str | None:
    return None if node is None else node.get(f"{W}val")


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.lstrip("-").isdigit() and len(text) < 8 else default
