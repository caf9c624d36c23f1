"""Receipt codes and opinion codes.

A receipt opens the sender's own page, so it is long, derived from her key with the office's secret, and kept only as
a HMAC: whoever reads the database cannot open anyone's page. An opinion code stands in reports and opens nothing.
"""

import secrets

from feedback.codes import ALPHABET, dashed, digest, normal, random

__all__ = ["ALPHABET", "digest", "new_key", "normal_receipt", "opinion_code", "receipt"]

RECEIPT_LENGTH = 12
OPINION_LENGTH = 6


def receipt(secret: str, key: str) -> str:
    """The receipt code for a sender's key: always the same for the same key, so that a retry gets the same code.

    12 characters of 30, about 59 bits, in three groups: 'K7MA-3XRD-92HP'.
    """
    number = int(digest(secret, "receipt", key), 16)
    letters = []
    for _ in range(RECEIPT_LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return dashed("".join(letters))


def normal_receipt(written: str) -> str | None:
    """A receipt code as typed by a person in its normal form, or None if it is none."""
    return normal(written, RECEIPT_LENGTH)


def opinion_code() -> str:
    """A new random opinion code."""
    return random(OPINION_LENGTH)


def new_key() -> str:
    """A new random key for one sender's basket: 128 bits, safe in a cookie."""
    return secrets.token_urlsafe(16)
