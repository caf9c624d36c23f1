"""Clusters large enough to have been organised, and what shows it. That alone says nothing about whether they are right."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.duplicates.bursts import Floats, Gathering, Rush, gatherings, rush
from analysis.duplicates.finder import Cluster, DuplicateResult
from analysis.duplicates.letters import Longs
from analysis.duplicates.templates import Template, template

LEAST = 5
"""Signers from which copies of one text are looked at as a campaign."""


@dataclass(frozen=True)
class Campaign:
    """A cluster with the letter its senders filled in, the rush, and the units and hashed origins that stand out."""

    cluster: Cluster
    template: Template | None
    rush: Rush | None
    units: tuple[Gathering, ...]
    origins: tuple[Gathering, ...]


def campaigns(
    texts: Sequence[str], result: DuplicateResult, *, times: Floats | None = None, units: Longs | None = None,
    origins: Longs | None = None, least: int = LEAST,
) -> tuple[Campaign, ...]:  # fmt: skip
    """Clusters of at least `least` signers, most signers first; stock answers never are one.

    For each of the n texts, where known: `times` in seconds (NaN unknown), `units` and `origins` as numbers (−1 unknown).
    """
    return tuple(
        Campaign(
            cluster,
            _template(texts, cluster),
            None if times is None else rush(times, cluster.members),
            () if units is None else gatherings(units, cluster.members),
            () if origins is None else gatherings(origins, cluster.members),
        )
        for cluster in result.clusters
        if cluster.signers >= least and not cluster.stock
    )


def _template(texts: Sequence[str], cluster: Cluster) -> Template | None:
    members = cluster.members.tolist()
    return template([texts[place] for place in members], members.index(cluster.representative))
