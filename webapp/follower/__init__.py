"""Keeps the catalog in step with its store; the one writer of the catalog.

Joins store, producers and catalog: it knows no protobuf, no tantivy and no page. What it reads
from the store it writes as documents, and says of its work in the catalog's pulse.
"""
