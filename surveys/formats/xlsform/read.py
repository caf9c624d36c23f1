"""An XLSForm workbook as the logic of a form, with everything that is wrong or left out told by its place."""

import io
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from surveys.conditions.check import Finding, RuleText, read_rules
from surveys.conditions.logic import Logic, Option
from surveys.conditions.tree import answers_in
from surveys.formats.errors import FormError, FormRefused, TableError
from surveys.formats.read_xlsx import require_workbook
from surveys.formats.xlsform.places import Place, Survey
from surveys.formats.xlsform.refusals import refusal

_BROKEN = "Không đọc được phiếu: bảng tính không theo mẫu XLSForm (cần trang “survey” có cột type và name)."
_FROM_DEVICE = {"start", "end", "today", "deviceid", "phonenumber", "simserial", "username", "email", "subscriberid"}
# How pyxform asks for the box beside 'other': as a path, which is not part of the language.
_BESIDE = re.compile(r"\.\./([^\s,/]+)")


@dataclass(frozen=True)
class Problem:
    """One thing to tell about a workbook, `row` 0 where unknown; a `grave` one keeps the form from being used."""

    sentence: str
    grave: bool = True
    row: int = 0

    def __str__(self) -> str:
        return self.sentence if self.grave else f"Lưu ý: {self.sentence}"


@dataclass(frozen=True)
class XlsForm:
    """What was read; problems in the order of the sheet. The logic can be evaluated when none of them is grave."""

    title: str
    logic: Logic
    problems: tuple[Problem, ...]


def read_xlsform(data: bytes) -> XlsForm:
    """Read the workbook (.xlsx). Raises FormRefused where pyxform refuses it, FormError where it is no form at all."""
    try:
        require_workbook(data)
    except TableError as error:
        raise FormError(str(error)) from error
    survey, form = _through_pyxform(data)
    texts = tuple(_texts(form, form["children"], None, survey))
    logic, findings = read_rules(texts)
    problems = [*_left_out(form, form["children"], survey, logic), *(_told(finding, survey) for finding in findings)]
    return XlsForm(str(form.get("title") or ""), logic, tuple(sorted(problems, key=lambda problem: problem.row)))


def _through_pyxform(data: bytes) -> tuple[Survey, dict[str, Any]]:
    # Here, not above: half a second of loading, which a web process needs only for a workbook.
    from pyxform.errors import PyXFormError  # noqa: PLC0415
    from pyxform.xls2json import workbook_to_json  # noqa: PLC0415
    from pyxform.xls2json_backends import get_xlsform  # noqa: PLC0415

    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and extensions it leaves out: none of them changes a text.
            warnings.simplefilter("ignore")
            sheets = get_xlsform(xlsform=data, file_type=".xlsx")
        rows = [dict(row) for row in sheets.survey or ()]
        form = workbook_to_json(workbook_dict=sheets, form_name="data", warnings=[])
    except PyXFormError as error:
        twice = re.match(r"Duplicate column header: (.+)", str(error))
        raise FormRefused(_twice(data, twice[1]) if twice else refusal(str(error))) from error
    except Exception as error:
        # A workbook that is no form fails anywhere inside.
        raise FormError(_BROKEN) from error
    if not form.get("children") or not rows:
        raise FormError(_BROKEN)
    return Survey(rows), form


def _twice(data: bytes, heading: str) -> str:
    """The sentence for a heading that stands twice in one sheet: pyxform does not say in which."""
    from openpyxl import load_workbook  # noqa: PLC0415

    workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    for sheet in workbook.worksheets:
        headings = [str(cell).strip() for cell in next(sheet.iter_rows(max_row=1, values_only=True), ())]
        if headings.count(heading.strip()) > 1:
            return f"{Place(sheet.title, 1, heading)}: có hai cột cùng tên, hãy bỏ hoặc đổi tên một cột."
    return f"Có hai cột cùng tên “{heading}”, hãy bỏ hoặc đổi tên một cột."


