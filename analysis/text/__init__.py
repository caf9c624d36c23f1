"""Vietnamese text as data: normal form, folding, tokens."""
