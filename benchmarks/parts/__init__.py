"""What is measured, a module a part: each yields the lines of the table that it knows."""
