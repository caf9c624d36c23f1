"""Word diffs: nothing lost on either side, and pieces a person can read."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.drafts import subsequence
from surveys.drafts.diff import Piece, words

VOCABULARY = ["xã", "thôn", "phí", "chợ", "Ủy ban", ",", ".", ";", "\n", " ", "  ", "1.000", "a)", "thu_phí"]
texts = st.lists(st.sampled_from(VOCABULARY), max_size=40).map(" ".join) | st.text(max_size=60)


def side(pieces: tuple[Piece, ...], kind: str) -> str:
    return "".join(piece.text for piece in pieces if piece.kind in ("same", kind))


def marked(old: str, new: str) -> str:
    marks = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    return "".join(marks[piece.kind].format(piece.text) for piece in words(old, new))


@given(texts, texts)
def test_both_texts_can_be_read_off_the_pieces(old: str, new: str) -> None:
    pieces = words(old, new)
    assert side(pieces, "removed") == old
    assert side(pieces, "added") == new
    assert all(piece.text for piece in pieces)
    assert all(a.kind != b.kind for a, b in pairwise(pieces))


@given(texts)
def test_equal_texts_have_no_change(text: str) -> None:
    assert all(piece.kind == "same" for piece in words(text, text))


def plain_length(old: str, new: str) -> int:
    row = [0] * (len(new) + 1)
    for a in old:
        above = row[:]
        for place, b in enumerate(new, start=1):
            row[place] = above[place - 1] + 1 if a == b else max(above[place], row[place - 1])
    return row[-1]


@given(st.text("abc", max_size=25), st.text("abc", max_size=25))
def test_the_subsequence_is_common_ascending_and_longest(old: str, new: str) -> None:
    pairs = subsequence.longest(old, new)
    assert all(old[i] == new[j] for i, j in pairs)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(pairs))
    assert len(pairs) == plain_length(old, new)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Phí là 5.000 đồng.", "Phí là 7.000 đồng.", "Phí là [-5.000-][+7.000+] đồng."),
        ("Xã thu phí.", "Xã thu phí. Thôn nộp phí.", "Xã thu phí.[+ Thôn nộp phí.+]"),
        ("Một. Ba.", "Một. Hai. Ba.", "Một. [+Hai. +]Ba."),
        ("a;\nc;", "a;\nb;\nc;", "a;\n[+b;\n+]c;"),
        ("Hộ nghèo được miễn", "Hộ được miễn", "Hộ [-nghèo -]được miễn"),
        ("thu phí", "Thu phí", "[-thu-][+Thu+] phí"),
        (
            "do Ủy ban nhân dân của tỉnh quyết định",
            "do Hội đồng quản lý của chợ xã quyết định",
            "do [-Ủy ban nhân dân của tỉnh-][+Hội đồng quản lý của chợ xã+] quyết định",
        ),
        ("", "Mới.", "[+Mới.+]"),
        ("Cũ.", "", "[-Cũ.-]"),
        ("", "", ""),
    ],
)
def test_changes_are_shown_as_a_person_would(old: str, new: str, shown: str) -> None:
    assert marked(old, new) == shown


def test_a_text_beyond_the_limit_is_compared_by_sentences_first(monkeypatch: pytest.MonkeyPatch) -> None:
    old = " ".join(f"Câu {n} về phí chợ." for n in range(60))
    new = "Đầu. " + old.replace("Câu 30 về phí", "Câu 30 nói về phí") + " Cuối."
    whole = marked(old, new)
    monkeypatch.setattr(subsequence, "_LIMIT", 5_000)
    assert marked(old, new) == whole == "[+Đầu. +]" + old.replace("30 về", "30 [+nói +]về") + "[+ Cuối.+]"
    monkeypatch.setattr(subsequence, "_LIMIT", 10)
    assert side(words(old, new), "added") == new
