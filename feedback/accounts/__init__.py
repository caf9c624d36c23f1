"""Staff accounts and their roles on the unit tree."""
