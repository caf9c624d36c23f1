"""How well and how fast two versions of a draft are matched, for each kind of change, light and heavy.

`python -m bench.align [--seeds N] [--data DIR]`. Versions with known truth are made by the generator of the tests from the
shared drafts (made-up ones where those are absent), new clauses being drawn from the other drafts. "several" changes
about one clause in three, "many" two in three. Precision and recall count pairs of old and new clauses; the
second recall only the changed ones, which are neither the same nor just renumbered; "kind" is the share of right pairs
that are called by the right kind.
"""

import argparse
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

from surveys.drafts.align import align
from surveys.drafts.grammar import parse_text
from surveys.drafts.tree import Node
from tests.surveys.drafts.made_up import Writer
from tests.surveys.drafts.revisions import OPERATIONS, Reviser, Tally, judge

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "drafts"
_MIXES = {"several": 60, "many": 24}


def drafts(data: Path) -> dict[str, tuple[Node, ...]]:
    """The shared drafts, or made-up ones where those are absent."""
    if not data.is_dir():
        return {"statute": Writer(1).statute(), "long": Writer(2).statute(3, 10), "plan": Writer(3).plan()}
    return {path.stem: parse_text(path.read_text("utf-8")).nodes for path in sorted(data.glob("*.txt"))}


def plan(operation: str, size: int) -> Mapping[str, int]:
    """How often each change is made in a draft of `size` clauses."""
    if operation not in _MIXES:
        return {operation: max(2, size // 15)}
    times = max(1, size // _MIXES[operation])
    return dict.fromkeys(OPERATIONS, times) | {"move_chapter": 1, "edit": 5 * times}


def measure(stock: Mapping[str, tuple[Node, ...]], operation: str, heavy: bool, seeds: int) -> tuple[Tally, float]:
    """The tally over all drafts and seeds, and the longest time of one matching in seconds of CPU."""
    total, slowest = Tally(), 0.0
    for name, nodes in stock.items():
        donors = [node.text for other, theirs in stock.items() if other != name for node in theirs if node.text]
        for seed in range(seeds):
            version = Reviser(nodes, donors, Random(seed), heavy).revise(plan(operation, len(nodes)))
            start = time.process_time()
            matches = align(version.old, version.new)
            slowest = max(slowest, time.process_time() - start)
            total += judge(version, matches)
    return total, slowest


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args(arguments)
    stock = drafts(options.data)
    print(
        f"{'change':15}{'':7}{'pairs':>7}{'precision':>11}{'recall':>8}{'changed':>9}{'recall':>8}{'kind':>8}{'doubtful':>10}",
        end="",
    )
    print(f"{'wrong: doubtful':>17}{'others':>8}{'s max':>7}", flush=True)
    for heavy in (False, True):
        for operation in (*OPERATIONS, *_MIXES):
            _print(operation, heavy, *measure(stock, operation, heavy, options.seeds))


def _print(operation: str, heavy: bool, found: Tally, slowest: float) -> None:
    sure = found.found - found.doubtful
    wrong = found.found - found.right - found.wrong_doubtful
    print(
        f"{operation:15}{'heavy' if heavy else 'light':7}{found.true:7}{found.precision:11.4f}{found.recall:8.4f}",
        end="",
    )
    print(f"{found.changed:9}{found.changed_right / max(found.changed, 1):8.4f}", end="")
    print(f"{found.kind_share:8.4f}{found.doubtful / found.found:10.4f}", end="")
    print(f"{found.wrong_doubtful / max(found.doubtful, 1):17.3f}{wrong / sure:8.4f}{slowest:7.2f}", flush=True)


if __name__ == "__main__":
    main()
