"""Screens on which staff prepare a consultation."""
