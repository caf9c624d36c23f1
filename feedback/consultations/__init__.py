"""Consultations: the draft with its clauses, the questionnaire, the dates between which it is open."""
