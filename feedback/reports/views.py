"""The report on screen and as a document."""

from flask import Blueprint

bp = Blueprint("reports", __name__)
