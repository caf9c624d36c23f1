"""The staff desk: consultations within reach, one overview page each."""
