"""Importing in the window: read off the GUI thread, show what would change, apply the choice as one step.

``flow`` holds the entry points: ``import_files``, ``import_data`` (paste), ``start_from_last_year``.
"""
