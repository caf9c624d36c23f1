"""A file in, a file out."""

import csv
from pathlib import Path

import pytest

from analysis.duplicates.files import duplicates_of_file
from analysis.inputs import AnalysisError
from tests.analysis.duplicates.samples import OPINIONS


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "ý kiến.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["mã", "nội dung"])
        rows.writerows([f"YK{row}", text] for row, text in enumerate([*OPINIONS, OPINIONS[3].upper(), ""]))
    return path


def test_clusters_of_a_file(table: Path, tmp_path: Path) -> None:
    result = duplicates_of_file(table, "nội dung", "mã", tmp_path / "o.csv")
    with (tmp_path / "o.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == [f"YK{row}" for row in range(14)]
    assert [row["cluster"] for row in rows] == [*map(str, range(12)), "3", "12"]
    assert result.card.texts == 14


def test_same_file_same_bytes(table: Path, tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        duplicates_of_file(table, "nội dung", None, tmp_path / name)
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    assert (tmp_path / "a.csv").read_text("utf-8").startswith("id,cluster\n1,0\n2,1\n")


def test_what_cannot_be_read_or_written_is_told(table: Path, tmp_path: Path) -> None:
    with pytest.raises(AnalysisError, match="không có cột “lời”"):
        duplicates_of_file(table, "lời", None, tmp_path / "o.csv")
    with pytest.raises(AnalysisError, match="Không ghi được"):
        duplicates_of_file(table, "nội dung", None, tmp_path / "không có" / "o.csv")
