"""`langnghe form` as people run it."""

import json
from pathlib import Path

from surveys.formats.xlsform.read import read_xlsform
from tests.feedback.cli.test_commands import refused, run
from tests.surveys.formats.xlsform.workbooks import HOUSEHOLD, survey, workbook


def test_a_form_is_checked_and_evaluated(tmp_path: Path) -> None:
    form, answers = tmp_path / "phieu.xlsx", tmp_path / "tra_loi.json"
    form.write_bytes(workbook(HOUSEHOLD))
    answers.write_text(json.dumps({"dong_y": "co", "nguoi": 40, "thu_nhap": 10}), encoding="utf-8")
    checked = run("form", "check", str(form))
    assert (checked.returncode, checked.stdout, "dùng được" in checked.stderr) == (0, "", True)
    done = run("form", "evaluate", str(form), str(answers))
    done.check_returncode()
    outcome = json.loads(done.stdout)
    assert set(outcome) == {"relevant", "errors", "values"}
    assert outcome["errors"] == {"nguoi": "Từ 1 đến 30 người."}
    assert outcome["values"]["binh_quan"] == 0.25


def test_problems_and_refusals_are_sentences(tmp_path: Path) -> None:
    form, answers = tmp_path / "phieu.xlsx", tmp_path / "tra_loi.json"
    form.write_bytes(survey(["text", "a", "A", "1 +"], ["text", "b", "B", "${a} == 1"], headings=("relevant",)))
    answers.write_text("[1]", encoding="utf-8")
    checked = run("form", "check", str(form))
    assert checked.returncode == 1
    assert [line.partition(": ")[0] for line in checked.stdout.splitlines()] == [
        "Trang “survey”, dòng 2, cột “relevant”, ký tự thứ 4", "Trang “survey”, dòng 3, cột “relevant”, ký tự thứ 6",
    ]  # fmt: skip
    assert "dòng 2" in refused(run("form", "evaluate", str(form), str(answers)))
    form.write_bytes(workbook(HOUSEHOLD))
    assert "tên câu hỏi" in refused(run("form", "evaluate", str(form), str(answers)))
    assert "Không mở được" in refused(run("form", "check", str(tmp_path / "không có.xlsx")))
    answers.with_suffix(".lss").write_text("<document/>", encoding="utf-8")
    assert ".xlsx" in refused(run("form", "check", str(answers.with_suffix(".lss"))))


def test_what_pyxform_refuses_is_a_problem_too(tmp_path: Path) -> None:
    form = tmp_path / "phieu.xlsx"
    form.write_bytes(survey(["text", None, "A"]))
    checked = run("form", "check", str(form))
    assert (checked.returncode, checked.stdout) == (
        1,
        "Trang “survey”, dòng 2, cột “name”: câu hỏi hoặc nhóm này thiếu tên.\n",
    )
    assert "dòng 2" in refused(run("form", "evaluate", str(form), str(form)))


def test_stored_logic_is_evaluated_too(tmp_path: Path) -> None:
    form, answers = tmp_path / "logic.json", tmp_path / "tra_loi.json"
    form.write_text(json.dumps(read_xlsform(workbook(HOUSEHOLD)).logic.to_json()), encoding="utf-8")
    answers.write_text('{"dong_y": "co", "nguoi": 1}', encoding="utf-8")
    outcome = json.loads(run("form", "evaluate", str(form), str(answers)).stdout)
    assert (outcome["errors"], outcome["relevant"]["thu_nhap"]) == ({}, True)
    circle = {"rules": [{"name": "a", "relevance": {"source": "${a}", "tree": ["a", "a"]}}]}
    form.write_text(json.dumps(circle), encoding="utf-8")
    assert "vòng tròn" in run("form", "check", str(form)).stdout
    form.write_text("{", encoding="utf-8")
    assert "JSON" in refused(run("form", "check", str(form)))
