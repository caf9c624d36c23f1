"""Uploading a draft and correcting its tree of clauses."""

from flask import Blueprint

bp = Blueprint("drafts", __name__)
