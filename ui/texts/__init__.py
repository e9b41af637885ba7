"""Editors for the prose of the report."""
