"""The page of one execution and its JSON twin."""

from flask import Blueprint

blueprint = Blueprint("executions", __name__)
