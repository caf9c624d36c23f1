"""Kinds of question: one module per kind; nothing about a kind stands anywhere else, save its template."""
