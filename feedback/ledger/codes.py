"""Receipt codes and opinion codes.

Neither has the letters I O Q Z nor the digits 0 1, which people confuse when reading aloud or copying by hand.
A receipt opens the sender's own page, so it is long, derived from her key with the office's secret, and kept only as
a HMAC: whoever reads the database cannot open anyone's page. An opinion code stands in reports and opens nothing.
"""

import hashlib
import hmac
import secrets
import unicodedata

ALPHABET = "ABCDEFGHJKLMNPRSTUVWXY23456789"
RECEIPT_LENGTH = 12
OPINION_LENGTH = 6


def digest(secret: str, purpose: str, value: str) -> str:
    """HMAC-SHA-256 of a value for one purpose, 64 hexadecimal digits."""
    return hmac.new(secret.encode(), f"{purpose}:{value}".encode(), hashlib.sha256).hexdigest()


def receipt(secret: str, key: str) -> str:
    """The receipt code for a sender's key: always the same for the same key, so that a retry gets the same code.

    12 characters of 30, about 59 bits, in three groups: 'K7MA-3XRD-92HP'.
    """
    number = int(digest(secret, "receipt", key), 16)
    letters = []
    for _ in range(RECEIPT_LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "-".join("".join(letters[start : start + 4]) for start in range(0, RECEIPT_LENGTH, 4))


def normal_receipt(written: str) -> str | None:
    """A receipt code as typed by a person (lower case, spaces, any dashes) in its normal form, or None if it is none."""
    letters = [letter for letter in unicodedata.normalize("NFKC", written).upper() if letter.isalnum()]
    if len(letters) != RECEIPT_LENGTH or any(letter not in ALPHABET for letter in letters):
        return None
    return "-".join("".join(letters[start : start + 4]) for start in range(0, RECEIPT_LENGTH, 4))


def opinion_code() -> str:
    """A new random opinion code."""
    return "".join(secrets.choice(ALPHABET) for _ in range(OPINION_LENGTH))


def new_key() -> str:
    """A new random key for one sender's basket: 128 bits, safe in a cookie."""
    return secrets.token_urlsafe(16)
