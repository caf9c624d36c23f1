"""The definition of a questionnaire: frozen values, and their one JSON form, kept for good with each version."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from math import isfinite
from typing import Any

FORMAT = 1
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")

Number = int | float


class QuestionnaireError(ValueError):
    """A definition that cannot be used; the message is one Vietnamese sentence naming the question."""


@dataclass(frozen=True)
class Choice:
    """One option of a question: `name` is stored with answers, `label` is what people read."""

    name: str
    label: str


@dataclass(frozen=True)
class Question:
    """One question. Which of the attributes after `required` count is decided by its kind (`Kind.uses`).

    `low` and `high` bound a number; `low_label` and `high_label` name the ends of a scale whose points have no
    labels of their own in `choices`; `no_opinion` offers 'Không có ý kiến' on a scale; `decimals` is the number of
    digits after the comma; `max_length` counts code points of the NFC text.
    """

    name: str
    kind: str
    label: str
    hint: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    low: Number | None = None
    high: Number | None = None
    low_label: str = ""
    high_label: str = ""
    no_opinion: bool = True
    unit: str = ""
    decimals: int = 0
    max_length: int = 5000


@dataclass(frozen=True)
class Questionnaire:
    """A titled list of questions, in the order they are asked."""

    title: str
    intro: str = ""
    questions: tuple[Question, ...] = ()

    def question(self, name: str) -> Question:
        """The question called `name`; KeyError when there is none."""
        for question in self.questions:
            if question.name == name:
                return question
        raise KeyError(name)

    def to_json(self) -> dict[str, Any]:
        """A JSON-ready value that `from_json` reads back equal; attributes at their defaults are left out."""
        return {
            "format": FORMAT,
            "title": self.title,
            "intro": self.intro,
            "questions": [_question_to_json(question) for question in self.questions],
        }

    @classmethod
    def from_json(cls, data: object) -> "Questionnaire":
        """Read what `to_json` (or a person) wrote. Texts become NFC without outer blanks.

        Raises QuestionnaireError on anything that is not of that form. Whether the questions make sense to a
        respondent (a choice question without choices, say) is for `surveys.check.problems`.
        """
        values = _mapping(data, "Phiếu")
        _known_keys(values, {"format", "title", "intro", "questions"}, "Phiếu")
        if values.get("format", FORMAT) != FORMAT:
            raise QuestionnaireError("Phiếu được lưu bằng một phiên bản mới hơn của phần mềm nên chưa đọc được.")
        questions = tuple(
            _question_from_json(item, f"Câu hỏi thứ {place}")
            for place, item in enumerate(_list(values.get("questions", []), "Danh sách câu hỏi của phiếu"), 1)
        )
        _unique([question.name for question in questions])
        return cls(
            title=_text(values.get("title"), "Tên phiếu"),
            intro=_text(values.get("intro", ""), "Lời giới thiệu của phiếu"),
            questions=questions,
        )


def _question_to_json(question: Question) -> dict[str, Any]:
    changed = {
        field.name: getattr(question, field.name)
        for field in fields(question)
        if getattr(question, field.name) != field.default
    }
    if question.choices:
        changed["choices"] = [{"name": choice.name, "label": choice.label} for choice in question.choices]
    return changed


def _question_from_json(item: object, where: str) -> Question:
    values = _mapping(item, where)
    name = _text(values.get("name"), f"Tên của {where[0].lower()}{where[1:]}")
    where = f"Câu hỏi “{name}”"
    if not NAME.fullmatch(name):
        raise QuestionnaireError(
            f"{where}: tên phải bắt đầu bằng chữ thường không dấu, chỉ gồm chữ không dấu, chữ số và dấu gạch dưới, "
            "dài nhất 40 ký tự."
        )
    _known_keys(values, {field.name for field in fields(Question)}, where)
    return Question(
        **{key: _READERS[key](value, where) for key, value in {"kind": None, "label": None, **values}.items()}
    )


def _choice(item: object, where: str) -> Choice:
    values = _mapping(item, f"{where}, phương án")
    _known_keys(values, {"name", "label"}, f"{where}, phương án")
    return Choice(
        _text(values.get("name"), f"{where}, tên phương án"), _text(values.get("label"), f"{where}, phương án")
    )


def _choices(value: object, where: str) -> tuple[Choice, ...]:
    return tuple(_choice(item, where) for item in _list(value, f"{where}, các phương án"))


def _mapping(value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise QuestionnaireError(f"{where} phải là một nhóm giá trị có tên.")
    return value


def _list(value: object, where: str) -> list[object]:
    if not isinstance(value, list):
        raise QuestionnaireError(f"{where} phải là một danh sách.")
    return value


def _known_keys(values: Mapping[str, object], known: set[str], where: str) -> None:
    unknown = [str(key) for key in values if key not in known]
    if unknown:
        raise QuestionnaireError(f"{where} có mục lạ “{unknown[0]}”.")


def _unique(names: list[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise QuestionnaireError(f"Câu hỏi “{name}” bị trùng tên với một câu hỏi khác.")


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise QuestionnaireError(f"{where}: thiếu hoặc không phải là chữ.")
    return unicodedata.normalize("NFC", value).strip()


def _flag(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise QuestionnaireError(f"{where}: có một mục phải là đúng hoặc sai (true hoặc false).")
    return value


def _number(value: object, where: str) -> Number | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise QuestionnaireError(f"{where}: giá trị nhỏ nhất và lớn nhất phải là số.")
    return value


def _count(value: object, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise QuestionnaireError(f"{where}: số chữ số thập phân và độ dài tối đa phải là số nguyên không âm.")
    return value


_READERS: dict[str, Any] = {
    "name": lambda value, where: _text(value, f"{where}, tên"),
    "kind": lambda value, where: _text(value, f"{where}, loại câu hỏi"),
    "label": lambda value, where: _text(value, f"{where}, lời hỏi"),
    "hint": lambda value, where: _text(value, f"{where}, lời gợi ý"),
    "required": _flag,
    "choices": _choices,
    "low": _number,
    "high": _number,
    "low_label": lambda value, where: _text(value, f"{where}, nhãn đầu thang"),
    "high_label": lambda value, where: _text(value, f"{where}, nhãn cuối thang"),
    "no_opinion": _flag,
    "unit": lambda value, where: _text(value, f"{where}, đơn vị"),
    "decimals": _count,
    "max_length": _count,
}
