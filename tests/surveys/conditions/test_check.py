"""What a designer is told about a form, beyond single expressions."""

from collections.abc import Sequence

import pytest

from surveys.conditions.check import Finding, RuleText, read_rules
from surveys.conditions.logic import Option


def findings(*texts: RuleText) -> Sequence[Finding]:
    """What is found in a form of these rules."""
    return read_rules(texts)[1]


YES_NO = (Option("co", "Có"), Option("khong", "Không"))


@pytest.mark.parametrize(
    ("texts", "sentence", "grave"),
    [
        (
            (RuleText("tuoi"), RuleText("b", relevance="${tuoj} > 5")),
            "Câu hỏi “b”, điều kiện hỏi, ký tự thứ 1: phiếu không có câu hỏi “tuoj”. Có phải là “tuoi”?",
            True,
        ),
        (
            (RuleText("a", constraint=". == 1"),),
            "Câu hỏi “a”, ràng buộc, ký tự thứ 3: so sánh bằng viết một dấu “=”, không viết “==”.",
            True,
        ),
        (
            (RuleText("g"), RuleText("a", group="g"), RuleText("b", calculation="1 + ${g}")),
            "Câu hỏi “b”, phép tính, ký tự thứ 5: “g” là một nhóm, không có câu trả lời.",
            True,
        ),
        (
            (RuleText("a"), RuleText("a")),
            "Câu hỏi “a”: tên này đã dùng cho một câu hỏi phía trên.",
            True,
        ),
        (
            (RuleText("a", constraint=". > 1", constraint_message="Lớn hơn ${aa}."),),
            "Câu hỏi “a”, lời nhắc khi sai: phiếu không có câu hỏi “aa”. Có phải là “a”?",
            True,
        ),
        ((RuleText("a", group="g"),), "Câu hỏi “a”: không có nhóm “g”.", True),
        (
            (RuleText("a"), RuleText("b", choices=YES_NO, choice_filter="vung = ${a}")),
            "Câu hỏi “b”, lọc phương án, ký tự thứ 1: danh sách phương án không có cột “vung”; nếu là chữ, hãy viết 'vung'.",
            True,
        ),
        (
            (RuleText("a", calculation="${b}"), RuleText("b", calculation="${a}")),
            "Câu hỏi “a”: Các câu hỏi phụ thuộc vòng tròn vào nhau: a → b → a.",
            True,
        ),
        (
            (RuleText("a", choices=YES_NO), RuleText("b", relevance="selected(${a}, 'có')")),
            "Câu hỏi “b”, điều kiện hỏi, ký tự thứ 10: câu hỏi “a” không có phương án “có”.",
            False,
        ),
        (
            (RuleText("a", choices=YES_NO, constraint=". != 'kg'"),),
            "Câu hỏi “a”, ràng buộc: câu hỏi “a” không có phương án “kg”.",
            False,
        ),
        (
            (RuleText("a", constraint="regex(., '[0-9]+')"),),
            "Câu hỏi “a”, ràng buộc, ký tự thứ 1: mẫu không có ^ ở đầu và $ ở cuối nên chỉ cần khớp một phần câu trả lời.",
            False,
        ),
    ],
)
def test_one_thing_wrong(texts: tuple[RuleText, ...], sentence: str, grave: bool) -> None:
    found = findings(*texts)
    assert [(str(each), each.grave) for each in found] == [(sentence, grave)]


def test_a_question_cannot_decide_about_itself() -> None:
    found = findings(RuleText("a", relevance=". = 1"))
    assert [str(each) for each in found] == [
        "Câu hỏi “a”, điều kiện hỏi: không dùng “.” ở đây: chưa hỏi thì chưa có câu trả lời.",
        "Câu hỏi “a”: Các câu hỏi phụ thuộc vòng tròn vào nhau: a → a.",
    ]


def test_findings_come_in_the_order_of_the_form_and_all_at_once() -> None:
    found = findings(
        RuleText("a", relevance="(1", constraint="1 +", calculation="${x}"),
        RuleText("b", required="&&", choice_filter="1 ="),
    )
    assert [(each.question, each.part) for each in found] == [
        ("a", "relevance"), ("a", "constraint"), ("a", "calculation"), ("b", "required"), ("b", "choice_filter"),
    ]  # fmt: skip


def test_a_sound_form_has_no_findings() -> None:
    assert not findings(
        RuleText("a", choices=YES_NO, required="yes"),
        RuleText("b", relevance="${a} = 'co' or ${a} = ''", constraint="${b} > 0 and . < 5"),
        RuleText("c", choices=YES_NO, choice_filter="name != ${a} and label != ''"),
    )


def test_places_count_in_nfc() -> None:
    (found,) = findings(RuleText("a", constraint="'Tie\u0302\u0301ng' == ."))
    assert found.at == 8
