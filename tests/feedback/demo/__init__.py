"""Tests of the worked example."""
