"""The defined names that a workbook of ours carries.

``gkbg.form`` is the edition of the form as text: read back, the workbook keeps a form that was chosen otherwise than by its year.
``gkbg.t3.new.natural`` names the cell with that number, ``gkbg.unit`` and ``gkbg.year`` those on the first sheet: they follow their
cells, for formulas of whoever adds up such workbooks; we find cells by their labels, as in any workbook. Excel allows letters,
digits, "." and "_" in a name and takes "T3" for a cell, hence the prefix.
"""

from __future__ import annotations

PREFIX = "gkbg."
FORM = "form"
"""The name, after the prefix, under which the edition of the form is kept."""


def defined_name(id: str) -> str:
    """The defined name of a cell id, or of ``unit``, ``year``, ``form``."""
    return PREFIX + id
