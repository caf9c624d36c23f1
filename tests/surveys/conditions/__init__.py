"""Tests of surveys.conditions."""
