"""Votes on statements: who thinks alike, what all agree on, where they part, and which statement to show next."""
