"""Labels."""

from analysis.naming import name_themes, phrases


def test_a_phrase_neither_begins_nor_ends_with_a_function_word() -> None:
    keys = {key for key, _ in phrases("của trạm y tế và ở xã")}
    assert ("trạm", "y", "tế") in keys
    assert not any(key[0] in {"của", "ở", "và"} or key[-1] in {"của", "ở", "và"} for key in keys)


def test_proper_names_keep_their_capitals() -> None:
    texts = ["Cầu qua suối Nậm Chang hỏng", "Suối Nậm Chang lũ to", "nước suối Nậm Chang đục"]
    other = ["Giá điện cao", "Tiền điện cao", "Điện yếu giá cao"]
    label = name_themes([texts, other])[0]
    assert "Nậm Chang" in label.name


def test_themes_get_different_names() -> None:
    texts = ["Đường làng xấu", "Đường làng hỏng", "Sửa đường làng"]
    first, second = name_themes([texts, texts])
    assert first.name != second.name


def test_theme_without_words() -> None:
    assert [label.name for label in name_themes([[""], ["và là"]])] == ["Nhóm 1", "Và là"]
