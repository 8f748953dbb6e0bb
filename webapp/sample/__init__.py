"""What demo logs. Only cli imports it."""
