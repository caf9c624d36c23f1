"""Staff take in a table of opinions collected elsewhere."""

from flask import Blueprint

bp = Blueprint("spreadsheet", __name__)
