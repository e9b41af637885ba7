"""Our own files as sources: the report file and JSON."""
