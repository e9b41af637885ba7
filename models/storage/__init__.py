"""The report on disk: the .gkbg file, the lock against a second writer, the journal that survives a crash. No Qt.

``load`` and ``save`` are the file; ``Lock`` is held while a report is open for writing; ``Journal`` keeps each edit until it is
saved. Every failure is a ``StorageError`` whose message is one clear sentence in Chinese with what to do.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from models.storage.codec import decode, is_report_file
from models.storage.errors import (
    ChangedOnDiskError,
    DamagedError,
    ForeignError,
    LockedError,
    StorageError,
    TooNewError,
    UnwritableError,
)
from models.storage.file import SUFFIX, Loaded, Stamp, load, load_stamped, load_whole, save, stamp_of

if TYPE_CHECKING:
    from models.storage.journal import Journal
    from models.storage.lock import Lock
    from models.storage.recovery import Recovered, recover, set_aside

__all__ = [
    "SUFFIX",
    "ChangedOnDiskError",
    "DamagedError",
    "ForeignError",
    "Journal",
    "Loaded",
    "Lock",
    "LockedError",
    "Recovered",
    "Stamp",
    "StorageError",
    "TooNewError",
    "UnwritableError",
    "decode",
    "is_report_file",
    "load",
    "load_stamped",
    "load_whole",
    "recover",
    "save",
    "set_aside",
    "stamp_of",
]

_LATER = {
    "Journal": "models.storage.journal",
    "Recovered": "models.storage.recovery",
    "recover": "models.storage.recovery",
    "set_aside": "models.storage.recovery",
    "Lock": "models.storage.lock",
}


def __getattr__(name: str) -> object:
    """What only someone who edits needs is loaded when it is asked for: reading a report takes less time than that."""
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
