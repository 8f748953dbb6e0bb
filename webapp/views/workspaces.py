"""The page of one workspace and its JSON twin."""

from flask import Blueprint

blueprint = Blueprint("workspaces", __name__)
