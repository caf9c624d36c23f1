"""Ready questionnaires, as data."""
