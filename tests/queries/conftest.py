"""A test's store and its lists, for every test of a query that wants them."""

from listing import connection, indexed, lists, live, rows

__all__ = ["connection", "indexed", "lists", "live", "rows"]
