"""The reports opened lately, newest first."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

from ui.toolkit import settings as kept

KEPT = 8


def recent(settings: QSettings) -> list[Path]:
    """The files that were opened or saved lately and are still there."""
    return [path for path in _stored(settings) if _is_file(path)]


def remember(settings: QSettings, path: Path) -> None:
    """Put a file at the head of the list."""
    path = path.absolute()
    paths = [path, *(other for other in _stored(settings) if other != path)]
    kept.RECENT.put(settings, [str(other) for other in paths[:KEPT]])


def _stored(settings: QSettings) -> list[Path]:
    return [Path(name) for name in kept.RECENT.of(settings)]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
