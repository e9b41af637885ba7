"""Filling in a template that a superior office sent: its tables known by their labels, its own styles, fonts and widths kept.

Every part of the package but the document stays byte for byte (and a report of ours that travels inside), and the document itself outside the places that are filled.
``opening`` holds the package, ``elements`` reads what others wrote, ``grids`` finds the cells, ``places`` the texts, ``writing`` puts
words into them, ``filling`` does it all.
"""
