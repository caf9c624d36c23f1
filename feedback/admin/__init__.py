"""Accounts, roles and letterheads."""
