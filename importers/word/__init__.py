"""Word files: the package of today (.docx), the binary one of before (.doc), and what our own carry."""
