"""Designing the survey."""

from flask import Blueprint

bp = Blueprint("questionnaires", __name__)
