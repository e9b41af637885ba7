"""A printed table known by its labels: which cell of the form each place of a grid belongs to.

Importers read figures this way, and the filling of a template finds the places for them. ``cells`` is the grid as a person
sees it, ``meanings`` what a text can mean as a label, ``lines`` which labels govern a row or column, ``reading`` puts them together.
"""
