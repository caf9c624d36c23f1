"""The desk and the overview of a consultation."""

from flask import Blueprint

bp = Blueprint("desk", __name__)
