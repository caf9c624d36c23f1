"""Vietnamese writing: one form for each letter, syllables, words that carry no subject, lost diacritics."""
