"""Filling in a template that a superior office sent: its tables known by their labels, its own styles, fonts and widths kept.

What a page of the template shows stays as it is outside the places that are filled; what it does not show stays behind.
``opening`` holds the package, ``parcel`` says which parts go, ``visible`` what of a part is seen, ``elements`` reads what others wrote,
``grids`` finds the cells, ``places`` the texts, ``writing`` puts words into them, ``filling`` does it all.
"""
