"""A 5-point scale, a label at each point, with 'Không có ý kiến' beside it unless the designer takes it away."""

from collections.abc import Sequence
from typing import Any

from wtforms.fields import RadioField

from surveys.messages import mark as _
from surveys.questionnaire import Choice, Question
from surveys.types.base import Gettext, Kind, Preset, Value
from surveys.types.options import label_of, select_choices
from surveys.types.summary import Figure, Summary, ratio, shares

POINTS = ("1", "2", "3", "4", "5")
TOP = (4, 5)
NO_OPINION = "no_opinion"


def _points(*labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(point, label) for point, label in zip(POINTS, labels, strict=True))


class Scale(Kind):
    """The value is 1..5, or 'no_opinion'.

    Shares are of those who gave a point: 'Không có ý kiến' is counted apart. A middle point hides in a mean, so all
    five shares are given, and the share of 4 and 5 together (`top`).
    """

    name = "scale"
    title = _("Thang 5 mức")
    uses = ("choices", "low_label", "high_label", "no_opinion")
    choice_names = POINTS
    presets = (
        Preset(
            _("Mức hài lòng"),
            _points(_("Rất không hài lòng"), _("Không hài lòng"), _("Bình thường"), _("Hài lòng"), _("Rất hài lòng")),
        ),
        Preset(
            _("Mức đồng ý"),
            _points(_("Hoàn toàn không đồng ý"), _("Không đồng ý"), _("Phân vân"), _("Đồng ý"), _("Hoàn toàn đồng ý")),
        ),
        Preset(
            _("Mức tin tưởng"),
            _points(
                _("Rất không tin tưởng"), _("Không tin tưởng"), _("Bình thường"), _("Tin tưởng"), _("Rất tin tưởng")
            ),
        ),
        Preset(_("Chất lượng"), _points(_("Rất kém"), _("Kém"), _("Trung bình"), _("Tốt"), _("Rất tốt"))),
    )

    def options(self, question: Question) -> tuple[Choice, ...]:
        """The five points with their labels; without labels of their own, the digit, and the names of the two ends."""
        return question.choices or _points(
            f"1 – {question.low_label}" if question.low_label else "1",
            "2",
            "3",
            "4",
            f"5 – {question.high_label}" if question.high_label else "5",
        )

    def field(self, question: Question) -> Any:
        no_opinion = (Choice(NO_OPINION, _("Không có ý kiến")),) if question.no_opinion else ()
        return RadioField(
            question.label,
            self.validators(question),
            choices=select_choices(self.options(question) + no_opinion),
            validate_choice=False,
        )

    def value(self, question: Question, typed: Any) -> Value:
        if self.blank(typed):
            return None
        return NO_OPINION if typed == NO_OPINION else int(typed)

    def typed(self, question: Question, value: Value) -> Any:
        return None if self.empty(value) else str(value)

    def ask(self, gettext: Gettext) -> str:
        return gettext("Hãy chọn một mức.")

    def problem(self, question: Question, typed: Any, gettext: Gettext) -> str | None:
        if typed in POINTS or (question.no_opinion and typed == NO_OPINION):
            return None
        return gettext("Mức này không có trong thang. Hãy chọn lại.")

    def show(self, question: Question, value: Value) -> str:
        if self.empty(value):
            return ""
        return _("Không có ý kiến") if value == NO_OPINION else label_of(self.options(question), str(value))

    def tally(self, question: Question, values: Sequence[Value]) -> Summary:
        points = [value for value in values if not self.empty(value) and value != NO_OPINION]
        no_opinion = sum(value == NO_OPINION for value in values)
        top = ratio(sum(point in TOP for point in points), len(points))
        return Summary(
            question=question.name,
            kind=self.name,
            label=question.label,
            asked=len(values),
            answered=len(points) + no_opinion,
            base=len(points),
            base_title=_("số người cho mức"),
            shares=shares(map(str, points), self.options(question), len(points)),
            figures=(
                Figure("top", _("Mức 4 và mức 5"), top, is_share=True),
                Figure("no_opinion", _("Không có ý kiến"), no_opinion),
            ),
        )

    def check(self, question: Question) -> list[str]:
        problems = []
        if question.choices and tuple(choice.name for choice in question.choices) != POINTS:
            problems.append("Thang phải có đủ năm mức, tên từ 1 đến 5 theo thứ tự.")
        if any(not choice.label for choice in question.choices):
            problems.append("Có mức chưa ghi lời.")
        if not question.choices and not (question.low_label and question.high_label):
            problems.append("Cần ghi lời cho năm mức, hoặc ít nhất cho mức thấp nhất và mức cao nhất.")
        return problems


KIND = Scale()