def _elements(children: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Questions and groups of one level, without what pyxform adds about the form itself."""
    return (child for child in children if not child.get("control", {}).get("bodyless"))


def _texts(
    form: Mapping[str, Any], children: Sequence[Mapping[str, Any]], group: str | None, survey: Survey
) -> Iterator[RuleText]:
    for child in _elements(children):
        yield _text(form, child, group, survey)
        yield from _texts(form, child.get("children", ()), child["name"], survey)


def _text(form: Mapping[str, Any], child: Mapping[str, Any], group: str | None, survey: Survey) -> RuleText:
    name, bind = child["name"], child.get("bind", {})
    given = {
        "relevance": bind.get("relevant", ""),
        "constraint": bind.get("constraint", ""),
        "required": bind.get("required", ""),
        "calculation": bind.get("calculate", ""),
        "choice_filter": child.get("choice_filter", "") if child.get("choices") else "",
    }
    # The cell itself where there is one: pyxform changes blanks and quotes, and places are counted in the cell.
    expressions = {
        part: survey.cell(name, part) or _BESIDE.sub(r"${\1}", str(each)) for part, each in given.items() if each
    }
    return RuleText(
        name,
        group,
        constraint_message=_words(bind.get("jr:constraintMsg"), form),
        required_message=_words(bind.get("jr:requiredMsg"), form),
        choices=tuple(_option(choice, form) for choice in child.get("choices", ())),
        **expressions,
    )


def _option(choice: Mapping[str, Any], form: Mapping[str, Any]) -> Option:
    label = choice.get("label")
    cells = {key: cell for key, cell in choice.items() if key not in {"name", "label"}}
    if isinstance(label, Mapping):
        cells |= {f"label::{language}": words for language, words in label.items()}
    columns = tuple((key, cell) for key, cell in cells.items() if isinstance(cell, str))
    return Option(str(choice["name"]), _words(label, form), columns)


def _words(text: object, form: Mapping[str, Any]) -> str:
    """A text of the form in its default language, else in the first it has."""
    if isinstance(text, Mapping):
        return str(text.get(form.get("default_language"), next(iter(text.values()), "")))
    return str(text or "")


def _told(finding: Finding, survey: Survey) -> Problem:
    place = survey.place(finding.question, finding.part)
    at = "" if finding.at is None else f", ký tự thứ {finding.at + 1}"
    return Problem(
        f"{place}{at}: {finding.sentence}" if place else str(finding), finding.grave, place.row if place else 0
    )


def _left_out(
    form: Mapping[str, Any], children: Sequence[Mapping[str, Any]], survey: Survey, logic: Logic
) -> Iterator[Problem]:
    """What of the workbook is not carried over."""
    asked_for = {name for rule in logic.rules for _, each in rule.expressions() for name in answers_in(each.tree)}
    for child in _elements(children):
        for part, sentence, grave in _losses(child, survey, asked_for):
            place = survey.place(child["name"], part)
            yield Problem(f"{place or child['name']}: {sentence}", grave, place.row if place else 0)
        yield from _left_out(form, child.get("children", ()), survey, logic)


def _losses(child: Mapping[str, Any], survey: Survey, asked_for: set[str]) -> Iterator[tuple[str, str, bool]]:
    name, kind = child["name"], child["type"]
    if kind == "loop":
        yield "type", "nhóm lặp theo danh sách (begin loop) chưa dùng được.", True
    if kind == "repeat":
        yield "type", f"nhóm lặp “{name}” được tính như chỉ có một lượt.", False
    if child.get("choice_filter") and not child.get("choices"):
        yield "choice_filter", "danh sách phương án nằm ngoài bảng tính nên không được lọc.", False
    if survey.cell(name, "trigger"):
        yield "trigger", "cột này bị bỏ qua: phép tính luôn được tính lại.", False
    if survey.cell(name, "default"):
        yield "default", "giá trị mặc định không được tự điền khi tính.", False
    if kind in _FROM_DEVICE and name in asked_for:
        yield "type", f"“{name}” do thiết bị tự điền: cần có sẵn trong câu trả lời.", False
