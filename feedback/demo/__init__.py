"""The worked example, written for the demonstration."""
