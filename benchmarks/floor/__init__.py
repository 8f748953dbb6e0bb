"""The floor: a bare Flask page over an indexed SQLite table of the same rows."""
