"""The change sheet: what the leader who signs wants to see on a page or two."""
