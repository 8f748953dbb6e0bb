"""A pipeline logged into a real store, and the store as one page reads it."""

import pytest
from logged_pipeline import Logged
from ml_metadata import MetadataStore


@pytest.fixture
def logged(mlmd: MetadataStore) -> Logged:
    """That pipeline, logged."""
    return Logged(mlmd)
