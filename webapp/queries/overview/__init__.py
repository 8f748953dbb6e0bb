"""The first page: what is in the store, what is new in it, what failed lately."""
