"""Names of groups."""

from dataclasses import replace

from analysis.votes.representative import Representative
from analysis.votes.wording import group_name

ENTRY = Representative(0, True, 9, 10, 0.83, 3.0, 2.0, 3.0)
CODES = ["12", "7", "30"]


def test_a_group_is_named_by_what_sets_it_apart() -> None:
    entries = [ENTRY, replace(ENTRY, statement=1, agrees=False, ratio_test=5.0), replace(ENTRY, statement=2, ratio_test=1.5)]
    assert group_name(0, entries, CODES, {}) == "Tán thành nhận định 12; không tán thành nhận định 7"
    texts = {"12": "Thu rác  hai lần một tuần", "7": "Tăng phí thu gom rác của mọi hộ dân trong xã lên gấp đôi từ năm sau"}
    assert group_name(0, entries, CODES, texts) == (
        "Tán thành “Thu rác hai lần một tuần”; không tán thành “Tăng phí thu gom rác của mọi hộ dân trong xã lên gấp đôi từ…”"
    )


def test_a_group_that_says_nothing_of_its_own_has_a_number() -> None:
    assert group_name(2, [], CODES, {}) == "Nhóm 3"
    assert group_name(0, [replace(ENTRY, ratio_test=-1.0)], CODES, {}) == "Nhóm 1"
