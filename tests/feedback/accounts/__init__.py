"""Tests of feedback.accounts."""
