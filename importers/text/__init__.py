"""Plain text: its encoding, its tables, and what is pasted."""
