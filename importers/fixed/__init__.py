"""Pages of a fixed layout (PDF, OFD): characters and rules with their places → lines and ruled tables → paragraphs and tables in order."""
