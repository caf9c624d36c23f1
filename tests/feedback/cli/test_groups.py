"""`langnghe groups` as people run it."""

import csv
from pathlib import Path

from tests.analysis.votes.samples import conversation
from tests.analysis.votes.test_files import saved
from tests.feedback.cli.test_commands import refused, run


def test_groups_of_a_file_of_votes(tmp_path: Path) -> None:
    path = saved(conversation()[0], tmp_path / "v.csv")
    (tmp_path / "p.csv").write_text("voter-id,comment-id\n1,1\n", encoding="utf-8")
    done = run("groups", str(path), "--out", str(tmp_path / "o"), "--seed", "3", "--predict", str(tmp_path / "p.csv"))
    done.check_returncode()
    assert "chưa chắc chắn" in done.stdout and "3 nhóm" in done.stdout
    names = {"participants.csv", "statements.csv", "groups.json", "run.json", "predictions.csv"}
    assert {file.name for file in (tmp_path / "o").iterdir()} == names
    with (tmp_path / "o" / "participants.csv").open(encoding="utf-8") as file:
        assert next(csv.reader(file))[:4] == ["voter", "group", "x", "y"]


def test_what_cannot_be_grouped_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "v.csv").write_text("voter-id,comment-id,vote\n1,1,5\n", encoding="utf-8")
    assert "dòng 2" in refused(run("groups", str(tmp_path / "v.csv"), "--out", str(tmp_path / "o")))
    assert "--out" in refused(run("groups", str(tmp_path / "v.csv")))
    assert "Số nhóm" in refused(run("groups", str(tmp_path / "v.csv"), "--k", "x", "--out", str(tmp_path / "o")))
