"""Groups and findings as plain values with the codes of statements: what groups.json holds and pages print."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from analysis.tables import share
from analysis.votes.findings import Findings, Part, find
from analysis.votes.groups import GroupResult
from analysis.votes.representative import Common, Representative, common, representative
from analysis.votes.statistics import group_statistics
from analysis.votes.wording import cautions, group_name

MINORITY = 0.5
"""A group under this part of an even share of the voters is marked as a minority: small, to be read with care, and there."""


def tell(result: GroupResult, texts: Mapping[str, str]) -> dict[str, Any]:
    """The whole result; floats as they are, statements by code, with their words where `texts` has them."""
    votes, codes = result.votes, result.votes.statements.tolist()
    representatives = representative(group_statistics(votes, result.labels, result.n_groups))
    sizes = np.bincount(result.labels[result.labels >= 0], minlength=result.n_groups).tolist()
    return {
        "cautions": list(cautions(result)),
        "stability": result.stability and {"mean": result.stability[0], "lowest": result.stability[1]},
        "groups": [
            {
                "group": number, "name": group_name(number, entries, codes, texts), "size": size,
                "share": asdict(share(size, result.grouped)),
                "minority": size < MINORITY * result.grouped / result.n_groups,
                "representative": [_representative(entry, codes, texts) for entry in entries],
            }
            for number, (size, entries) in enumerate(zip(sizes, representatives, strict=True))
        ],
        **_findings(find(votes, result.labels, result.n_groups), codes, texts),
        "common": [_common(one, codes, texts) for side in common(votes) for one in side],
    }  # fmt: skip


def _findings(found: Findings, codes: Sequence[str], texts: Mapping[str, str]) -> dict[str, Any]:
    return {
        "consensus": [
            {
                **_named(one.statement, codes, texts), "says": _side(one.agrees), "groups": _parts(one.groups),
                "product": one.product, "mean": one.mean,
            }
            for one in found.consensus
        ],
        "divides": [
            {
                **_named(one.statement, codes, texts), "more": one.more, "less": one.less, "gap": one.gap, "low": one.low,
                "high": one.high, "groups": _parts(one.groups),
            }
            for one in found.divides
        ],
        "open": [
            {**_named(one.statement, codes, texts), "why": one.why, **asdict(one.part)} for one in found.open
        ],
        "too_few": [codes[column] for column in found.too_few],
    }  # fmt: skip


def _common(one: Common, codes: Sequence[str], texts: Mapping[str, str]) -> dict[str, Any]:
    told = {"says": _side(one.agrees), "count": one.count, "seen": one.seen, "share": one.share, "test": one.test}
    return {**_named(one.statement, codes, texts), **told}


def _representative(entry: Representative, codes: Sequence[str], texts: Mapping[str, str]) -> dict[str, Any]:
    values = asdict(entry)
    del values["statement"], values["agrees"]
    return {**_named(entry.statement, codes, texts), "says": _side(entry.agrees), **values}


def _named(column: int, codes: Sequence[str], texts: Mapping[str, str]) -> dict[str, str]:
    code = codes[column]
    return {"comment": code, "text": texts[code]} if texts.get(code) else {"comment": code}


def _side(agrees: bool) -> str:
    return "agree" if agrees else "disagree"


def _parts(parts: Sequence[Part]) -> list[dict[str, float]]:
    return [asdict(part) for part in parts]
