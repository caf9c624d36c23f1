"""Files in, files out."""

import csv
import json
from pathlib import Path

import pytest

from analysis.files import themes_of_file
from analysis.inputs import AnalysisError
from tests.analysis.samples import opinions


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "ý kiến.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["mã", "nội dung"])
        writer.writerows([f"YK{number}", text] for number, text in enumerate([*opinions()[0], ""]))
    return path


def test_the_three_files(table: Path, tmp_path: Path) -> None:
    out = tmp_path / "sâu" / "kết quả"
    themes_of_file(table, "nội dung", "mã", "4", 3, out)
    with (out / "assignments.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == [f"YK{number}" for number in range(81)]
    assert list(rows[0]) == ["id", "theme", "score"]
    assert rows[-1]["theme"] == "-1"
    themes = json.loads((out / "themes.json").read_text("utf-8"))
    assert [list(theme) for theme in themes] == [["theme", "name", "words", "size", "quotes", "summary"]] * 4
    placed = {row["id"]: int(row["theme"]) for row in rows}
    for theme in themes:
        cited = [*theme["quotes"], *(one["id"] for one in theme["summary"])]
        assert {placed[code] for code in cited} == {theme["theme"]}
    card = json.loads((out / "run.json").read_text("utf-8"))
    assert card["texts"] == 81
    assert card["parameters"]["random_state"] == 3
    assert card["seconds"] > 0
    assert card["peak_memory_mib"] > 0


def test_same_file_same_bytes(table: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        themes_of_file(table, "nội dung", None, "auto", 1, tmp_path / name)
    for name in ("assignments.csv", "themes.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "không có dòng"),
        (b"text\n", "không có dòng"),
        ("ghi chú\nĐường\n".encode(), "không có cột “text”; các cột có: ghi chú"),
        ("text\nĐường\n".encode("utf-16"), "không phải UTF-8"),
        (b'text\n"open\n', "không phải là CSV"),
    ],
)
def test_unusable_files(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(AnalysisError, match=sentence):
        themes_of_file(path, "text", None, "auto", 1, tmp_path / "out")


def test_unusable_requests(table: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for k in ("0", "-3", "nhiều", "1.5"):
        with pytest.raises(AnalysisError, match="Số nhóm"):
            themes_of_file(table, "nội dung", None, k, 1, out)
    with pytest.raises(AnalysisError, match="gieo"):
        themes_of_file(table, "nội dung", None, "auto", -1, out)
    with pytest.raises(AnalysisError, match="Không mở được"):
        themes_of_file(tmp_path / "none.csv", "nội dung", None, "auto", 1, out)
    with pytest.raises(AnalysisError, match="không có cột “mã số”"):
        themes_of_file(table, "nội dung", "mã số", "auto", 1, out)
    with pytest.raises(AnalysisError, match="Không ghi được"):
        themes_of_file(table, "nội dung", None, 4, 1, table / "under a file")


def test_ids_must_be_different(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,text\n1,Đường\n1,Điện\n", encoding="utf-8")
    with pytest.raises(AnalysisError, match="lặp lại"):
        themes_of_file(path, "text", "id", "auto", 1, tmp_path / "out")
