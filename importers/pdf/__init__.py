"""PDF files: pages → lines and ruled tables → paragraphs and tables in order."""
