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
                "minority": size < MINORITY * result.grouped / result.n_groups, **_place(result, number),
                "representative": [_representative(entry, codes, texts) for entry in entries],
            }
            for number, (size, entries) in enumerate(zip(sizes, representatives, strict=True))
        ],
        **_findings(find(votes, result.labels, result.n_groups), codes, texts),
        "common": [_common(one, codes, texts) for side in common(votes) for one in side],
    }  # fmt: skip


def _place(result: GroupResult, number: int) -> dict[str, list[float]]:
    """Where a group lies on the map, how far its voters are spread, and how far off a voter's own place typically is for
    having met only some of the statements (root mean square of the known errors)."""
    members = result.labels == number
    if not members.any():
        return {"centre": [0.0, 0.0], "spread": [0.0, 0.0], "error": [0.0, 0.0]}
    points, errors = result.projection.points[members], result.projection.errors[members]
    known = errors[np.isfinite(errors).all(axis=1)]
    squares = (known * known).mean(axis=0) if len(known) else np.zeros(points.shape[1])
    columns = {"centre": points.mean(axis=0), "spread": points.std(axis=0), "error": np.sqrt(squares)}
    return {name: [round(float(value), 4) for value in values] for name, values in columns.items()}


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
