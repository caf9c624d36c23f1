"""Files people already have: tables of opinions collected elsewhere, read into plain rows."""
