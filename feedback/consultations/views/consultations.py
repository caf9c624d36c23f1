"""Making a consultation, its dates, its link and QR code."""

from flask import Blueprint

bp = Blueprint("consultations", __name__)
