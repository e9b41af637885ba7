"""Where the files of Qt are, without loading it."""

from __future__ import annotations

import importlib.util
from pathlib import Path


def plugins() -> Path | None:
    """The folder of Qt's plug-ins; None where PySide6 is not installed."""
    spec = importlib.util.find_spec("PySide6")
    if spec is None or not spec.submodule_search_locations:
        return None
    package = Path(next(iter(spec.submodule_search_locations)))
    return next((folder for folder in (package / "Qt/plugins", package / "plugins") if folder.is_dir()), None)
