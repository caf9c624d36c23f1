"""Files in, file out."""

import csv
import json
from pathlib import Path

import pytest

from analysis.inputs import AnalysisError
from analysis.stance_files import COLUMNS, stance_of_file
from tests.analysis.test_stance import labelled


def saved(path: Path, columns: dict[str, list[str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))
    return path


@pytest.fixture
def train(tmp_path: Path) -> Path:
    texts, labels = labelled()
    return saved(tmp_path / "đã gắn nhãn.csv", {"nội dung": texts, "nhãn": labels})


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_row_for_each_opinion_and_the_papers(train: Path, tmp_path: Path) -> None:
    texts = ["Tôi phản đối mức thu này", "", "Tán thành quy định mới"]
    ask = saved(tmp_path / "a.csv", {"mã": ["YK7", "YK8", "YK9"], "nội dung": texts})
    outcome = stance_of_file(ask, "nội dung", train, "nhãn", tmp_path / "o.csv", id_column="mã")
    found = rows(tmp_path / "o.csv")
    assert list(found[0]) == list(COLUMNS)
    assert [(row["id"], row["row"], row["abstained"]) for row in found] == [
        ("YK7", "1", "0"), ("YK8", "2", "1"), ("YK9", "3", "0"),
    ]  # fmt: skip
    assert (found[0]["label"], found[2]["label"]) == ("bỏ", "tán thành")
    assert all(0 < float(row["probability"]) <= 1 for row in found)
    papers = json.loads(outcome.card.read_text("utf-8"))
    assert papers["texts"] == len(labelled()[0])
    assert papers["opinions"] == 3 and papers["abstained"] == 1
    assert papers["answered"] == {"bỏ": 1, "sửa": 0, "tán thành": 1}
    assert papers["evidence"]["threshold"] == outcome.model.evidence.threshold <= 0.95


def test_codes_come_from_a_column_named_id_where_it_can_be_used(train: Path, tmp_path: Path) -> None:
    for codes, wanted in ((["b", "a"], ["b", "a"]), (["a", "a"], ["1", "2"])):
        ask = saved(tmp_path / "a.csv", {"id": codes, "nội dung": ["Tán thành", "Tôi phản đối"]})
        stance_of_file(ask, "nội dung", train, "nhãn", tmp_path / "o.csv")
        assert [row["id"] for row in rows(tmp_path / "o.csv")] == wanted


def test_same_files_same_bytes(train: Path, tmp_path: Path) -> None:
    for name in ("x.csv", "y.csv"):
        stance_of_file(train, "nội dung", train, "nhãn", tmp_path / name, seed=4)
    assert (tmp_path / "x.csv").read_bytes() == (tmp_path / "y.csv").read_bytes()


def test_what_cannot_be_used_is_said(train: Path, tmp_path: Path) -> None:
    out = tmp_path / "o.csv"
    with pytest.raises(AnalysisError, match="không có cột “ý kiến”"):
        stance_of_file(train, "ý kiến", train, "nhãn", out)
    with pytest.raises(AnalysisError, match="không có cột “stance”"):
        stance_of_file(train, "nội dung", train, "stance", out)
    with pytest.raises(AnalysisError, match=r"cột “nội dung”: Cần từ 2 đến 50 nhãn khác nhau để học, ở đây có 180"):
        stance_of_file(train, "nội dung", train, "nội dung", out)
    with pytest.raises(AnalysisError, match="Không mở được"):
        stance_of_file(train, "nội dung", tmp_path / "none.csv", "nhãn", out)
    with pytest.raises(AnalysisError, match="gieo"):
        stance_of_file(train, "nội dung", train, "nhãn", out, seed=-1)
    with pytest.raises(AnalysisError, match="Tỷ lệ đúng"):
        stance_of_file(train, "nội dung", train, "nhãn", out, wanted=1.0)
    with pytest.raises(AnalysisError, match="Không ghi được"):
        stance_of_file(train, "nội dung", train, "nhãn", train / "o.csv")
    assert not out.exists()
