"""Copies among texts."""
