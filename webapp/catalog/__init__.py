"""The search index over a store's artifacts, executions and contexts.

Only this room knows tantivy. It knows no store, no page and no network: a follower writes
documents into it, pages read rows, totals and facets out of it.
"""
