"""The commands people and scripts rely on, run as they run them: a process of its own, exit code, two streams."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document

from feedback.cli.main import COMMANDS
from tests.server import ROOT, Server

DRAFT = "Điều 1. Phạm vi\n1. Một.\n2. Hai:\na) Hộ nghèo;\nb) Hộ cận nghèo.\nĐiều 2. Hiệu lực\nTừ ngày 01 tháng 01 năm 2027.\n"
OPINIONS = (
    "tiền rác cao quá xin giảm phí thu gom rác", "phí thu gom rác mỗi tháng cao, xin giảm tiền rác",
    "xe rác đến muộn, rác chất đống bốc mùi hôi", "rác bốc mùi hôi vì xe rác cả tuần mới đến", "xe rác không đến bản",
    "giảm tiền rác cho hộ nghèo", "thu tiền rác phải có biên lai", "điểm tập kết rác sát nhà, mùi hôi",
)  # fmt: skip


def run(*arguments: str, home: Path | None = None, database: str = "") -> subprocess.CompletedProcess[str]:
    """One command, run to its end."""
    server = Server(home or Path("/nonexistent"), database)
    return subprocess.run(
        [sys.executable, "-m", "feedback.cli.main", *arguments], cwd=ROOT, env=server.environment,
        capture_output=True, text=True, timeout=180,
    )  # fmt: skip


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """The one sentence on standard error of a command that exits with 2."""
    assert done.returncode == 2, (done.returncode, done.stderr)
    assert done.stderr.count("\n") == 1 and "Traceback" not in done.stderr, done.stderr
    return done.stderr


def test_a_draft_becomes_json_without_database_or_server(tmp_path: Path) -> None:
    (tmp_path / "du-thao.txt").write_text(DRAFT, encoding="utf-8")
    run("draft", "parse", str(tmp_path / "du-thao.txt"), "-o", str(tmp_path / "o.json")).check_returncode()
    written = json.loads((tmp_path / "o.json").read_text(encoding="utf-8"))
    assert [node["path"] for node in written["nodes"]] == ["d1", "d1.k1", "d1.k2", "d1.k2.pa", "d1.k2.pb", "d2"]
    assert set(written["nodes"][0]) == {"path", "level", "label", "heading", "text", "parent", "doubt"}
    assert json.loads(run("draft", "parse", str(tmp_path / "du-thao.txt")).stdout) == written


def test_two_versions_of_a_draft_are_compared_clause_by_clause(tmp_path: Path) -> None:
    (tmp_path / "cu.txt").write_text(DRAFT, encoding="utf-8")
    (tmp_path / "moi.txt").write_text(DRAFT.replace("b) Hộ cận nghèo.\n", "").replace("Một.", "Mười."), encoding="utf-8")
    run("draft", "align", str(tmp_path / "cu.txt"), str(tmp_path / "moi.txt"), "-o", str(tmp_path / "o.json"))
    rows = json.loads((tmp_path / "o.json").read_text(encoding="utf-8"))
    assert set(rows[0]) == {"old", "new", "kind", "score"}
    assert {"old": "d1.k2.pb", "new": None, "kind": "dropped", "score": 0.0} in rows
    assert [row["new"] for row in rows if row["kind"] == "same"] == ["d1", "d1.k2", "d1.k2.pa", "d2"]
    (tmp_path / "rong.txt").write_text("", encoding="utf-8")
    assert "rong.txt: " in refused(run("draft", "align", str(tmp_path / "cu.txt"), str(tmp_path / "rong.txt")))


def test_files_that_cannot_be_read_are_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 ...")
    (tmp_path / "a.csv").write_text("x\n1\n", encoding="utf-8")
    assert ".docx" in refused(run("draft", "parse", str(tmp_path / "a.pdf")))
    assert "Không mở được" in refused(run("draft", "parse", str(tmp_path / "none.txt")))
    refused(run("themes", str(tmp_path / "none.csv"), "--text", "x", "--out", str(tmp_path / "o")))
    refused(run("themes", str(tmp_path / "a.csv"), "--text", "nội dung", "--out", str(tmp_path / "o")))
    assert "--text" in refused(run("themes", str(tmp_path / "a.csv")))
    assert "--help" in refused(run("no-such-command"))
    assert "--nothing" in refused(run("serve", "--nothing"))


def test_a_place_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "du-thao.txt").write_text(DRAFT, encoding="utf-8")
    out = tmp_path / "none" / "o.json"
    assert f"không ghi được {out}" in refused(run("draft", "parse", str(tmp_path / "du-thao.txt"), "-o", str(out)))


def test_themes_of_a_file_are_the_same_bytes_each_time(tmp_path: Path) -> None:
    with open(tmp_path / "y-kien.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "text"))
        writer.writerows((f"K{number}", text) for number, text in enumerate(OPINIONS * 3))
    for out in ("one", "two"):
        arguments = ("themes", str(tmp_path / "y-kien.csv"), "--text", "text", "--id", "id", "--k", "2", "--seed", "3")
        run(*arguments, "--out", str(tmp_path / out)).check_returncode()
    for name in ("assignments.csv", "themes.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    rows = list(csv.DictReader((tmp_path / "one" / "assignments.csv").read_text(encoding="utf-8").splitlines()))
    assert [row["id"] for row in rows] == [f"K{number}" for number in range(24)]
    themes = json.loads((tmp_path / "one" / "themes.json").read_text(encoding="utf-8"))
    assert {"theme", "name", "words", "size", "quotes", "summary"} <= set(themes[0])
    assert sum(theme["size"] for theme in themes) == sum(row["theme"] not in ("", "-1") for row in rows)
    card = json.loads((tmp_path / "one" / "run.json").read_text(encoding="utf-8"))
    assert {"seconds"} <= set(card)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_everywhere(command: str) -> None:
    done = run(*filter(None, [command]), "--help")
    assert done.returncode == 0 and "--help" in done.stdout


def test_an_office_is_set_up_from_nothing(tmp_path: Path) -> None:
    home, database = tmp_path / "home", f"sqlite:///{tmp_path / 'office.db'}"
    assert "langnghe init" in refused(run("report", "demo", "-o", "x.docx", home=home, database=database))
    for _ in range(2):
        run("init", home=home, database=database).check_returncode()
    add = ("user", "add", "an", "--name", "Nguyễn An", "--role", "admin", "--password", "mat-khau-that-dai")
    run(*add, home=home, database=database).check_returncode()
    assert "Không tìm thấy đơn vị" in refused(run(*add, "--unit", "Xã Không Có", home=home, database=database))
    refused(run("user", "add", "binh", "--name", "Bình", "--role", "viewer", "--password", "ngắn", home=home, database=database))
    reset = ("user", "password", "an", "--password", "mat-khau-moi-dai")
    run(*reset, home=home, database=database).check_returncode()
    assert "nguyên vẹn" in run("journal", "verify", home=home, database=database).stdout
    assert (home / "secret_key").stat().st_mode & 0o077 == 0, "others can read the key of all receipts"


def test_the_example_is_made_once_analysed_and_reported(database: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    first = run("demo", "--no-serve", home=home, database=database)
    assert first.returncode == 0, first.stderr
    assert "/y-kien/demo" in first.stdout and "quantri" in first.stdout
    before = run("journal", "verify", home=home, database=database).stdout
    again = run("demo", "--no-serve", home=home, database=database)
    assert again.returncode == 0 and "Tạo ví dụ mẫu" not in again.stdout
    assert before == run("journal", "verify", home=home, database=database).stdout
    report = tmp_path / "r.docx"
    run("report", "demo", "-o", str(report), home=home, database=database).check_returncode()
    assert "rác" in "".join(paragraph.text for paragraph in Document(str(report)).paragraphs)
    refused(run("report", "no-such-slug", "-o", str(report), home=home, database=database))
    refused(run("report", "demo", "-o", str(tmp_path / "r.doc"), home=home, database=database))
