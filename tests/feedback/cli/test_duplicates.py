"""`langnghe duplicates` as people run it."""

from pathlib import Path

from tests.feedback.cli.test_commands import refused, run


def test_copies_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "y.csv").write_text("ý kiến\nĐường làng quá xấu\nDUONG LANG QUA XAU!\nTrạm y tế hết thuốc\n", encoding="utf-8")
    done = run("duplicates", str(tmp_path / "y.csv"), "--text", "ý kiến", "--out", str(tmp_path / "o.csv"))
    done.check_returncode()
    assert "3 ý kiến, trong đó 2 ý kiến giống nhau gộp thành 1 cụm" in done.stdout
    assert (tmp_path / "o.csv").read_text("utf-8") == "id,cluster\n1,0\n2,0\n3,1\n"


def test_what_cannot_be_done_is_refused_in_a_sentence(tmp_path: Path) -> None:
    assert "Không mở được tệp" in refused(run("duplicates", str(tmp_path / "x.csv"), "--text", "a", "--out", str(tmp_path / "o")))
    assert "--text" in refused(run("duplicates", str(tmp_path / "x.csv"), "--out", str(tmp_path / "o")))
