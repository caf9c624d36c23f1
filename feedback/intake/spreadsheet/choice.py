"""How an officer says a table is to be read: which column holds what, and what counts where a cell is empty."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Choice:
    """`columns`: role → place of its column, from 0. `channel`, `unit_id`, `respondent` hold where a row says nothing.

    `consents`: purpose → number of the wording to which, the officer attests, everyone in the table said yes. `version`:
    number of the version of the draft whose numbering the table uses, None for the newest.
    """

    columns: Mapping[str, int]
    channel: str
    respondent: str = "person"
    unit_id: int | None = None
    consents: Mapping[str, int] = field(default_factory=dict)
    version: int | None = None

    def to_json(self) -> dict[str, str]:
        """As the batch keeps it."""
        kept = {f"column.{role}": str(place) for role, place in self.columns.items()}
        kept |= {f"consent.{purpose}": str(number) for purpose, number in self.consents.items()}
        kept |= {"channel": self.channel, "respondent": self.respondent}
        kept |= {} if self.version is None else {"version": str(self.version)}
        return kept if self.unit_id is None else kept | {"unit": str(self.unit_id)}

    @classmethod
    def from_json(cls, kept: Mapping[str, str]) -> "Choice | None":
        """What `to_json` wrote, or None where nothing was chosen yet."""
        if not kept:
            return None
        return cls(
            columns=_numbers(kept, "column."), channel=kept["channel"], respondent=kept["respondent"],
            unit_id=int(kept["unit"]) if "unit" in kept else None, consents=_numbers(kept, "consent."),
            version=int(kept["version"]) if "version" in kept else None,
        )  # fmt: skip


def _numbers(kept: Mapping[str, str], start: str) -> dict[str, int]:
    return {key.removeprefix(start): int(value) for key, value in kept.items() if key.startswith(start)}
