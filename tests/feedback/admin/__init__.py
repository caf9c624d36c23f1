"""Tests of feedback.admin."""
