"""Tests of the pages anyone may see."""
