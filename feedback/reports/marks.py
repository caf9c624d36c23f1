"""Handing out claims: each gets the number under which the annex lists the codes of what it counts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from feedback.reports.material import Said
from feedback.reports.values import Claim, Joined, Part
from feedback.reports.wording import lower, number, respondent, stance, upper


class Marks:
    """Numbers claims in the order in which they are made, which is the order of the document."""

    def __init__(self) -> None:
        self._claims: list[Claim] = []

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims that the annex lists, in order."""
        return tuple(self._claims)

    def claim(
        self,
        opinions: Sequence[Said],
        title: str,
        text: str = "{}",
        *,
        parts: Sequence[Part] = (),
        key: str = "",
    ) -> Claim:
        """A claim that counts these opinions; the count replaces '{}' in `text`, `title` names it in the annex."""
        claim = Claim(
            text=text.format(number(len(opinions))),
            count=len(opinions),
            codes=tuple(said.code for said in opinions),
            mark=len(self._claims) + 1,
            parts=tuple(parts),
            key=key,
            title=title,
        )
        self._claims.append(claim)
        return claim

    def made_of(self, claim: Claim, others: Iterable[Claim]) -> None:
        """Say that these claims together count exactly what `claim` counts, so that the annex need not repeat it."""
        whole = tuple(other.mark for other in others)
        self._claims[claim.mark - 1] = replace(claim, whole=whole)


def among(claim: Claim, opinions: Sequence[Said], text: str = "{}") -> Claim:
    """A claim about some of the opinions that another one counts: it points to that one's entry in the annex."""
    codes = tuple(said.code for said in opinions)
    return Claim(text.format(number(len(codes))), len(codes), codes, claim.mark, listed=False)


def joined(opinions: Iterable[Said]) -> Joined | None:
    """How often other senders joined these opinions when they were public; None when nobody did."""
    signed = [said for said in opinions if said.joined]
    if not signed:
        return None
    total = sum(said.joined for said in signed)
    return Joined(f"Có thêm {number(total)} lượt người cùng ý kiến.", total, tuple(said.code for said in signed))


def grouped(opinions: Iterable[Said], key: Callable[[Said], str | None]) -> dict[str | None, list[Said]]:
    """The opinions by key, in the order in which the keys first come."""
    groups: dict[str | None, list[Said]] = {}
    for said in opinions:
        groups.setdefault(key(said), []).append(said)
    return groups


def by_stance(opinions: Iterable[Said]) -> list[Part]:
    """The opinions parted by stance, the largest part first."""
    return _parts(opinions, lambda said: stance(said.stance))


def by_both(opinions: Iterable[Said]) -> list[Part]:
    """The opinions parted by who spoke and for what, the largest part first."""
    return _parts(opinions, lambda said: f"{respondent(said.respondent)}, {lower(stance(said.stance))}")


def _parts(opinions: Iterable[Said], key: Callable[[Said], str]) -> list[Part]:
    parts = [Part(label or "", tuple(said.code for said in group)) for label, group in grouped(opinions, key).items()]
    return sorted(parts, key=lambda part: (-len(part.codes), part.label))


def counts(opinions: Iterable[Said], key: Callable[[Said], str], form: str = "{name} ({count})") -> str:
    """'Cá nhân (12), hộ gia đình (3)', the largest first."""
    sizes = [(part.label, len(part.codes)) for part in _parts(opinions, key)]
    return upper(", ".join(form.format(name=lower(label), count=number(size)) for label, size in sizes))
