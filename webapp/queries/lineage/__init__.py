"""What the pages of lineage show: the pure walk is asked for ids, they are fetched and fed."""
