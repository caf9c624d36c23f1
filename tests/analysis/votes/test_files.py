"""`langnghe groups` without the command line: what is read, what is written, what is refused."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from analysis.inputs import AnalysisError
from analysis.votes.files import groups_of_file
from analysis.votes.groups import GroupFinder
from analysis.votes.reading import read_pairs, read_statements, read_votes
from analysis.votes.statistics import group_statistics
from analysis.votes.table import VoteTable
from analysis.votes.wording import cautions
from tests.analysis.votes.samples import conversation

HEAD = "voter-id,comment-id,vote\n"


def saved(votes: VoteTable, path: Path, order: int | None = None) -> Path:
    """The votes as a CSV file, its rows mixed when `order` is given."""
    coded = votes.cells.tocoo()
    rows = list(zip(votes.voters[coded.row], votes.statements[coded.col], coded.data, strict=True))
    if order is not None:
        rows = [rows[place] for place in np.random.default_rng(order).permutation(len(rows))]
    path.write_text(HEAD + "".join(f"{v},{s},{x}\n" for v, s, x in rows), encoding="utf-8")
    return path


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_files_hold_what_was_found(tmp_path: Path) -> None:
    votes, truth = conversation(filled=0.9)
    result = groups_of_file(saved(votes, tmp_path / "v.csv"), "auto", 1, tmp_path / "o")
    people, statements = table(tmp_path / "o" / "participants.csv"), table(tmp_path / "o" / "statements.csv")
    assert [row["voter"] for row in people] == votes.voters.tolist()
    assert adjusted_rand_score(truth, [int(row["group"]) for row in people]) > 0.95
    places = [(float(row["x"]), float(row["y"])) for row in people]
    np.testing.assert_allclose(places, result.projection.points, atol=1e-4)
    figures = group_statistics(votes, result.labels, 3)
    for column, row in enumerate(statements):
        counts = [int(row[f"{name}_{g}"]) for g in range(3) for name in ("agree", "disagree", "pass")]
        assert sum(counts) == figures.seen[:, column].sum()
        assert int(row["agree_1"]) == figures.agree.count[1, column]
        assert float(row["consensus"]) == pytest.approx(figures.group_aware_consensus[column], rel=1e-9)
        assert 0 <= float(row["divisive"]) <= 1
    told = json.loads((tmp_path / "o" / "groups.json").read_text(encoding="utf-8"))
    assert [group["size"] for group in told["groups"]] == np.bincount(result.labels).tolist()
    assert all(group["name"] and group["representative"] for group in told["groups"])
    for number, group in enumerate(told["groups"]):
        members = result.projection.points[result.labels == number]
        np.testing.assert_allclose(group["centre"], members.mean(axis=0), atol=1e-4)
        assert min(group["spread"]) > 0 and min(group["error"]) > 0
    assert told["cautions"] == list(cautions(result))
    card = json.loads((tmp_path / "o" / "run.json").read_text(encoding="utf-8"))
    assert (card["votes"], card["data_hash"], card["parameters"]["random_state"]) == (votes.cells.nnz, votes.digest(), 1)


def test_mixed_rows_give_the_same_bytes(tmp_path: Path) -> None:
    votes, _ = conversation(sharp=1.5)
    for place in (0, 1):
        groups_of_file(saved(votes, tmp_path / "v.csv", place), "auto", 7, tmp_path / str(place))
    for name in ("participants.csv", "statements.csv", "groups.json"):
        assert (tmp_path / "0" / name).read_bytes() == (tmp_path / "1" / name).read_bytes()


def test_predictions_are_probabilities_of_known_and_unknown(tmp_path: Path) -> None:
    votes, _ = conversation()
    pairs = tmp_path / "p.csv"
    pairs.write_text("voter-id,comment-id\n0,1\n0,1\nai đó,3\n5,mới\n", encoding="utf-8")
    groups_of_file(saved(votes, tmp_path / "v.csv"), 2, 1, tmp_path / "o", predict=pairs)
    rows = table(tmp_path / "o" / "predictions.csv")
    assert [(row["voter-id"], row["comment-id"]) for row in rows] == read_pairs(pairs)
    assert rows[0] == rows[1]
    for row in rows:
        chances = [float(row[name]) for name in ("p_agree", "p_disagree", "p_pass")]
        assert sum(chances) == pytest.approx(1, abs=1e-5) and min(chances) > 0


def test_statements_bring_their_words_and_are_taken_out(tmp_path: Path) -> None:
    votes, _ = conversation(statements=12)
    told = tmp_path / "s.csv"
    marks = {"3": "-1,false", "4": "1,true"}
    lines = [f'{code},"Nên làm việc {code}",{marks.get(code, "1,false")}' for code in votes.statements]
    told.write_text("comment-id,comment-body,moderated,is-meta\n" + "\n".join(lines), encoding="utf-8")
    known = read_statements(told)
    assert known.without == {"3", "4"} and known.texts["5"] == "Nên làm việc 5"
    groups_of_file(saved(votes, tmp_path / "v.csv"), 2, 1, tmp_path / "o", statements=told)
    assert {row["comment"] for row in table(tmp_path / "o" / "statements.csv")} == set(votes.statements) - {"3", "4"}
    names = [group["name"] for group in json.loads((tmp_path / "o" / "groups.json").read_text(encoding="utf-8"))["groups"]]
    assert all("“Nên làm việc" in name for name in names)


def test_the_later_vote_counts_by_time_where_there_is_one(tmp_path: Path) -> None:
    path = tmp_path / "v.csv"
    path.write_text("timestamp,comment-id,voter-id,vote\n20,0,a,1\n10,0,a,-1\n", encoding="utf-8")
    assert read_votes(path).cells.data.tolist() == [1]
    path.write_text(HEAD + "a,0,1\na,0,-1\n\n", encoding="utf-8-sig")
    assert read_votes(path).cells.data.tolist() == [-1]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "không có cột"), (HEAD, "không có dòng"), ("voter-id,vote\n1,1\n", "comment-id"),
        (HEAD + "1,2,1\n1,3,2\n", "dòng 3: biểu thị “2”"), (HEAD + "1,2\n", "dòng 2: thiếu cột"),
        (HEAD + ",2,1\n", "để trống"), (HEAD + '1,2,"1\n', "CSV"),
        ("timestamp,voter-id,comment-id,vote\nhôm qua,1,1,1\n", "“hôm qua”"),
    ],
)  # fmt: skip
def test_files_of_votes_that_cannot_be_used(content: str, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "v.csv").write_text(content, encoding="utf-8")
    with pytest.raises(AnalysisError, match=sentence):
        groups_of_file(tmp_path / "v.csv", "auto", 1, tmp_path / "o")


def test_what_else_cannot_be_used(tmp_path: Path) -> None:
    path = saved(conversation()[0], tmp_path / "v.csv")
    (tmp_path / "latin.csv").write_bytes(HEAD.encode() + b"\xe1,1,1\n")
    (tmp_path / "pairs.csv").write_text("voter-id\n1\n", encoding="utf-8")
    for arguments, sentence in [
        ((tmp_path / "none.csv", "auto", 1), "Không mở được"), ((tmp_path / "latin.csv", "auto", 1), "UTF-8"),
        ((path, "nhiều", 1), "Số nhóm"), ((path, 0, 1), "từ 1 trở lên"), ((path, 2, -1), "gieo ngẫu nhiên"),
    ]:  # fmt: skip
        with pytest.raises(AnalysisError, match=sentence):
            groups_of_file(*arguments, tmp_path / "o")
    with pytest.raises(AnalysisError, match="comment-id"):
        groups_of_file(path, 2, 1, tmp_path / "o", predict=tmp_path / "pairs.csv")
    with pytest.raises(AnalysisError, match="Không ghi được"):
        groups_of_file(path, 2, 1, path)


def test_few_people_and_shaky_groups_are_said_to_be_so() -> None:
    small = GroupFinder().fit(conversation()[0])
    assert any("125 người" in sentence and "chưa chắc chắn" in sentence for sentence in cautions(small))
    assert any("giống nhau ở mức 0,9" in sentence for sentence in cautions(small))
    large = GroupFinder().fit(conversation((120, 90), filled=0.9)[0])
    assert not any("dưới 170" in sentence for sentence in cautions(large))
    alone = GroupFinder().fit(conversation((200,))[0])
    assert "Không thấy các nhóm" in cautions(alone)[0]
    polis = GroupFinder(compatible=True).fit(conversation((200,))[0])
    assert any("kể cả khi không có nhóm nào" in sentence for sentence in cautions(polis))
