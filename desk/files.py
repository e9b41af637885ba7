"""The files that a person means by naming files and folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

_NOT_REPORTS = (".bak", ".tmp", ".part", ".lock", ".db", ".ini", ".lnk")
_LOCKS = ("~$", ".~", ".")


def files_in(paths: Iterable[Path]) -> list[Path]:
    """Every file named, and all files in the folders named, sorted; each once. What office programs lay beside is left out.

    A path that does not exist stays, so that reading it says so.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            for file in sorted(_below(path)):
                found.setdefault(file)
        else:
            found.setdefault(path)
    return list(found)


def _below(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(_LOCKS) for part in path.relative_to(folder).parts)
        if not hidden and path.suffix.lower() not in _NOT_REPORTS and path.is_file():
            yield path
