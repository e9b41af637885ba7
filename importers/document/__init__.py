"""Where documents of every kind meet: paragraphs and tables in order → texts and cells."""
