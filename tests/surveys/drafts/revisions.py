"""Second versions of a draft of which it is known what became of every clause.

What is changed is drawn by lot: words, numbers, places; clauses are cut, joined, dropped and added. New words and clauses
come from `donors`, clauses of other drafts in the same style.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from surveys.drafts.align import Match
from surveys.drafts.tree import Node
from tests.surveys.drafts.family import Clause, cut, grow

_LEAVES = ("khoan", "diem", "so", "gach", "cong")
_BRANCHES = ("dieu", *_LEAVES)
_FEW = 8  # words: a shorter clause is not changed so much that nothing of it is left

Pair = tuple[str, str]


@dataclass(frozen=True)
class Revised:
    """The new version; the pairs of old and new anchors that belong together, with the kind of each."""

    old: tuple[Node, ...]
    new: tuple[Node, ...]
    pairs: Mapping[Pair, str]


@dataclass(frozen=True)
class Tally:
    """Pairs found and right, found, true, right in kind too; doubtful ones and the wrong among them; changed ones and right.

    Changed pairs are those that are not the same clause, if perhaps at another number: the ones that are hard to find.
    """

    right: int = 0
    found: int = 0
    true: int = 0
    kinds: int = 0
    doubtful: int = 0
    wrong_doubtful: int = 0
    changed: int = 0
    changed_right: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(a + b for a, b in zip(vars(self).values(), vars(other).values(), strict=True)))

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 1.0

    @property
    def kind_share(self) -> float:
        """Of the pairs that are right, those whose kind is right."""
        return self.kinds / self.right if self.right else 1.0


def judge(revised: Revised, matches: Sequence[Match]) -> Tally:
    """How well matches agree with the truth."""
    found = {(m.old, m.new): m for m in matches if m.old is not None and m.new is not None}
    right = {pair for pair in found if pair in revised.pairs}
    kinds = sum(found[pair].kind == revised.pairs[pair] for pair in right)
    doubtful = {pair for pair, match in found.items() if match.doubtful}
    changed = {pair for pair, kind in revised.pairs.items() if kind not in ("same", "renumbered")}
    return Tally(
        len(right), len(found), len(revised.pairs), kinds,
        len(doubtful), len(doubtful - right), len(changed), len(changed & right),
    )  # fmt: skip


class Reviser:
    """Changes one draft; `heavy` changes up to half of the words of a clause instead of a few."""

    def __init__(self, nodes: Sequence[Node], donors: Sequence[str], random: Random, heavy: bool) -> None:
        self.old = tuple(nodes)
        self.root = grow(nodes)
        self.random = random
        self.heavy = heavy
        self.unused = [text for text in donors if len(text.split()) > 5]
        random.shuffle(self.unused)
        self.words = [text.split() for text in donors if len(text.split()) > 12]

    def revise(self, operations: Mapping[str, int]) -> Revised:
        """The draft after so many changes of each kind; a change that finds no clause left for it is left out."""
        acts = [name for name, times in operations.items() for _ in range(times)]
        self.random.shuffle(acts)
        for name in acts:
            OPERATIONS[name](self)
        return self._revised()

    def _revised(self) -> Revised:
        made = cut(self.root)
        places = {node.path: node for node in self.old}
        couples = [(origin, clause, node) for clause, node in made for origin in clause.origins]
        olds, news = Counter(old for old, _, _ in couples), Counter(node.path for _, _, node in couples)
        pairs: dict[Pair, str] = {}
        for origin, clause, node in couples:
            if news[node.path] > 1 or olds[origin] > 1:
                kind = "merged" if news[node.path] > 1 else "split"
            elif clause.moved:
                kind = "moved"
            elif (places[origin].heading, places[origin].text) != (node.heading, node.text):
                kind = "edited"
            else:
                kind = "same" if origin == node.path else "renumbered"
            pairs[origin, node.path] = kind
        return Revised(self.old, tuple(node for _, node in made), pairs)

    def pick(self, fits: Callable[[Clause], bool]) -> Clause | None:
        """A clause that no change has touched yet, nor any clause below it."""
        able = [c for c in self.root.walk() if fits(c) and not c.touched and not any(d.touched for d in c.walk())]
        return self.random.choice(able) if able else None

    def phrase(self, length: int) -> list[str]:
        """So many words in a row from another document."""
        source = self.random.choice(self.words)
        start = self.random.randrange(max(1, len(source) - length))
        return source[start : start + length]

    def changed(self, text: str, heavy: bool) -> str:
        """The text with some words replaced, left out, put in; figures changed."""
        words = text.split(" ")
        if heavy and len(words) >= 2 * _FEW:
            for _ in range(2):
                length = self.random.randint(len(words) // 6, len(words) // 4)
                start = self.random.randrange(len(words) - length)
                words[start : start + length] = self.phrase(self.random.randint(length // 2, length))
            return " ".join(words)
        for _ in range(1 if len(words) < 2 * _FEW else self.random.randint(1, 3)):
            self._touch(words)
        return " ".join(words)

    def _touch(self, words: list[str]) -> None:
        place = self.random.randrange(1, len(words)) if len(words) > 1 else 0
        figures = [i for i, word in enumerate(words) if re.fullmatch(r"\d+", word)]
        act = self.random.choice(["replace", "insert", "delete", "figure"])
        if act == "figure" and figures:
            words[self.random.choice(figures)] = str(self.random.randint(2, 90))
        elif act == "insert":
            words[place:place] = self.phrase(self.random.randint(1, 4))
        elif act == "delete" and len(words) >= _FEW:
            del words[place : place + self.random.randint(1, 2)]
        else:
            words[place : place + 1] = self.phrase(1)


def _is_leaf(clause: Clause) -> bool:
    return clause.level in _LEAVES and not clause.children


def _long(clause: Clause, words: int) -> bool:
    return len(clause.text.split()) >= words


def edit(work: Reviser) -> None:
    clause = work.pick(lambda c: c.level in _BRANCHES and len((c.text or c.heading).split()) >= 4)
    if clause:
        if clause.text:
            clause.text = work.changed(clause.text, work.heavy)
        else:
            clause.heading = work.changed(clause.heading, work.heavy)
        clause.touched = True


def rewrite(work: Reviser) -> None:
    """A long clause is edited three times over: about a quarter of its words are left."""
    clause = work.pick(lambda c: _is_leaf(c) and _long(c, 2 * _FEW))
    if clause:
        for _ in range(3):
            clause.text = work.changed(clause.text, heavy=True)
        clause.touched = True


def typing(work: Reviser) -> None:
    """Capitals, marks and diacritics alone."""
    clause = work.pick(lambda c: _is_leaf(c) and _long(c, 5))
    if clause:
        clause.text = clause.text.replace("òa", "oà").replace("y", "i", 1).replace(",", "").rstrip(";.") + "."
        clause.touched = True


def add(work: Reviser) -> None:
    """One new clause among others of its level."""
    beside = work.pick(_is_leaf)
    if beside and work.unused:
        parent = beside.parent
        assert parent is not None
        new = Clause(beside.level, "", "", work.unused.pop(), "", touched=True)
        parent.put(parent.children.index(beside) + work.random.randint(0, 1), new)


def add_article(work: Reviser) -> None:
    """A new Điều with khoản (or a new number with dashes), so that all behind it are numbered anew."""
    beside = work.pick(lambda c: c.level in ("dieu", "so") and any(d.level in _LEAVES for d in c.children))
    if beside and len(work.unused) > 4:
        parent, level = beside.parent, beside.children[-1].level
        assert parent is not None
        new = Clause(beside.level, "", " ".join(work.phrase(6)).capitalize(), "", "", touched=True)
        parent.put(parent.children.index(beside), new)
        for place in range(work.random.randint(2, 4)):
            new.put(place, Clause(level, "", "", work.unused.pop(), "", touched=True))


def drop(work: Reviser) -> None:
    clause = work.pick(_is_leaf)
    if clause:
        clause.leave()


def drop_article(work: Reviser) -> None:
    clause = work.pick(lambda c: c.level in ("dieu", "so") and 0 < len(list(c.walk())) < 12)
    if clause:
        clause.leave()


def replace(work: Reviser) -> None:
    """A clause goes and another, about something else, stands in its place."""
    clause = work.pick(_is_leaf)
    if clause and work.unused:
        clause.text, clause.heading, clause.origins, clause.touched = work.unused.pop(), "", [], True


def move(work: Reviser) -> None:
    """A clause with all below it goes to another parent of the same kind."""
    clause = work.pick(lambda c: c.level in _BRANCHES and _words_below(c) >= 5)
    if clause is None or clause.parent is None:
        return
    level, home = clause.level, clause.parent
    homes = [
        c for c in work.root.walk()
        if c is not home and c is not clause and c.children and c.children[-1].level == level and not _within(c, clause)
    ]  # fmt: skip
    if homes:
        _settle(work, clause, work.random.choice(homes))


def _words_below(clause: Clause) -> int:
    return sum(len(f"{c.heading} {c.text}".split()) for c in [clause, *clause.walk()])


def _within(clause: Clause, other: Clause) -> bool:
    return any(c is clause for c in other.walk())


def _settle(work: Reviser, clause: Clause, home: Clause) -> None:
    clause.leave()
    first = next(i for i, c in enumerate(home.children) if c.level == clause.level)
    home.put(work.random.randint(first, len(home.children)), clause)
    clause.moved = True
    for c in [clause, *clause.walk()]:
        c.touched = True
    if work.random.random() < 0.5 and _long(clause, _FEW):
        clause.text = work.changed(clause.text, heavy=False)


def shift(work: Reviser) -> None:
    """A clause goes at least two places up or down among its siblings."""
    clause = work.pick(lambda c: c.level in _BRANCHES and len(_beside(c)) > 3 and _words_below(c) >= 5)
    if clause is None or clause.parent is None:
        return
    siblings = _beside(clause)
    here = siblings.index(clause)
    able = [place for place in range(len(siblings)) if abs(place - here) > 1 and not _stirred(siblings, here, place)]
    if able:
        beside = siblings[work.random.choice(able)]
        behind = siblings.index(beside) > here
        clause.leave()
        clause.parent.put(clause.parent.children.index(beside) + behind, clause)
        clause.moved = clause.touched = True
        for sibling in siblings:
            sibling.touched = True


def _beside(clause: Clause) -> list[Clause]:
    assert clause.parent is not None
    return [c for c in clause.parent.children if c.level == clause.level]


def _stirred(siblings: list[Clause], here: int, place: int) -> bool:
    return any(c.touched for c in siblings[min(here, place) : max(here, place) + 1])


def split(work: Reviser) -> None:
    """A clause becomes two or three in a row."""
    clause = work.pick(lambda c: _is_leaf(c) and _long(c, 24))
    if clause is None or clause.parent is None:
        return
    words = clause.text.split(" ")
    count = 3 if len(words) >= 45 and work.random.random() < 0.4 else 2
    cuts = [0, *(len(words) * part // count + work.random.randint(-2, 2) for part in range(1, count)), len(words)]
    pieces = [" ".join(words[a:b]) for a, b in pairwise(cuts)]
    if work.heavy:
        pieces = [work.changed(piece, heavy=False) for piece in pieces]
    clause.text, clause.touched = pieces[0], True
    place = clause.parent.children.index(clause)
    for further, piece in enumerate(pieces[1:], start=1):
        part = Clause(clause.level, "", "", piece, "", origins=list(clause.origins), touched=True)
        clause.parent.put(place + further, part)


def merge(work: Reviser) -> None:
    """Two or three clauses become one; mostly neighbours."""
    clause = work.pick(lambda c: _is_leaf(c) and _long(c, 6) and len(_able(c)) > 1)
    if clause is None:
        return
    able = _able(clause)
    here = able.index(clause)
    others = able[here + 1 : here + work.random.randint(2, 3)] or able[here - 1 : here]
    if work.random.random() < 0.2:
        others = [work.random.choice([c for c in able if c is not clause])]
    for other in others:
        clause.text = f"{clause.text.rstrip('.;')}; {other.text}"
        clause.origins += other.origins
        other.leave()
    if work.heavy:
        clause.text = work.changed(clause.text, heavy=False)
    clause.touched = True


def _able(clause: Clause) -> list[Clause]:
    return [c for c in _beside(clause) if _is_leaf(c) and _long(c, 6) and not c.touched]


def split_article(work: Reviser) -> None:
    """An Điều is cut in two, the last khoản go to the new one."""
    article = work.pick(lambda c: c.level == "dieu" and len(c.children) > 3)
    if article is None or article.parent is None:
        return
    new = Clause("dieu", "", " ".join(work.phrase(6)).capitalize(), "", "", origins=list(article.origins))
    article.parent.put(article.parent.children.index(article) + 1, new)
    for child in article.children[len(article.children) // 2 :]:
        child.leave()
        new.put(len(new.children), child)
        child.moved = child.touched = True
    article.touched = new.touched = True


def promote(work: Reviser) -> None:
    """A khoản becomes an Điều of its own, its điểm become khoản."""
    clause = work.pick(
        lambda c: c.level == "khoan" and _long(c, 6) and c.parent is not None and c.parent.level == "dieu"
    )
    if clause is None or clause.parent is None or clause.parent.parent is None:
        return
    article = clause.parent
    clause.leave()
    article.parent.put(article.parent.children.index(article) + 1, clause)  # type: ignore[union-attr]
    clause.level, clause.moved, clause.touched = "dieu", True, True
    for child in clause.children:
        child.level, child.touched = "khoan", True


def move_chapter(work: Reviser) -> None:
    """A whole chapter goes two places on."""
    chapter = work.pick(lambda c: c.level in ("chuong", "lama") and len(_beside(c)) > 2)
    if chapter and chapter.parent:
        siblings = _beside(chapter)
        here = siblings.index(chapter)
        beside = siblings[here + 2] if here + 2 < len(siblings) else siblings[here - 2]
        if not _stirred(siblings, here, siblings.index(beside)):
            chapter.leave()
            chapter.parent.put(chapter.parent.children.index(beside) + (siblings.index(beside) > here), chapter)
            chapter.moved = True
            for sibling in siblings:
                sibling.touched = True


OPERATIONS: dict[str, Callable[[Reviser], None]] = {
    act.__name__: act
    for act in (
        edit, rewrite, typing, add, add_article, drop, drop_article, replace, move, shift, split, merge, split_article, promote,
        move_chapter,
    )
}  # fmt: skip
