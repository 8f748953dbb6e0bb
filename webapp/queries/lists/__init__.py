"""The lists: what a request asks of one, and what its page shows."""
