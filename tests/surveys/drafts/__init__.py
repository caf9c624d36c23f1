"""Tests of surveys.drafts."""
