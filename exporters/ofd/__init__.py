"""The report as OFD (GB/T 33190—2016), the national format of fixed pages in which offices exchange and archive documents.

The pages are those of the PDF: the typesetter sets them once, ``sheets.py`` reads them back from what it made, glyph by glyph, and they
are written again in the words of the standard. Text stays text in embedded fonts, lines stay lines.
"""
