"""What an expression may see besides itself: answers, the choice looked at, and the world around the form."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from surveys.conditions.dates import milliseconds_of
from surveys.conditions.values import Held
from surveys.messages import mark as _

HO_CHI_MINH = 7 * 60
"""Minutes east of UTC."""
MONTHS = tuple(f"Th{month}" for month in range(1, 13))
WEEKDAYS = ("CN", "T2", "T3", "T4", "T5", "T6", "T7")


@dataclass(frozen=True)
class Sentences:
    """What is said to a respondent where the form has no words of its own; msgids, translated by the web."""

    required: str = _("Mục này chưa được điền.")
    offered: str = _("Phương án này không có trong danh sách. Hãy chọn lại.")
    allowed: str = _("Câu trả lời chưa phù hợp. Hãy xem lại.")


@dataclass(frozen=True)
class World:
    """The moment of answering, where days begin, and words for dates and refusals.

    `now` is aware; `offset` in minutes east of UTC; `months` twelve and `weekdays` seven short names, Sunday first.
    """

    now: datetime
    offset: int = HO_CHI_MINH
    months: tuple[str, ...] = MONTHS
    weekdays: tuple[str, ...] = WEEKDAYS
    sentences: Sentences = Sentences()

    @property
    def milliseconds(self) -> int:
        """`now` in milliseconds since 1970-01-01T00:00Z."""
        return milliseconds_of(self.now)

    def to_json(self) -> dict[str, Any]:
        """What conditions.js takes as its world."""
        return {
            "now": self.milliseconds,
            "offset": self.offset,
            "months": list(self.months),
            "weekdays": list(self.weekdays),
            "sentences": asdict(self.sentences),
        }


@dataclass(frozen=True)
class Scope:
    """Where one expression is evaluated. A question missing from `answers` counts as empty.

    `current` is what `.` stands for; `row` the columns of the choice looked at; `labels` the words of each question's
    choices, by question and choice.
    """

    world: World
    answers: Mapping[str, Held] = field(default_factory=dict)
    current: Held = ""
    row: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
