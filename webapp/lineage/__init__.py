"""Lineage: which ids to ask next, the graph, its scene. Pure: no I/O, no HTTP, no store."""
