"""Letters with gaps."""

from analysis.duplicates.templates import GAP, Gap, template
from tests.analysis.duplicates.samples import LETTER, OPINIONS, VILLAGES, letters


def test_a_letter_with_names_is_read_as_letter_and_gaps() -> None:
    found = template(letters(), 0)
    assert found is not None
    assert found.text.startswith(f"Tôi là {GAP} ở thôn {GAP} Tôi phản đối việc thu hồi")
    assert found.text.endswith("họp dân trước khi quyết định.")
    name, village = (part for part in found.parts if isinstance(part, Gap))
    assert name.names and village.names
    assert village.different == len(VILLAGES)
    assert set(village.fillings) == set(VILLAGES)
    assert name.different == found.compared == 40


def test_writings_without_diacritics_or_with_an_edit_still_fit() -> None:
    texts = [text.upper() if row % 2 else text for row, text in enumerate(letters())]
    texts[4] = texts[4].replace("vài năm", "mấy năm")
    found = template(texts, 0)
    assert found is not None
    assert [isinstance(part, Gap) for part in found.parts].count(True) == 2


def test_a_name_at_the_end_that_the_representative_lacks() -> None:
    matter = LETTER.partition(". ")[2]
    texts = [matter, *(f"{matter} {village}" for village in VILLAGES)]
    found = template(texts, 0)
    assert found is not None
    assert isinstance(found.parts[-1], Gap)
    assert set(found.parts[-1].fillings) == set(VILLAGES)


def test_what_is_no_template() -> None:
    assert template([OPINIONS[0]] * 50, 0) is None
    assert template(OPINIONS, 0) is None
    assert template(letters()[:2], 0) is None
    assert template([OPINIONS[0], OPINIONS[0].replace("lầy lội", "ngập"), OPINIONS[0].replace("mùa mưa", "năm")], 0) is None
    assert template([""], 0) is None


def test_gaps_that_hold_opinions_are_not_called_names() -> None:
    reasons = ("vì xa", "vì đắt quá", "vì không ai hỏi dân", "vì sợ bẩn nước")
    found = template([f"Tôi đề nghị hoãn xây lò đốt rác ở xóm {reason}." for reason in reasons], 0)
    assert found is not None
    [gap] = [part for part in found.parts if isinstance(part, Gap)]
    assert not gap.names
