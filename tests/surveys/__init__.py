"""Tests of how people are asked."""
