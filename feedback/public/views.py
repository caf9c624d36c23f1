"""Pages anyone may see."""

from flask import Blueprint

bp = Blueprint("public", __name__)
