"""Copies are found, however they were changed; what only looks alike is left apart."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.duplicates.finder import find_duplicates
from analysis.text.normalise import fold
from bench.duplicates import ways
from tests.analysis.duplicates.samples import OPINIONS, letters

WAYS = ways(OPINIONS)


@pytest.mark.parametrize("way", WAYS)
def test_changed_copies_are_found_and_nothing_else(way: str) -> None:
    draw = random.Random(5)
    texts = [*OPINIONS, *(WAYS[way](text, draw) for text in OPINIONS)]
    labels = find_duplicates(texts).labels.tolist()
    assert labels == [*range(len(OPINIONS))] * 2


def test_all_changes_at_once() -> None:
    draw = random.Random(1)
    texts = [change(text, draw) for text in OPINIONS for change in (lambda text, draw: text, *WAYS.values())]
    result = find_duplicates(texts)
    assert [cluster.signers for cluster in result.clusters] == [1 + len(WAYS)] * len(OPINIONS)


@pytest.mark.parametrize("number", [1, 2, 10, 60])
def test_few_texts_are_enough(number: int) -> None:
    """One letter may be all there is, and nothing in it rare."""
    result = find_duplicates(letters()[:number])
    assert len(set(result.labels.tolist())) == 1


def test_a_letter_among_other_opinions() -> None:
    result = find_duplicates([*OPINIONS, *letters()])
    [cluster] = result.clusters
    assert cluster.signers == 60
    assert cluster.members.tolist() == list(range(len(OPINIONS), len(OPINIONS) + 60))
    assert cluster.representative in cluster.members
    assert not cluster.stock


def test_the_representative_is_written_as_most_write_it_and_with_diacritics() -> None:
    text = OPINIONS[0]
    result = find_duplicates([fold(text), text.upper(), text, text, OPINIONS[1]])
    assert result.clusters[0].representative == 2
    assert result.clusters[0].same == result.clusters[0].signers == 4
    assert find_duplicates([fold(text), text]).clusters[0].representative == 1


def test_stock_answers_are_counted_and_no_campaign() -> None:
    texts = ["đồng ý", "Đồng ý!", "dong y", "không đồng ý", "Tôi hoàn toàn đồng ý với dự thảo", "Tôi đồng ý"]
    texts += ["ok", "OK 👍", "👍", "👍"]
    result = find_duplicates(texts)
    assert result.labels.tolist() == [0, 0, 0, 1, 2, 3, 4, 4, 5, 5]
    assert [cluster.signers for cluster in result.clusters] == [3, 2, 2]
    assert all(cluster.stock for cluster in result.clusters)


def test_one_word_that_turns_the_meaning_keeps_texts_apart() -> None:
    yes = "Tôi tán thành thu thêm phí vệ sinh vì rác ở xóm tôi đang quá nhiều và chẳng ai chịu dọn cả"
    apart = find_duplicates([yes, yes.replace("tán thành", "không tán thành"), *OPINIONS]).labels
    assert apart[0] != apart[1]
    together = find_duplicates([yes, yes.replace("quá nhiều", "rất nhiều"), *OPINIONS]).labels
    assert together[0] == together[1]


def test_a_shared_greeting_makes_no_copies() -> None:
    greeting, closing = "Kính thưa Ban Thường trực Ủy ban Mặt trận Tổ quốc xã, tôi xin có ý kiến như sau: ", " Trân trọng cảm ơn."
    texts = [greeting + part + closing for text in OPINIONS for part in text.split(",")[:1]]
    assert len(set(find_duplicates(texts).labels.tolist())) == len(texts)


def test_halves_of_one_text_are_no_copies_of_the_whole() -> None:
    first, second = OPINIONS[0].split(". ")
    texts = [first, second, f"{first}. {OPINIONS[1]}", *OPINIONS[2:]]
    assert len(set(find_duplicates(texts).labels.tolist())) == len(texts)


def test_empty_texts_are_copies_of_nothing() -> None:
    assert find_duplicates([]).labels.tolist() == []
    assert find_duplicates(["", " ", "\n", "ở"]).labels.tolist() == [0, 1, 2, 3]


def test_the_run_card_counts() -> None:
    card = find_duplicates([OPINIONS[0], OPINIONS[0].upper(), OPINIONS[1]]).card
    assert card.texts == 3
    assert card.measures == {"different": 2.0, "clusters": 1.0, "folded": 2.0}


ANYTHING = (*OPINIONS, *letters()[:5], "đồng ý", "", "Kính gửi xã", "a" * 300, "ma ma ma " * 50, "ma " * 5_000, "ma " * 6_000)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(ANYTHING), max_size=30))
def test_equal_texts_share_a_cluster_and_labels_count_up(texts: list[str]) -> None:
    result = find_duplicates(texts)
    labels = result.labels.tolist()
    assert labels == find_duplicates(texts).labels.tolist()
    assert list(dict.fromkeys(labels)) == list(range(len(set(labels))))
    for text in set(texts) - {""}:
        assert len({label for label, other in zip(labels, texts, strict=True) if other == text}) == 1
    assert sum(cluster.signers for cluster in result.clusters) == sum(labels.count(label) > 1 for label in labels)


def test_the_order_of_texts_does_not_matter() -> None:
    draw = random.Random(2)
    texts = [*OPINIONS, *letters(), *(WAYS["edited"](text, draw) for text in OPINIONS)]
    order = list(range(len(texts)))
    draw.shuffle(order)
    plain, mixed = find_duplicates(texts).labels, find_duplicates([texts[place] for place in order]).labels
    pairs = {(int(plain[place]), int(label)) for place, label in zip(order, mixed, strict=True)}
    assert len(pairs) == len(set(plain.tolist())) == len(set(mixed.tolist()))
