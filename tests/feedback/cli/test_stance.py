"""`langnghe stance` as people run it."""

from pathlib import Path

from tests.analysis.test_stance import labelled
from tests.analysis.test_stance_files import rows, saved
from tests.feedback.cli.test_commands import refused, run


def asked(folder: Path, labels: int) -> list[str]:
    """The command's arguments for a file of two opinions and so many labelled ones."""
    texts, stances = labelled()
    train = saved(folder / "t.csv", {"text": texts[:labels], "stance": stances[:labels]})
    ask = saved(folder / "a.csv", {"text": ["Tôi phản đối quy định này", "Nên giảm bớt mức phạt"]})
    return ["stance", str(ask), "--text", "text", "--train", str(train), "--label", "stance", "--out", str(folder / "o.csv")]


def test_stances_of_a_file(tmp_path: Path) -> None:
    done = run(*asked(tmp_path, 180))
    done.check_returncode()
    assert "Mong đúng 95%" in done.stdout and "xác suất từ 0," in done.stdout
    assert "2 ý kiến; 0 ý kiến cần người xem" in done.stdout
    assert [(row["id"], row["label"], row["abstained"]) for row in rows(tmp_path / "o.csv")] == [
        ("1", "bỏ", "0"), ("2", "sửa", "0"),
    ]  # fmt: skip
    assert (tmp_path / "o.csv.run.json").exists()


def test_too_few_labels_leave_everything_to_people(tmp_path: Path) -> None:
    done = run(*asked(tmp_path, 20))
    done.check_returncode()
    assert "Hãy gắn nhãn thêm" in done.stdout
    assert {row["abstained"] for row in rows(tmp_path / "o.csv")} == {"1"}


def test_what_cannot_be_learnt_is_refused_in_a_sentence(tmp_path: Path) -> None:
    assert "Cần từ 2" in refused(run(*asked(tmp_path, 1)))
    assert "--train" in refused(run("stance", str(tmp_path / "a.csv"), "--text", "text", "--out", str(tmp_path / "o.csv")))
