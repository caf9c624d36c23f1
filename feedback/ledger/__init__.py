"""The opinion ledger: every door ends in the same `record`."""
