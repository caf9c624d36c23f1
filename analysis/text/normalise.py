"""Normal forms of Vietnamese text. Standard library only: the web process imports this."""

import unicodedata


def fold(text: str) -> str:
    """Lower case without diacritics, đ as d, blanks squeezed: the key under which people search and compare names."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(bare.split())
