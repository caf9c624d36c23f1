"""Tests of analysis/text."""
