"""Codes that people copy by hand: the alphabet, their normal form, and how they are kept.

None has the letters I O Q Z nor the digits 0 1, which people confuse when reading aloud or copying by hand.
"""

import hashlib
import hmac
import secrets
import unicodedata

ALPHABET = "ABCDEFGHJKLMNPRSTUVWXY23456789"
GROUP = 4


def digest(secret: str, purpose: str, value: str) -> str:
    """HMAC-SHA-256 of a value for one purpose, 64 hexadecimal digits."""
    return hmac.new(secret.encode(), f"{purpose}:{value}".encode(), hashlib.sha256).hexdigest()


def random(length: int) -> str:
    """A new random code without dashes; about 4.9 bits a character."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def dashed(letters: str) -> str:
    """'K7MA3XRD92HP' → 'K7MA-3XRD-92HP'."""
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def normal(written: str, length: int) -> str | None:
    """A code as typed by a person (lower case, spaces, any dashes) in its normal, dashed form, or None if it is none."""
    letters = [letter for letter in unicodedata.normalize("NFKC", written).upper() if letter.isalnum()]
    if len(letters) != length or any(letter not in ALPHABET for letter in letters):
        return None
    return dashed("".join(letters))
