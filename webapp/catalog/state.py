"""What the follower commits with the records: one document that no search finds."""

import json
from collections.abc import Mapping
from typing import Any

import tantivy

from webapp.catalog.schema import SCHEMA

STATE = "state"


def packed_state(state: Mapping[str, Any]) -> bytes:
    """The state (any JSON) as it lies in the index."""
    return json.dumps(dict(state)).encode()


def state_in(searcher: tantivy.Searcher) -> Mapping[str, Any]:
    """The state that was committed with what `searcher` sees, empty when there is none."""
    query = tantivy.Query.term_query(SCHEMA, "key", STATE, index_option="basic")
    found = searcher.search(query, 1, count=False).hits
    if not found:
        return {}
    state: Mapping[str, Any] = json.loads(searcher.doc(found[0][1])["row"][0])
    return state
