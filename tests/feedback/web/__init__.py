"""Tests of feedback.web."""
