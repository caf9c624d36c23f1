"""Preparing a consultation: its dates, its draft, its questionnaire, its opening."""
