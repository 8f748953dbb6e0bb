"""The supervisor of store and web: starts what is needed, restarts what dies, leaves no orphan."""
