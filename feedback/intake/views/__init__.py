"""The doors as screens."""
