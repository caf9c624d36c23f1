"""Matching measured against versions whose truth is known: at least 98 of 100 pairs, and of their kinds, are right.

Every operation alone and all together, light and heavy, over drafts made up here and, where they are, the shared ones.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random

import pytest

from surveys.drafts.align import align
from surveys.drafts.grammar import parse_text
from surveys.drafts.tree import Draft, Node, render
from tests.surveys.drafts.family import cut, grow
from tests.surveys.drafts.made_up import Writer
from tests.surveys.drafts.revisions import OPERATIONS, Revised, Reviser, Tally, judge

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "drafts"
LEAST = 0.98
SEVERAL = dict.fromkeys(OPERATIONS, 2) | {"edit": 8}
MANY = dict.fromkeys(OPERATIONS, 6) | {"edit": 20}
needs_data = pytest.mark.skipif(not DATA.exists(), reason="../shared/data/drafts is not on this machine")

Stock = Mapping[str, tuple[Sequence[Node], Sequence[str]]]


@cache
def made_up() -> Stock:
    drafts = {"statute": Writer(1).statute(), "long": Writer(2).statute(3, 10), "plan": Writer(3).plan()}
    return {name: (nodes, Writer(100 + place).donors()) for place, (name, nodes) in enumerate(drafts.items())}


@cache
def real() -> Stock:
    drafts = {path.stem: parse_text(path.read_text("utf-8")).nodes for path in sorted(DATA.glob("*.txt"))}
    return {
        name: (nodes, [node.text for other, theirs in drafts.items() if other != name for node in theirs if node.text])
        for name, nodes in drafts.items()
    }


def revised(stock: Stock, operations: Mapping[str, int], heavy: bool, seeds: Sequence[int]) -> list[Revised]:
    return [
        Reviser(nodes, donors, Random(seed), heavy).revise(operations)
        for nodes, donors in stock.values()
        for seed in seeds
    ]


def tally(versions: Sequence[Revised]) -> Tally:
    return sum((judge(version, align(version.old, version.new)) for version in versions), Tally())


@pytest.mark.parametrize("heavy", [False, True], ids=["light", "heavy"])
@pytest.mark.parametrize("operation", OPERATIONS)
def test_each_operation_alone(operation: str, heavy: bool) -> None:
    found = tally(revised(made_up(), {operation: 6}, heavy, [1]))
    assert (operation in ("add", "add_article", "drop", "drop_article", "replace")) == (found.changed == 0)
    assert min(found.precision, found.recall, found.kind_share) >= LEAST, found


@pytest.mark.parametrize("heavy", [False, True], ids=["light", "heavy"])
def test_all_operations_at_once(heavy: bool) -> None:
    found = tally(revised(made_up(), SEVERAL, heavy, range(3)))
    assert found.changed > 0.15 * found.true
    assert min(found.precision, found.recall, found.kind_share) >= LEAST, found


@needs_data
@pytest.mark.parametrize("heavy", [False, True], ids=["light", "heavy"])
def test_all_operations_at_once_on_real_drafts(heavy: bool) -> None:
    found = tally(revised(real(), SEVERAL, heavy, [1]))
    assert min(found.precision, found.recall, found.kind_share) >= LEAST, found


def reread(version: Revised) -> Revised | None:
    """The new version written out and read again; None if the new text is read as another tree."""
    again = parse_text(render(Draft("QUY CHẾ", version.new))).nodes
    if [(n.level, n.label) for n in again] != [(n.level, n.label) for n in version.new]:
        return None
    named = {node.path: read.path for node, read in zip(version.new, again, strict=True)}
    return Revised(version.old, again, {(old, named[new]): kind for (old, new), kind in version.pairs.items()})


def test_versions_that_are_written_and_read_again() -> None:
    whole = [reread(version) for version in revised(made_up(), SEVERAL, False, range(3))]
    versions = [version for version in whole if version is not None]
    assert len(versions) > 0.7 * len(whole)
    found = tally(versions)
    assert min(found.precision, found.recall, found.kind_share) >= LEAST, found


def test_doubtful_pairs_are_few_and_much_more_often_wrong_than_others() -> None:
    found = tally(revised(made_up(), MANY, True, range(3)))
    wrong = found.found - found.right
    sure = found.found - found.doubtful
    assert found.doubtful < 0.1 * found.found
    assert found.wrong_doubtful / found.doubtful > 10 * (wrong - found.wrong_doubtful) / sure


@pytest.mark.parametrize("stock", [made_up, pytest.param(real, marks=needs_data)])
def test_the_generator_changes_nothing_unless_told(stock: object) -> None:
    for nodes, donors in (made_up() if stock is made_up else real()).values():
        version = Reviser(nodes, donors, Random(1), False).revise({})
        assert [node.path for node in version.new] == [node.path for node in nodes]
        assert set(version.pairs.values()) == {"same"}
        assert [node for _, node in cut(grow(nodes))] == list(version.new)
