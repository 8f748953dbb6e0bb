"""The page of one artifact and its JSON twin."""

from flask import Blueprint

blueprint = Blueprint("artifacts", __name__)
