"""The reports opened lately, newest first."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

KEPT = 8
_KEY = "recent"


def recent(settings: QSettings) -> list[Path]:
    """The files that were opened or saved lately and are still there."""
    return [path for path in _stored(settings) if _is_file(path)]


def remember(settings: QSettings, path: Path) -> None:
    """Put a file at the head of the list."""
    path = path.absolute()
    paths = [path, *(other for other in _stored(settings) if other != path)]
    settings.setValue(_KEY, [str(other) for other in paths[:KEPT]])


def _stored(settings: QSettings) -> list[Path]:
    value = settings.value(_KEY, [])
    names = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return [Path(str(name)) for name in names]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
