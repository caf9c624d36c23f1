"""What a question's answers add up to: one frozen shape for every kind, so that reports need not know kinds."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from surveys import numerals
from surveys.questionnaire import Choice


@dataclass(frozen=True)
class Share:
    """How many chose one option; `share` is count / base, None when the base is 0."""

    name: str
    label: str
    count: int
    share: float | None

    @property
    def percent(self) -> str:
        """'45,2%', or a dash."""
        return numerals.percent(self.share)


@dataclass(frozen=True)
class Figure:
    """One named number: a share (0..1) when `is_share`, else an amount in `unit`; None when nobody answered."""

    name: str
    title: str
    value: int | float | None
    is_share: bool = False
    unit: str = ""

    @property
    def text(self) -> str:
        """As people in Viet Nam write it: '45,2%', '1.500.000 đồng', or a dash."""
        if self.is_share:
            return numerals.percent(self.value)
        if self.value is None:
            return "–"
        places = 0 if abs(self.value) >= 1000 else 2  # nobody speaks of hundredths of a đồng
        return f"{numerals.show(round(self.value, places))} {self.unit}".strip()


@dataclass(frozen=True)
class Summary:
    """Answers to one question. asked = answered + missing; `base` is what the shares are shares of."""

    question: str
    kind: str
    label: str
    asked: int
    answered: int
    base: int
    base_title: str
    shares: tuple[Share, ...] = ()
    figures: tuple[Figure, ...] = ()

    @property
    def missing(self) -> int:
        """How many were asked and gave no answer."""
        return self.asked - self.answered

    def share(self, name: str) -> Share:
        """The share of the option called `name`; KeyError when there is none."""
        return {share.name: share for share in self.shares}[name]

    def figure(self, name: str) -> Figure:
        """The figure called `name`; KeyError when there is none."""
        return {figure.name: figure for figure in self.figures}[name]


def ratio(count: int, base: int) -> float | None:
    """count / base, None when the base is 0."""
    return count / base if base else None


def shares(chosen: Iterable[str], choices: Sequence[Choice], base: int) -> tuple[Share, ...]:
    """Counts and shares in the order of `choices`; a chosen name no longer among them is kept, last, under its name."""
    counts = Counter(chosen)
    known = {choice.name for choice in choices}
    gone = [Choice(name, name) for name in sorted(set(counts) - known)]
    return tuple(
        Share(choice.name, choice.label, counts[choice.name], ratio(counts[choice.name], base))
        for choice in (*choices, *gone)
    )
