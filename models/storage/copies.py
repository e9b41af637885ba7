"""Earlier copies of a report, kept in the user's data folder whenever it is opened or saved.

A report has a folder of its own, named by where its file is. A copy is a small file ``TIME.copy`` that lists the parts of
which the report's file was made; the parts (the figures, the texts, last year's report …) lie beside it, named by their
SHA-256, each once however many copies have it. At most ``MOST`` copies stay: the older, the further apart.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import time
from dataclasses import dataclass
from pathlib import Path

from models.report import Report
from models.storage.atomic import write_whole
from models.storage.codec import decode
from models.storage.errors import DamagedError
from models.storage.file import bytes_of
from models.storage.folder import data_folder, key_of, made

MOST = 20
"""Copies that are kept of one report."""

_COPY = ".copy"
_PART = re.compile(rb'^(?=  "[^"]+": )', re.MULTILINE)
"""Where a part of a file begins: at each key of the outermost level."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy: the report as its file was at ``time`` (seconds since 1970)."""

    path: Path
    time: float
    digest: str
    parts: tuple[str, ...]
    _file: Path

    @property
    def name(self) -> str:
        return self.path.name

    def data(self) -> bytes:
        """The bytes of the file as it was; raises DamagedError where a part is gone or another by now."""
        with contextlib.suppress(OSError):
            whole = b"".join((self._file.parent / part).read_bytes() for part in self.parts)
            if _digest(whole) == self.digest:
                return whole
        raise DamagedError(f"“{self.path.name}”的这一份以前的版本已损坏，取不回来；请选另一份。")

    def report(self) -> Report:
        """The report as it was; raises StorageError."""
        return decode(self.data(), self.path.name)


def keep(path: Path) -> bool:
    """Keep a copy of the report as it is in its file now; False where the latest copy is just that. Raises StorageError."""
    data, changed = bytes_of(path)
    decode(data, path.name)  # what is no report is not worth keeping
    digest = _digest(data)
    there = earlier(path)
    if there and there[0].digest == digest:
        return False
    folder = made(_folder(path))
    parts = []
    for part in _PART.split(data):
        name = _digest(part)
        parts.append(name)
        if not (folder / name).exists():
            write_whole(folder / name, part, sync=False)
    content = {"path": str(path.absolute()), "at": changed / 1e9, "digest": digest, "parts": parts}
    write_whole(folder / f"{time.time_ns():020}{_COPY}", json.dumps(content).encode(), sync=False)
    _thin(folder)
    return True


def earlier(path: Path) -> list[Copy]:
    """The copies of the report at this path, the latest first. Never raises: what cannot be read is left out."""
    return _copies(_folder(path))


def _folder(path: Path) -> Path:
    return data_folder() / "copies" / key_of(path)


def _copies(folder: Path) -> list[Copy]:
    found = []
    for file in sorted(folder.glob(f"*{_COPY}"), reverse=True):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            content = json.loads(file.read_bytes())
            parts = tuple(str(part) for part in content["parts"])
            found.append(Copy(Path(content["path"]), float(content["at"]), str(content["digest"]), parts, file))
    return found


def _thin(folder: Path) -> None:
    """Remove the copies that are least missed beyond ``MOST``, and the parts that no copy has any more."""
    copies = _copies(folder)
    for copy in superfluous(copies):
        copies.remove(copy)
        copy._file.unlink(missing_ok=True)
    used = {part for copy in copies for part in copy.parts}
    for file in folder.iterdir():
        if len(file.name) == 64 and file.name not in used:
            with contextlib.suppress(OSError):
                file.unlink()


def superfluous(copies: list[Copy], most: int = MOST) -> list[Copy]:
    """Those of the copies (the latest first) that go: again and again the one whose neighbours are closest for their age. The
    latest and the first of all stay."""
    left, gone = list(copies), []
    while len(left) > most:
        now = left[0].time

        def closeness(place: int, now: float = now) -> float:
            newer, older = left[place - 1], left[place + 1]
            return (newer.time - older.time) / (now - older.time + 1)

        place = min(range(1, len(left) - 1), key=closeness)
        gone.append(left.pop(place))
    return gone


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
