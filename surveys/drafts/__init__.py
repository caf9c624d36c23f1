"""Draft policies: reading a file, finding its clauses, naming them."""
