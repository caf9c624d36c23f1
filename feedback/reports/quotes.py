"""Which opinions are quoted, and how: only of those who agreed, without what could tell who spoke, not too long."""

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import zip_longest

from feedback.ledger.models import STANCES
from feedback.ledger.scrub import scrub
from feedback.reports.material import Material, Said
from feedback.reports.values import Quote

LONGEST = 420
"""Characters of a quotation; what is longer is cut at the end of a sentence or a word."""
_SHORTEST = 25
_QUOTED = re.compile(r'["“”]([^"“”]*)["“”]')
_KINDS = ("Xã ", "Phường ", "Tỉnh ")


class Quoter:
    """Quotes opinions of one consultation; knows the names of its places, which are no names of persons."""

    def __init__(self, material: Material) -> None:
        self._places = frozenset(_bare(name) for name in material.places.values())
        self._by_code = {said.code: said for said in material.opinions}

    def words(self, said: Said) -> Quote:
        """What was said."""
        return Quote(said.code, cut(scrub(said.text, self._places)))

    def proposal(self, said: Said) -> Quote:
        """The wording that was proposed."""
        return Quote(said.code, cut(scrub(said.proposed, self._places), 2 * LONGEST), "Đề nghị viết lại: ")

    def sentence(self, code: str, sentence: str) -> Quote | None:
        """A sentence that sums up a theme, or None where its sender may not be quoted."""
        said = self._by_code.get(code)
        if said is None or not said.may_publish:
            return None
        return Quote(code, cut(scrub(sentence, self._places)))

    def some(self, opinions: Iterable[Said], most: int, used: Collection[str] = ()) -> tuple[Quote, ...]:
        """Up to `most` quotations, the most representative first, the stances taken in turn so that all are heard.

        Opinions with codes in `used`, a repeated wording and a bare 'đồng ý' are passed over while there is better.
        """
        allowed = sorted((said for said in opinions if said.may_publish and said.text), key=_representative)
        fresh = [said for said in allowed if said.code not in used and len(said.text) >= _SHORTEST]
        return tuple(self.words(said) for said in _in_turn(_distinct(fresh or allowed))[:most])

    def proposals(self, opinions: Iterable[Said], most: int) -> tuple[Quote, ...]:
        """Up to `most` different wordings proposed by those who agreed to be quoted."""
        allowed = sorted((said for said in opinions if said.may_publish and said.proposed), key=_representative)
        different = {" ".join(said.proposed.casefold().split()): said for said in reversed(allowed)}
        return tuple(self.proposal(said) for said in sorted(different.values(), key=_representative)[:most])


def _representative(said: Said) -> tuple[bool, float, str]:
    return said.mark != "central", -said.score, said.code


def _distinct(opinions: Sequence[Said]) -> list[Said]:
    different: dict[str, Said] = {}
    for said in opinions:
        different.setdefault(" ".join(said.text.casefold().split()), said)
    return list(different.values())


def _in_turn(opinions: Sequence[Said]) -> list[Said]:
    by_stance = [[said for said in opinions if said.stance == stance] for stance in (*STANCES, None)]
    largest_first = sorted(by_stance, key=len, reverse=True)
    return [said for turn in zip_longest(*largest_first) for said in turn if said is not None]


def cut(text: str, longest: int = LONGEST) -> str:
    """One line of at most `longest` characters, ended at a sentence where one ends past the half, with an ellipsis.

    Quotation marks within become single ones, since the quotation itself stands in double ones.
    """
    text = _QUOTED.sub(r"‘\1’", " ".join(text.split()))
    if len(text) <= longest:
        return text
    start = text[: longest - 2]
    sentence = max(start.rfind(end) for end in (". ", "; ", "! ", "? "))
    if sentence > longest // 2:
        return f"{start[: sentence + 1]} …"
    return f"{start.rpartition(' ')[0] or start} …"


def _bare(name: str) -> str:
    for kind in _KINDS:
        if name.startswith(kind):
            return name.removeprefix(kind)
    return name
