"""A draft cut into its parts: the document itself, attached documents, annexes, and the footers between them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from surveys.drafts.markers import Marker
from surveys.drafts.parts import (
    Opening,
    annex_opening,
    attached_opening,
    drafted_opening,
    is_signer,
    is_state_heading,
    says_attached,
    starts_footer,
)

_LOOK_AHEAD = 6
_SHORT = 90
_RESUMES = ("dieu", "phan", "chuong", "lama")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of the text with the marker it may bear (none inside quotations)."""

    text: str
    marker: Marker | None = None
    quoted: bool = False
    broken: bool = False


@dataclass
class Section:
    """One part: its opening line (None for the document itself) and its paragraphs after that line."""

    opening: Opening | None
    paragraphs: list[Paragraph] = field(default_factory=list)


def split_sections(paragraphs: Sequence[Paragraph]) -> tuple[list[Section], list[str]]:
    """The parts in order, the document itself first, and the lines of all footers."""
    return _Splitter(paragraphs).run()


class _Splitter:
    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self.all = paragraphs
        self.sections = [Section(None)]
        self.footer: list[str] = []
        self.in_footer = False
        self.structured = False  # a clause has been seen in the present part
        self.articles = False  # an Điều has
        self.last_article = self._articles_after()
        self.annexes = [None if one.quoted else annex_opening(one.text) for one in paragraphs]
        self.last_annex = {opening.label: place for place, opening in enumerate(self.annexes) if opening}

    def run(self) -> tuple[list[Section], list[str]]:
        for place, paragraph in enumerate(self.all):
            opening = None if paragraph.quoted else self._opening(place)
            if opening is not None:
                self._open(opening)
            else:
                self._put(place, paragraph)
        return self.sections, self.footer

    def _open(self, opening: Opening) -> None:
        self.sections.append(Section(opening))
        self.in_footer = self.structured = self.articles = False

    def _put(self, place: int, paragraph: Paragraph) -> None:
        level = paragraph.marker.level if paragraph.marker else ""
        if self.in_footer and level in _RESUMES:
            self.in_footer = False
        elif not self.in_footer and self._footer_starts(place):
            self.in_footer = True
        if self.in_footer:
            self.footer.append(paragraph.text)
            return
        self.structured = self.structured or level in (*_RESUMES, "khoan")
        self.articles = self.articles or level == "dieu"
        self.sections[-1].paragraphs.append(paragraph)

    def _footer_starts(self, place: int) -> bool:
        text = self.all[place].text
        if self.all[place].quoted or not self.structured or self._in_annex():
            return False
        return starts_footer(text) or (is_signer(text) and self._only_short_lines_follow(place))

    def _only_short_lines_follow(self, place: int) -> bool:
        """The lines up to the next part, if any, are names: a signature, not a sentence about an office."""
        for paragraph in self.all[place + 1 : place + 4]:
            if annex_opening(paragraph.text) or attached_opening(paragraph.text) or is_state_heading(paragraph.text):
                return True
            if len(paragraph.text) > _SHORT or (paragraph.marker and paragraph.marker.level in _RESUMES):
                return False
        return True

    def _in_annex(self) -> bool:
        opening = self.sections[-1].opening
        return opening is not None and opening.level == "phuluc"

    def _opening(self, place: int) -> Opening | None:
        text = self.all[place].text
        return self._attached(place, text) or self._annex(place) or self._form(place, text)

    def _attached(self, place: int, text: str) -> Opening | None:
        opening = attached_opening(text) or self._proposed(text)
        if opening is None or not (self._begun() or self.in_footer) or self._annex_just_opened():
            return None
        return opening if self.in_footer or self._attached_soon(place) else None

    def _proposed(self, text: str) -> Opening | None:
        """The draft under a signed proposal that has no Điều itself; a decree is followed by forms instead."""
        return drafted_opening(text) if self.in_footer and not self.articles else None

    def _attached_soon(self, place: int) -> bool:
        """ "(kèm theo …)" within the next lines, before any clause."""
        for paragraph in self.all[place + 1 : place + 1 + _LOOK_AHEAD]:
            if says_attached(paragraph.text):
                return True
            if paragraph.marker and paragraph.marker.level in _RESUMES:
                return False
        return False

    def _begun(self) -> bool:
        return self.structured or len(self.sections) > 1

    def _annex_just_opened(self) -> bool:
        return self._in_annex() and len(self.sections[-1].paragraphs) < 4

    def _annex(self, place: int) -> Opening | None:
        opening = self.annexes[place]
        if opening is None or not (self._begun() or self.in_footer) or self._more_articles(place):
            return None
        if self._listed(place, opening):
            return None
        if self._in_annex() and self._repeats(opening):
            return None
        return opening

    def _listed(self, place: int, opening: Opening) -> bool:
        """A line of a list of forms, each with its title, that come later themselves."""
        beside = [one for one in self.annexes[max(0, place - 1) : place + 2] if one and one is not opening]
        return opening.rest != "" and self.last_annex[opening.label] > place and any(one.rest for one in beside)

    def _repeats(self, opening: Opening) -> bool:
        """The head of an annex printed again on its next page; or a form named inside an annex it belongs to."""
        present = self.sections[-1].opening
        return present is not None and present.label == opening.label

    def _form(self, place: int, text: str) -> Opening | None:
        """A second State heading after the signature begins a form, unless an attached document or annex follows."""
        if not self.in_footer or not is_state_heading(text):
            return None
        for paragraph in self.all[place + 1 : place + 2 * _LOOK_AHEAD]:
            followed = attached_opening(paragraph.text) or annex_opening(paragraph.text)
            if followed or self._proposed(paragraph.text):
                return None
        return Opening("phuluc", "", text)

    def _more_articles(self, place: int) -> bool:
        """Whether the present document still goes on with its next Điều: then this line is no annex."""
        return not self.in_footer and not self._in_annex() and self.last_article[place] > self._articles_here()

    def _articles_here(self) -> int:
        """The highest Điều of the present part so far."""
        seen = [p.marker.rank[0] for p in self.sections[-1].paragraphs[-400:] if p.marker and p.marker.level == "dieu"]
        return max(seen, default=10**6)

    def _articles_after(self) -> list[int]:
        """For each place the next Điều's number, 0 where none follows before an attached document."""
        after = [0] * (len(self.all) + 1)
        for place in range(len(self.all) - 1, -1, -1):
            marker = self.all[place].marker
            after[place] = marker.rank[0] if marker and marker.level == "dieu" else after[place + 1]
        return after[1:]
