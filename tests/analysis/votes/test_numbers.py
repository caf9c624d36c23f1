"""The quick way of reading large files gives what the slow one gives, or steps aside."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.votes import numbers, reading
from analysis.votes.numbers import ranked, whole_numbers
from analysis.votes.reading import read_votes
from analysis.votes.table import VoteTable

HEAD = "timestamp,voter-id,comment-id,vote\n"
NAMES = ["timestamp", "voter-id", "comment-id", "vote"]
ROWS = st.lists(st.tuples(st.integers(0, 2**40), st.integers(-3, 2**62), st.integers(0, 30), st.sampled_from([-1, 0, 1])),
                min_size=1, max_size=30)  # fmt: skip


def both(path: Path) -> tuple[VoteTable, VoteTable]:
    """The file read the quick way, and the slow one."""
    quick = read_votes(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "whole_numbers", lambda *_: None)
        return quick, read_votes(path)


@settings(deadline=None)
@given(ROWS)
def test_both_ways_read_the_same(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[int, int, int, int]]) -> None:
    path = tmp_path_factory.mktemp("votes") / "v.csv"
    path.write_text(HEAD + "".join(",".join(map(str, row)) + "\n" for row in rows), encoding="utf-8")
    assert whole_numbers(path, NAMES, NAMES) is not None
    quick, slow = both(path)
    assert quick.digest() == slow.digest()


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("1,007,2,1", "007"), ("1,n7,2,1", "n7"), ('1,"7, a",2,1', "7, a"), ("1.5,7,2,1", "7"),
        ("1,99999999999999999999,2,1", "9" * 20),
    ],
)  # fmt: skip
def test_codes_that_are_more_than_numbers_stay_what_they_are(row: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "v.csv"
    path.write_text(HEAD + "1,8,2,1\n" + row + "\n", encoding="utf-8")
    assert whole_numbers(path, NAMES, NAMES) is None
    assert set(read_votes(path).voters) == {"8", code}


def test_columns_nobody_asked_for_may_hold_anything(tmp_path: Path) -> None:
    path = tmp_path / "v.csv"
    rows = ("datetime,voter-id,comment-id,vote", "Fri Sep 20 14:09:43 CDT,1,0,1", "", "thứ sáu,0,3,-1", "")
    path.write_bytes("\r\n".join(rows).encode("utf-8-sig"))
    found = whole_numbers(path, ["datetime", *NAMES[1:]], NAMES[1:])
    assert found is not None
    assert [column.tolist() for column in found] == [[1, 0], [0, 3], [1, -1]]


def test_files_longer_than_one_bite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbers, "LINES", 2)
    path = tmp_path / "v.csv"
    path.write_text(HEAD + "".join(f"{n},{n},0,1\n" for n in range(7)), encoding="utf-8")
    quick, slow = both(path)
    assert quick.counts.tolist() == slow.counts.tolist() == [1] * 7
    path.write_text(HEAD + "1,1,0,1\n2,2,0,1\n3,3,0,9\n", encoding="utf-8")
    with pytest.raises(reading.AnalysisError, match="dòng 4"):
        read_votes(path)


@pytest.mark.parametrize("dense", [0, 100])
def test_values_and_their_places(dense: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbers, "DENSE", dense)
    values = np.array([7, -2, 7, 30])
    distinct, place = ranked(values)
    assert distinct.tolist() == [-2, 7, 30]
    np.testing.assert_array_equal(distinct[place], values)
