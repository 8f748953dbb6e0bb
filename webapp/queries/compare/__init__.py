"""Records side by side: what is the same, what differs, and by how much. Reads stores; no HTTP."""
