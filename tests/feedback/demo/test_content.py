"""The words of the worked example fit together: draft, questionnaire, opinions, answers, and the table to import."""

import csv
import io
import json
import unicodedata
from collections import Counter, defaultdict
from datetime import datetime
from importlib.resources import files

import pytest
from vietnamadminunits.database import get_data
from werkzeug.datastructures import MultiDict

from feedback.ledger.models import CHANNELS, RESPONDENTS, STANCES
from feedback.units.tuyen_quang import CODE
from surveys.check import problems
from surveys.drafts.align import align
from surveys.drafts.read import read_draft
from surveys.form import answers, form
from surveys.formats.columns import guess_columns
from surveys.formats.table import read_table
from surveys.questionnaire import Questionnaire

FOLDER = files("feedback.demo")
OF_A_SUBMISSION = (
    "channel", "unit_code", "respondent", "days_ago", "consent_public", "consent_group", "consent_contact",
)  # fmt: skip


def text(name: str) -> str:
    return FOLDER.joinpath(name).read_text(encoding="utf-8")


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(name), newline=""), strict=True))


@pytest.fixture(scope="module")
def opinions() -> list[dict[str, str]]:
    return rows("y_kien.csv")


@pytest.fixture(scope="module")
def questionnaire() -> Questionnaire:
    return Questionnaire.from_json(json.loads(text("phieu.json")))


@pytest.fixture(scope="module")
def communes() -> dict[str, str]:
    return {row["wardCode"]: row["ward"] for row in get_data() if row["provinceCode"] == CODE}


def test_draft_reads_as_a_resolution_in_proper_form() -> None:
    draft = read_draft("du_thao.md", text("du_thao.md").encode())
    counts = Counter(node.level for node in draft.nodes)
    assert (counts["chuong"], counts["dieu"], counts["khoan"], counts["diem"]) == (3, 14, 45, 21)
    assert {"d2.k1.pđ", "d7.k2.pđ"} <= {node.path for node in draft.nodes}
    assert not any(node.doubt for node in draft.nodes)
    assert draft.nodes[-1].path == "d14.k4"
    assert "Nơi nhận" in draft.footer


def test_each_opinion_is_about_a_clause_of_the_draft(opinions: list[dict[str, str]]) -> None:
    paths = {node.path for node in read_draft("du_thao.md", text("du_thao.md").encode()).nodes} | {""}
    assert {row["clause"] for row in opinions} <= paths


def test_opinions_use_the_words_of_the_ledger(opinions: list[dict[str, str]], communes: dict[str, str]) -> None:
    assert len(opinions) >= 380
    assert {row["channel"] for row in opinions} <= set(CHANNELS)
    assert {row["stance"] for row in opinions} == set(STANCES)
    assert {row["respondent"] for row in opinions} == set(RESPONDENTS)
    assert {row["unit_code"] for row in opinions} <= communes.keys()
    assert {row[consent] for row in opinions for consent in OF_A_SUBMISSION[-3:]} == {"0", "1"}
    assert all(1 <= int(row["days_ago"]) <= 23 for row in opinions)


def test_opinions_have_words_and_only_changes_have_proposals(opinions: list[dict[str, str]]) -> None:
    for row in opinions:
        assert row["text"] == unicodedata.normalize("NFC", row["text"]).strip() != ""
        assert not row["proposed"] or row["stance"] in ("amend", "add", "remove"), row


def test_opinions_of_a_submission_share_everything_but_their_words(opinions: list[dict[str, str]]) -> None:
    submissions = defaultdict(list)
    for row in opinions:
        submissions[row["submission"]].append(tuple(row[name] for name in OF_A_SUBMISSION))
    assert all(len(set(found)) == 1 and len(found) <= 4 for found in submissions.values())


def test_social_media_opinions_carry_no_consent_since_nobody_could_ask(opinions: list[dict[str, str]]) -> None:
    social = [row for row in opinions if row["channel"] == "social"]
    assert {row[consent] for row in social for consent in OF_A_SUBMISSION[-3:]} == {"0"}


def test_the_questionnaire_is_sound_and_asks_every_kind(questionnaire: Questionnaire) -> None:
    assert problems(questionnaire) == ()
    assert {question.kind for question in questionnaire.questions} == {"single", "multiple", "scale", "number", "text"}


def test_each_row_of_answers_passes_the_form(questionnaire: Questionnaire, opinions: list[dict[str, str]]) -> None:
    known = {row["submission"] for row in opinions}
    found = rows("tra_loi_phieu.csv")
    assert len({row["submission"] for row in found}) == len(found) >= 200
    for row in found:
        assert row.pop("submission") in known
        filled = form(questionnaire, MultiDict(posted(row)))
        assert filled.validate(), (row, filled.errors)
        assert answers(filled).keys() == {name for name, typed in row.items() if typed}


def posted(row: dict[str, str]) -> list[tuple[str, str]]:
    """The pairs a browser would send for a row of answers; several choices stand in one cell, parted by ';'."""
    return [
        (f"q-{name}", value)
        for name, typed in row.items()
        if typed
        for value in (typed.split(";") if name == "xu_ly_rac" else [typed])
    ]


def test_the_table_to_import_has_its_three_wrong_rows_and_no_more(communes: dict[str, str]) -> None:
    table = read_table("y_kien_thu_thap.csv", text("y_kien_thu_thap.csv").encode())
    assert table.headers == ("STT", "Họ tên", "Xã/phường", "Nội dung góp ý", "Điều khoản", "Ngày")
    assert len(table.rows) == 40
    names = {unicodedata.normalize("NFC", name) for name in communes.values()}
    wrong = {
        "unit": [row[0] for row in table.rows if row[2] not in names],
        "text": [row[0] for row in table.rows if not row[3]],
        "date": [row[0] for row in table.rows if not is_date(row[5])],
    }
    assert wrong == {"unit": ["12"], "text": ["16"], "date": ["26"]}


def is_date(typed: str) -> bool:
    try:
        datetime.strptime(typed, "%d/%m/%Y")
    except ValueError:
        return False
    return True


def test_the_columns_of_the_table_to_import_are_guessed() -> None:
    table = read_table("y_kien_thu_thap.csv", text("y_kien_thu_thap.csv").encode())
    guessed = {role: table.headers[index] for role, index in guess_columns(table.headers).items()}
    assert guessed == {"text": "Nội dung góp ý", "place": "Xã/phường", "clause": "Điều khoản", "date": "Ngày"}


def test_the_second_version_of_the_draft_shows_every_kind_of_change() -> None:
    old, new = (read_draft(name, text(name).encode()) for name in ("du_thao.md", "du_thao_ban_2.md"))
    kinds = Counter(match.kind for match in align(old.nodes, new.nodes))
    assert (kinds["dropped"], kinds["split"], kinds["moved"], kinds["new"], kinds["edited"]) == (1, 2, 1, 3, 6)
    assert kinds["renumbered"] > 10
