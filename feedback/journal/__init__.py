"""The append-only journal: who did what and when, each line chained to the one before."""
