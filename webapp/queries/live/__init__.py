"""Lists and counts read from the store itself, page by page: what there is without a catalog."""
