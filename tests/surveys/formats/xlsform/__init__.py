"""Tests of reading XLSForm workbooks."""
