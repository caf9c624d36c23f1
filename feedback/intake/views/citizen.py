"""A citizen reads, comments, answers, reviews and sends."""

from flask import Blueprint

bp = Blueprint("citizen", __name__)
