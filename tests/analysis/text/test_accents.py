"""Diacritics put back from the corpus' own spelling."""

from analysis.text.accents import learn, respell
from analysis.text.normalise import fold
from tests.analysis.samples import opinions


def test_bare_texts_are_spelt_as_the_others_spell() -> None:
    texts, _ = opinions()
    bare = [fold(text) if index % 7 == 0 else text for index, text in enumerate(texts)]
    wanted = respell(texts)
    right = sum(after == before for after, before in zip(respell(bare), wanted, strict=True))
    assert right >= 0.95 * len(texts)
    assert sum(fold(text) == after for text, after in zip(texts, wanted, strict=True)) == 0


def test_the_neighbour_decides_between_spellings() -> None:
    model = learn(["bán đất", "bán đất", "bán đất", "bạn bè", "cái bàn"])
    assert model.restore(["ban", "be"]) == ["bạn", "bè"]
    assert model.restore(["ban", "dat"]) == ["bán", "đất"]


def test_unknown_syllables_stay_and_accented_texts_are_not_touched() -> None:
    assert respell(["Hello world", "Đường xa", "", "😀"]) == ["hello world", "đường xa", "", ""]
