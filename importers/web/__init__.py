"""Web pages and archives of them: markup → paragraphs and tables in order."""
