"""Tests of analysis/votes."""
