"""PDF files: what is drawn on their pages, within limits."""
