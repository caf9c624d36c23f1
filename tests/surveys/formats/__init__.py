"""Tests of reading the files people already have."""
