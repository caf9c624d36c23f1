"""Tests of the doors through which opinions come in."""
