"""Receipt and opinion codes."""

import string

from hypothesis import given
from hypothesis import strategies as st

from feedback.ledger import codes


def test_the_alphabet_has_no_letters_that_people_confuse() -> None:
    assert set(string.ascii_uppercase + string.digits) - set(codes.ALPHABET) == set("IOQZ01")
    assert len(set(codes.ALPHABET)) == len(codes.ALPHABET) == 30


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_key_has_one_receipt_and_another_key_another(one: str, other: str) -> None:
    code = codes.receipt("secret", one)
    assert code == codes.receipt("secret", one) != codes.receipt("another office's secret", one)
    assert (code == codes.receipt("secret", other)) == (one == other)
    assert codes.normal_receipt(code) == code


def test_a_receipt_may_be_typed_as_people_type() -> None:
    assert codes.normal_receipt(" k7ma 3xrd–92hp ") == "K7MA-3XRD-92HP"
    assert codes.normal_receipt("K7MA3XRD92HP") == "K7MA-3XRD-92HP"
    for wrong in ("", "K7MA", "K7MA-3XRD-92HO", "K7MA-3XRD-92HPP", "Đ7MA-3XRD-92HP"):
        assert codes.normal_receipt(wrong) is None
