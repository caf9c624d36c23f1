"""A paragraph of a packed document while it is being read, for Word and OpenDocument."""

from dataclasses import dataclass, field

from lxml import etree


@dataclass
class Paragraph:
    """Its text so far, the notes it refers to, and the text boxes anchored in it."""

    text: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
