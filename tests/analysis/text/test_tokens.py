"""Syllables, stretches, sentences."""

from analysis.text.tokens import ngrams, segments, sentences, syllables


def test_syllables_are_lower_case_and_without_marks() -> None:
    assert syllables("Đường A1, rất_xấu!! 😀") == ["đường", "a1", "rất", "xấu"]


def test_a_phrase_does_not_cross_punctuation() -> None:
    assert segments("Đường xấu, điện yếu") == [["Đường", "xấu"], ["điện", "yếu"]]


def test_ngrams_of_a_short_list() -> None:
    assert list(ngrams(["a", "b"], 1, 3)) == [("a",), ("b",), ("a", "b")]


def test_sentences_keep_decimal_numbers_together() -> None:
    assert sentences("Giá 2.500 đồng. Đắt quá! \n Nên giảm") == ["Giá 2.500 đồng.", "Đắt quá!", "Nên giảm"]


def test_nothing_has_no_sentence() -> None:
    assert sentences("  ") == []
