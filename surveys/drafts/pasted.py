"""Text that a person pasted into a box: plain, or the source of a web page, which becomes its visible lines."""

import re
from collections.abc import Iterator

from lxml import etree, html

_TAG = re.compile(r"</?(?:html|body|p|div|br|span|table|tr|td|h[1-6]|ul|ol|li|strong|b|i|em|font|o:p)\b[^<>]*>", re.I)
_FEWEST_TAGS = 2
_HIDDEN = ("script", "style", "head", "title", "template", "noscript")
_INLINE = frozenset(
    [
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "label",
        "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
        "o:p",
    ]
)  # fmt: skip
_CELLS = ("td", "th")
_BLANKS = re.compile(r"[^\S\u00a0]+")


def plain_text(text: str) -> str:
    """The lines a reader of the pasted text sees; plain text is given back as it is, but for its zero bytes."""
    text = text.replace("\0", "")
    if len(_TAG.findall(text)) < _FEWEST_TAGS:
        return text
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(no_network=True, recover=True, huge_tree=False))
    except (etree.LxmlError, ValueError):
        return text
    lines = (_BLANKS.sub(" ", line).strip() for line in "".join(_visible(root)).split("\n"))
    return "\n".join(line for line in lines if line)


def _visible(root: etree._Element) -> Iterator[str]:
    """The text of the page in order, a newline around whatever a browser sets on lines of its own."""
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        hidden = not isinstance(node.tag, str) or _is_hidden(node)
        if event == "start" and not hidden:
            yield _edge(node.tag)
            yield _BLANKS.sub(" ", node.text or "")
        elif event != "start":
            yield "" if hidden else _edge(node.tag)
            yield "" if node.getparent() is None or _is_hidden(node.getparent()) else _BLANKS.sub(" ", node.tail or "")


def _is_hidden(node: etree._Element) -> bool:
    return node.tag in _HIDDEN or any(above.tag in _HIDDEN for above in node.iterancestors())


def _edge(tag: str) -> str:
    if tag in _CELLS:
        return " "
    return "" if tag in _INLINE else "\n"
