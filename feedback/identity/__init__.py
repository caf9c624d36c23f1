"""What a citizen chose to say of herself, kept apart from her opinions; her consents, purpose by purpose."""
