"""What a report is made of: frozen values that both the page and the document print as they are."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from analysis.tables import THRESHOLD


@dataclass(frozen=True)
class Part:
    """Some of the opinions a claim counts: those with this label ('Cá nhân, đề nghị sửa')."""

    label: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Claim:
    """A figure in words or in a table cell, with the codes of all opinions it counts.

    `text` is printed and states `count`; `mark` is the number under which the annex lists the codes. A claim that is
    not `listed` counts some of the opinions of another claim and points to that one's entry. `parts` cover the codes
    once; `whole` holds marks of claims that together count exactly the same opinions, so that the annex may name these
    instead of repeating the codes. `key` says what was counted, for counting it again.
    """

    text: str
    count: int
    codes: tuple[str, ...]
    mark: int
    listed: bool = True
    parts: tuple[Part, ...] = ()
    whole: tuple[int, ...] = ()
    key: str = ""
    title: str = ""


@dataclass(frozen=True)
class Joined:
    """How often other senders joined the opinions with these codes when they were public; `text` states `count`."""

    text: str
    count: int
    codes: tuple[str, ...]


Piece = str | Claim | Joined


@dataclass(frozen=True)
class Heading:
    """A heading: level 1 'I. …', 2 '1. …', 3 a clause or a theme."""

    text: str
    level: int
    kind: str = "heading"


@dataclass(frozen=True)
class Paragraph:
    """A sentence or a few, with claims among the words; `dash` for an item of a list."""

    pieces: tuple[Piece, ...]
    dash: bool = False
    kind: str = "paragraph"


@dataclass(frozen=True)
class Quote:
    """Words of one opinion whose sender agreed to be quoted, names and addresses taken out. `lead` stands before it."""

    code: str
    text: str
    lead: str = ""
    kind: str = "quote"


@dataclass(frozen=True)
class Column:
    """A column of a table: its title, its width in mm, whether it holds numbers."""

    title: str
    width: float
    number: bool = False


@dataclass(frozen=True)
class Table:
    """Figures in rows; `note` stands below."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Piece, ...], ...]
    note: str = ""
    kind: str = "table"


Block = Heading | Paragraph | Quote | Table


@dataclass(frozen=True)
class Row:
    """One row of the four-column table. The column for the reply is empty: the drafting body fills it."""

    place: str
    topic: str
    subject: str
    claim: Claim
    stances: str
    quotes: tuple[Quote, ...] = ()
    more: str = ""
    joined: Joined | None = None


@dataclass(frozen=True)
class Head:
    """What stands above and below a document of the office."""

    organisation: tuple[str, ...]
    board: str
    symbol: str
    place: str
    authority: str
    signer_title: str
    signer_name: str
    recipients: tuple[str, ...]


@dataclass(frozen=True)
class Options:
    """What the officer decides when the document is made.

    `smallest`: a place with fewer opinions is not shown alone. `annex`: print the marks and the codes they stand for;
    without them the document may leave the office, since codes could be used to pair what is known of one opinion.
    """

    number: str = ""
    signed_on: date | None = None
    smallest: int = THRESHOLD
    annex: bool = True


@dataclass(frozen=True)
class Report:
    """A whole report. `opinions` holds the codes of all opinions of the consultation."""

    head: Head
    options: Options
    title: str
    subject: str
    year: int
    basis: tuple[str, ...]
    opening: str
    body: tuple[Block, ...]
    matrix_title: str
    matrix_opening: tuple[Piece, ...]
    matrix: tuple[Row, ...]
    claims: tuple[Claim, ...]
    opinions: tuple[str, ...]
    quoted: tuple[str, ...] = field(default=())

    def mentions(self) -> Iterator[Claim]:
        """Every claim as often as it is printed, in the order of the document."""
        yield from (piece for piece in self._pieces() if isinstance(piece, Claim))

    def joinings(self) -> Iterator[Joined]:
        """Every number of people who joined, as often as it is printed."""
        yield from (piece for piece in self._pieces() if isinstance(piece, Joined))

    def _pieces(self) -> Iterator[Piece]:
        for block in self.body:
            if isinstance(block, Paragraph):
                yield from block.pieces
            elif isinstance(block, Table):
                for row in block.rows:
                    yield from row
        yield from self.matrix_opening
        for line in self.matrix:
            yield line.claim
            if line.joined is not None:
                yield line.joined

    def quotes(self) -> Iterator[Quote]:
        """Every quotation as often as it is printed."""
        yield from (block for block in self.body if isinstance(block, Quote))
        for line in self.matrix:
            yield from line.quotes

    def claim(self, mark: int) -> Claim | None:
        """The claim that the annex lists under this number, or None."""
        return next((claim for claim in self.claims if claim.mark == mark), None)
