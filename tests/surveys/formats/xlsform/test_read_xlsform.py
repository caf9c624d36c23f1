"""Workbooks become logic, or a sentence with sheet, row and column."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from surveys.conditions.evaluate import evaluate
from surveys.conditions.logic import logic_from_json
from surveys.conditions.scope import World
from surveys.formats.errors import FormError
from surveys.formats.xlsform.read import read_xlsform
from surveys.formats.xlsform.refusals import refusal
from tests.surveys.formats.xlsform.workbooks import HOUSEHOLD, Rows, survey, workbook

NOW = World(datetime(2026, 11, 25, tzinfo=UTC))


def told(data: bytes) -> list[str]:
    """The problems of a workbook as people read them."""
    return [str(problem) for problem in read_xlsform(data).problems]


def test_a_workbook_is_read_and_evaluated() -> None:
    form = read_xlsform(workbook(HOUSEHOLD))
    assert (form.title, form.problems) == ("Phiếu hộ", ())
    assert logic_from_json(form.logic.to_json()) == form.logic
    outcome = evaluate(
        form.logic, {"dong_y": "co", "nguoi": 8, "thu_nhap": 25.0, "xa": "other", "tinh": "tq", "thon": "t2"}, NOW
    )
    assert outcome.values == {
        "dong_y": "co", "nguoi": 8, "thu_nhap": 25.0, "binh_quan": 3.13, "xa": "other", "tinh": "tq", "thon": "t2",
    }  # fmt: skip
    assert outcome.relevant["xa_other"] is True
    assert outcome.errors == {"thon": "Phương án này không có trong danh sách. Hãy chọn lại."}
    refusing = evaluate(form.logic, {"dong_y": "khong", "nguoi": 99}, NOW)
    assert (refusing.values, refusing.errors) == ({"dong_y": "khong"}, {})
    assert evaluate(form.logic, {"dong_y": "co", "nguoi": 99}, NOW).errors == {"nguoi": "Từ 1 đến 30 người."}


def test_words_are_those_of_the_default_language() -> None:
    rule = read_xlsform(workbook(HOUSEHOLD)).logic.by_name["dong_y"]
    assert [option.label for option in rule.choices] == ["Có", "Không"]
    assert rule.choices[0].row()["label::English (en)"] == "Yes"


@pytest.mark.parametrize(
    ("rows", "headings", "sentence"),
    [
        (
            [["text", "a", "A", ". == 1"]],
            ("constraint",),
            "Trang “survey”, dòng 2, cột “constraint”, ký tự thứ 3: so sánh bằng viết một dấu “=”, không viết “==”.",
        ),
        (
            [["text", "a", "A"], [], ["text", "b", "B", "${a} > (2"]],
            ("bind::relevant",),
            "Trang “survey”, dòng 4, cột “bind::relevant”, ký tự thứ 8: dấu “(” này chưa được đóng.",
        ),
        (
            [["text", "a", "A", "${b} = 1"], ["text", "b", "B", "${a} = 1"]],
            ("relevant",),
            "Trang “survey”, dòng 2: Các câu hỏi phụ thuộc vòng tròn vào nhau: a → b → a.",
        ),
        (
            [["begin repeat", "r", "R"], ["text", "a", "A"], ["end repeat"]],
            (),
            "Lưu ý: Trang “survey”, dòng 2, cột “type”: nhóm lặp “r” được tính như chỉ có một lượt.",
        ),
        (
            [["text", "a", "A", "concat('x', now())"]],
            ("default",),
            "Lưu ý: Trang “survey”, dòng 2, cột “default”: giá trị mặc định không được tự điền khi tính.",
        ),
        (
            [["text", "a", "A"], ["calculate", "b", None, "1", "${a}"]],
            ("calculation", "trigger"),
            "Lưu ý: Trang “survey”, dòng 3, cột “trigger”: cột này bị bỏ qua: phép tính luôn được tính lại.",
        ),
        (
            [["today", "hom_nay", None], ["text", "b", "B", "${hom_nay} != ''"]],
            ("relevant",),
            "Lưu ý: Trang “survey”, dòng 2, cột “type”: “hom_nay” do thiết bị tự điền: cần có sẵn trong câu trả lời.",
        ),
        (
            [["select_one_from_file x.csv", "a", "A", "b=1"]],
            ("choice_filter",),
            "Lưu ý: Trang “survey”, dòng 2, cột “choice_filter”: danh sách phương án nằm ngoài bảng tính nên không được lọc.",
        ),
    ],
)
def test_problems_are_told_by_their_place(rows: Rows, headings: tuple[str, ...], sentence: str) -> None:
    assert told(survey(*rows, headings=headings)) == [sentence]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (survey(["text", None, "A"]), "Trang “survey”, dòng 2, cột “name”: câu hỏi hoặc nhóm này thiếu tên."),
        (survey([None, "a", "A"]), "Trang “survey”, dòng 2, cột “type”: dòng này thiếu loại câu hỏi."),
        (survey(["text", "a"], ["text", "a"]), "Trang “survey”, dòng 3, cột “name”: tên “a” đã dùng trong cùng nhóm."),
        (survey(["text", "1 a", "A"]), "Trang “survey”, dòng 2, cột “name”: tên phải bắt đầu bằng chữ"),
        (
            survey(["begin group", "g", "G"], ["text", "a", "A"]),
            "Trang “survey”, dòng 2, cột “type”: nhóm “g” thiếu dòng kết thúc.",
        ),
        (survey(["text", "a", "A"], ["end group"]), "dòng kết thúc này không có dòng bắt đầu nhóm."),
        (
            survey(["select_one x", "a", "A"], choices=[["list_name", "name", "label"], ["y", "1", "Một"]]),
            "Trang “survey”, dòng 2, cột “type”: trang choices không có danh sách “x”.",
        ),
        (
            survey(
                ["select_one x", "a", "A"],
                choices=[["list_name", "name", "label"], ["x", "1", "Một"], ["x", "1", "Hai"]],
            ),
            "Trang “choices”, dòng 3, cột “name”: tên phương án này đã dùng trong cùng danh sách.",
        ),
        (
            survey(["calculate", "a", None]),
            "Trang “survey”, dòng 2, cột “calculation”: câu tính toán này thiếu phép tính.",
        ),
        (survey(["text", "a", "Chào ${b}"]), "Trang “survey”, dòng 2, cột “label”: phiếu không có câu hỏi “b”."),
        (
            survey(["text", "a", "A", "A"], headings=("label",)),
            "Trang “survey”, dòng 1, cột “label”: có hai cột cùng tên",
        ),
        (workbook({"survey": [["loại", "tên"], ["text", "a"]]}), "Trang “survey”"),
        (workbook({"khác": [["a"]], "nữa": [["b"]]}), "XLSForm"),
        (b"PK\x03\x04 not a workbook", "bảng tính"),
        (b"type,name\ntext,a\n", "bảng tính"),
    ],
)
def test_refusals(data: bytes, sentence: str) -> None:
    with pytest.raises(FormError) as caught:
        read_xlsform(data)
    assert sentence in str(caught.value)


def test_a_refusal_nobody_foresaw_is_quoted() -> None:
    assert refusal("[row : 7] Something new.") == (
        "Trang “survey”, dòng 7: phiếu chưa đúng quy tắc XLSForm. Thông báo gốc: “[row : 7] Something new.”"
    )


def test_real_workbooks_are_read_or_refused_in_a_sentence(shared_data: Path) -> None:
    read, refused = {}, {}
    for path in sorted((shared_data / "forms").glob("*.xlsx")):
        try:
            read[path.name] = read_xlsform(path.read_bytes())
        except FormError as error:
            refused[path.name] = str(error)
    grave = {name: [str(each) for each in form.problems if each.grave] for name, form in read.items()}
    usable = [name for name, problems in grave.items() if not problems]
    print(f"{len(usable)} of {len(read) + len(refused)} workbooks can be evaluated as they are")
    assert refused.keys() == {"duplicate_columns.xlsx"}
    assert {name for name, problems in grave.items() if problems} == {
        "bad_calc.xlsx", "loop.xlsx", "or_other.xlsx", "pull_data.xlsx", "socio-economic-survey-v20240515.xlsx",
    }  # fmt: skip
    assert all("Trang “survey”, dòng " in problem for problems in grave.values() for problem in problems)
    for name in usable:
        assert evaluate(read[name].logic, {}, NOW).relevant
