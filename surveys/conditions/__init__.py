"""Conditions and calculations of a questionnaire: XLSForm expressions parsed into one tree; never `eval`."""
