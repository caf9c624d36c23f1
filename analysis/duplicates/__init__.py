"""Copies among texts: the same words sent again, slightly changed, or filled into a form; by whom and when, as far as known."""
