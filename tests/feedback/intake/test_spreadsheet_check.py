"""Rows of a table read as opinions, without any database: what is taken, what is refused and why."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from analysis.text.normalise import fold
from feedback.intake.spreadsheet import words
from feedback.intake.spreadsheet.batches import MAX_ROWS
from feedback.intake.spreadsheet.check import LONGEST, Checked, Ground, check
from feedback.intake.spreadsheet.choice import Choice
from feedback.intake.spreadsheet.places import Places
from feedback.intake.spreadsheet.words import CellError
from feedback.units.models import Unit
from surveys.drafts.citation import Citations
from surveys.drafts.grammar import parse_text
from surveys.formats.columns import guess_columns
from surveys.formats.table import read_table

TODAY = date(2026, 11, 25)
NAMES = ("Xã Yên Sơn", "Xã Trung Sơn", "Xã Tân Long", "Phường Tân Long", "Phường Minh Xuân", "Xã Hồng Sơn")
UNITS = [Unit(id=place, code=f"0{place}", name=name, key=fold(name)) for place, name in enumerate(NAMES, 1)]
DRAFT = parse_text("NGHỊ QUYẾT\nĐiều 1. Phạm vi\nĐiều 2. Mức\n1. Một\n2. Hai\nĐiều 3. Hiệu lực")
GROUND = Ground(
    places=Places(UNITS, UNITS[:5]), citations=Citations(DRAFT.nodes), draft_id=7,
    clause_ids={node.path: place for place, node in enumerate(DRAFT.nodes, 100)}, names={}, today=TODAY, whole=True,
)  # fmt: skip


def _check(header: str, *lines: str, ground: Ground = GROUND, **choice: object) -> Checked:
    roles = header.split(",")
    table = read_table("x.csv", "\n".join([header, *lines]).encode())
    columns = {role: place for place, role in enumerate(roles) if not role.startswith("other")}
    return check(table, Choice(columns=columns, channel="paper", **choice), ground)  # type: ignore[arg-type]


def test_a_row_becomes_an_opinion() -> None:
    checked = _check(
        "text,clause,place,channel,respondent,stance,proposed,date,sheet",
        "Nên giảm,khoản 2 Điều 2,trung son,Họp thôn,Bà Lý Thị Chiêu,Đề nghị sửa,Giảm một nửa,5/11/2026,P-01",
        "Nhất trí,,,,,,,,",
    )
    assert checked.problems == () and (checked.rows, checked.bad_rows) == (2, 0)
    full, bare = checked.entries
    assert (full.opinion.text, full.opinion.proposed, full.opinion.stance) == ("Nên giảm", "Giảm một nửa", "amend")
    assert (full.opinion.clause_path, full.opinion.clause_id) == ("d2.k2", GROUND.clause_ids["d2.k2"])
    assert (full.unit_id, full.channel, full.respondent) == (2, "community", "person")
    assert (full.said_on, full.sheet, full.number) == (date(2026, 11, 5), "P-01", 2)
    assert (bare.opinion.clause_path, bare.unit_id, bare.channel, bare.respondent) == (None, None, "paper", "person")


@pytest.mark.parametrize(
    ("role", "cell", "reason"),
    [
        ("place", "Xã Yên Sơm", "Có phải là Xã Yên Sơn?"),
        ("place", "Tân Long", "nhiều nơi cùng tên: Xã Tân Long; Phường Tân Long"),
        ("place", "Xã Hồng Sơn", "không được giao nhập ý kiến của Xã Hồng Sơn"),
        ("place", "Xã Yên Sơn; Xã Trung Sơn", "nhiều xã, phường"),
        ("place", "Paris", "Không có xã, phường này"),
        ("clause", "Điều 9", "Dự thảo không có"),
        ("clause", "Điều 1 và Điều 2", "nhiều điều khoản"),
        ("date", "31/02/2026", "Không phải ngày có thật"),
        ("date", "11/25/2026", "Không phải ngày có thật"),
        ("date", "26/11/2026", "chưa đến"),
        ("date", "01/01/1926", "quá xa trong quá khứ"),
        ("date", "hôm qua", "Không phải ngày có thật"),
        ("stance", "lạ lùng", "Không rõ thái độ"),
        ("stance", "Không đồng ý", "Đề nghị sửa"),
        ("channel", "chim bồ câu", "Không rõ đây là kênh nào"),
        ("channel", "web", "Không rõ đây là kênh nào"),
        ("respondent", "Hồ Văn Sơn", "Không rõ chủ thể"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_named_with_its_reason(role: str, cell: str, reason: str) -> None:
    checked = _check(f"text,{role}", f'"Đúng",""\n"Sai","{cell}"')
    assert [entry.opinion.text for entry in checked.entries] == ["Đúng"]
    (problem,) = checked.problems
    assert (problem.number, problem.column, problem.value) == (3, role, cell)
    assert reason in str(problem.sentence)


@pytest.mark.parametrize(
    "cell", ["Xã Trung Sơn", "xã trung sơn", "TRUNG SƠN", "trung son", "x. Trung Sơn", "X.Trung Sơn", "02",
             "Thôn 5, xã Trung Sơn", "Xã Trung Sơn, tỉnh Tuyên Quang"],
)  # fmt: skip
def test_a_commune_is_found_as_people_write_it(cell: str) -> None:
    assert GROUND.places.find(cell).id == 2


@pytest.mark.parametrize(
    "cell", ["5/11/2026", "05/11/2026", "05-11-2026", "5.11.2026", "2026-11-05", "2026-11-05 08:30", "5/11/26",
             "05/11/2026 08:30", "2026-11-05T08:30:00Z", "5/11/2026 8h",
             "ngày 5 tháng 11 năm 2026", "Ngày 05/11/2026", "46331", "46331,5"],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(cell: str) -> None:
    assert words.day(cell, TODAY) == date(2026, 11, 5)


@pytest.mark.parametrize("cell", ["05/11", "2026", "5", "32/01/2026", "2026-13-01", "99999", "5/11/2026/7", "5/11/1"])
def test_what_is_no_day_up_to_today_is_refused(cell: str) -> None:
    with pytest.raises(CellError):
        words.day(cell, TODAY)


def test_words_for_channels_stances_and_respondents() -> None:
    assert [words.channel(one) for one in ("Phiếu giấy", "HỘI NGHỊ", "zalo", "hotline", "Tổng hợp", "mttq")] == [
        "paper", "meeting", "social", "hotline", "import", "front",
    ]  # fmt: skip
    assert [words.stance(one) for one in ("Nhất trí", "sửa đổi, bổ sung", "Bỏ", "BỔ SUNG", "hỏi", "Ý kiến khác.")] == [
        "agree", "amend", "remove", "add", "ask", None,
    ]  # fmt: skip
    assert [words.respondent(one) for one in ("Hộ gia đình", "Hộ ông A", "Ông Hồ B", "UBND xã", "Hội Nông dân", "cá nhân")] == [
        "household", "household", "person", "organisation", "organisation", "person",
    ]  # fmt: skip


def test_words_are_needed_unless_a_person_agrees_or_proposes() -> None:
    checked = _check("text,stance,proposed,other", ",Tán thành,,x", ",,Câu mới,x", ",Đề nghị bỏ,,x", f"{'a' * (LONGEST + 1)},,,x",
                     f"{'a' * LONGEST},,,x")  # fmt: skip
    assert [entry.number for entry in checked.entries] == [2, 3, 6]
    assert [(one.number, one.column) for one in checked.problems] == [(4, "text"), (5, "text")]
    assert "20.001" in str(checked.problems[1].sentence) and len(checked.problems[1].value) < 100


def test_rows_of_one_sheet_share_what_belongs_to_the_person() -> None:
    checked = _check(
        "text,place,sheet", "Một,Xã Yên Sơn,P1", "Hai,,P1", "Ba,Xã Trung Sơn,P1", "Bốn,Xã Trung Sơn,P2", "Năm,,", "Sáu,Xã Lạ,P2"
    )
    assert [(entry.opinion.text, entry.unit_id) for entry in checked.entries] == [
        ("Một", 1), ("Hai", 1), ("Bốn", 2), ("Năm", None)
    ]  # fmt: skip
    assert [one.number for one in checked.problems] == [4, 7]
    assert "dòng 2 cùng mã phiếu" in str(checked.problems[0].sentence)


def test_an_account_of_one_commune_must_name_a_place_within_reach() -> None:
    ground = replace(GROUND, whole=False, places=Places(UNITS, UNITS[:1]))
    lines = ("Một,Xã Yên Sơn", "Hai,", "Ba,Xã Trung Sơn", "Bốn,Xã Lạ")
    checked = _check("text,place", *lines, ground=ground)
    assert [entry.number for entry in checked.entries] == [2]
    assert [(one.number, str(one.sentence)[:10]) for one in checked.problems] == [
        (3, "Thiếu xã, "), (4, "Đồng chí k"), (5, "Không có x")
    ]  # fmt: skip
    named = _check("text,place", *lines, ground=ground, unit_id=1)
    assert [(entry.number, entry.unit_id) for entry in named.entries] == [(2, 1), (3, 1)]


def test_a_column_that_is_wrong_throughout_is_pointed_out() -> None:
    checked = _check("text,date", *(f"Góp ý {number},không phải ngày" for number in range(9)), "Mười,1/11/2026")
    assert (checked.suspect, checked.bad_rows, len(checked.entries)) == ("date", 9, 1)
    assert _check("text,date", "Một,x", "Hai,x").suspect is None


def test_a_choice_survives_being_kept() -> None:
    choice = Choice(columns={"text": 3, "place": 0}, channel="meeting", respondent="household", unit_id=5, consents={"group": 2})
    assert Choice.from_json(choice.to_json()) == choice
    assert Choice.from_json({}) is None
    assert all(isinstance(value, str) for value in choice.to_json().values())


def test_real_tables_come_in_whole_by_naming_their_text(shared_data: Path) -> None:
    rows = {}
    for file in sorted((shared_data / "opinions").glob("*.csv")):
        table = read_table(file.name, file.read_bytes(), limit_rows=MAX_ROWS)
        checked = check(table, Choice({"text": guess_columns(table.headers)["text"]}, "import"), GROUND)
        assert checked.problems == ()
        rows[file.stem] = len(checked.entries)
    assert len(rows) >= 5 and rows["vsfc"] == 11_426 and rows["victsd_topics"] == 6_715
