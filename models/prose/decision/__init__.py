"""Which reading of a number holds: all numbers of a text at once, against the tables."""
