"""Tests of feedback.desk."""
