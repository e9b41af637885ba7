"""The look of a finished document: what of it a check of the report inside cannot see."""

from __future__ import annotations

from pathlib import Path

from models.errors import UserError
from models.findings import Finding

_PACKAGE = b"PK\x03\x04"


def look_at(path: Path) -> list[Finding]:
    """The hints on the look of a Word file; none for a file of another kind or one that cannot be read, of which its reader speaks."""
    from importers.word.look import look_of

    try:
        with path.open("rb") as file:
            if file.read(4) != _PACKAGE:
                return []
        return look_of(path.read_bytes())
    except (OSError, ValueError, UserError):
        return []
