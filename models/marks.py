"""The defined names by which a workbook of ours carries the ids of its cells, so that it is read back exactly.

``gkbg.t3.new.natural`` names the cell with that number, ``gkbg.unit`` and ``gkbg.year`` those on the first sheet; ``gkbg.form`` is
the edition as text. A name follows its cell when rows or sheets are moved. Excel allows letters, digits, "." and "_" in a
name and takes "T3" for a cell, hence the prefix; it does not tell capitals apart, so ids are compared in lower case.
"""

from __future__ import annotations

PREFIX = "gkbg."
FORM = "form"
"""The name, after the prefix, under which the edition of the form is kept."""


def defined_name(id: str) -> str:
    """The defined name of a cell id, or of ``unit``, ``year``, ``form``."""
    return PREFIX + id


def id_of(name: str) -> str | None:
    """The id that a defined name stands for; None for a name of another origin."""
    folded = name.lower()
    return folded[len(PREFIX) :] if folded.startswith(PREFIX) else None
