"""The page of one context and its JSON twin."""

from flask import Blueprint

blueprint = Blueprint("contexts", __name__)
