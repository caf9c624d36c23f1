"""What became of opinions: changes of the draft, with the opinions that asked for them and the reason."""
