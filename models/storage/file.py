"""The .gkbg file: loaded as a whole, saved whole or not at all, never over something that is not understood."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from models.report import Report
from models.storage.atomic import write_whole
from models.storage.codec import decode, decode_whole, encode, stated_version
from models.storage.errors import ChangedOnDiskError, StorageError, unreadable, unwritable
from models.storage.migrations import VERSION

SUFFIX = ".gkbg"
MAX_BYTES = 64 * 1024 * 1024
"""A report with every cell, origin and 100,000 characters of text has well under 1 MB."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file was when it was last loaded or saved: size in bytes, time of change in ns, SHA-256 of its bytes."""

    size: int
    mtime_ns: int
    digest: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """A report and its file as they were found. ``older``: the file is of an older layout, which the next saving replaces;
    ``altered``: it was changed by other means than this program."""

    report: Report
    stamp: Stamp
    older: bool
    altered: bool


def load(path: Path) -> Report:
    """The report in the file; raises StorageError."""
    return decode(bytes_of(path)[0], path.name)


def load_stamped(path: Path) -> tuple[Report, Stamp]:
    """The report and the stamp to pass as ``expect`` to the next ``save``; raises StorageError."""
    loaded = load_whole(path)
    return loaded.report, loaded.stamp


def load_whole(path: Path) -> Loaded:
    """The report and all that its file tells; raises StorageError."""
    data, mtime = bytes_of(path)
    decoded = decode_whole(data, path.name)
    return Loaded(decoded.report, _stamp(data, mtime), decoded.version < VERSION, decoded.altered)


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of the file as it is now; None where there is none. Raises StorageError."""
    if not path.exists():
        return None
    return _stamp(*bytes_of(path))


def save(report: Report, path: Path, *, expect: Stamp | None = None) -> Stamp:
    """Write the report whole or not at all and return the stamp of the new file.

    ``expect`` is the stamp from loading or the last saving: ChangedOnDiskError where the file is another by now. None means
    that the file is new, or that a person agreed to replace the report in it. What is no report file, or damaged, or too
    new, is never replaced (ForeignError, DamagedError, TooNewError). A file of an older version is kept beside it as
    ``NAME.v1.gkbg.bak``. Raises UnwritableError where the place cannot be written; then nothing has changed.
    """
    try:
        target = Path(os.path.realpath(path))
        exists = target.exists()
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from None
    if exists:
        data, mtime = bytes_of(target)
        # by content: a copied or synchronised folder changes the time of a file that is what it was
        if expect is not None and _stamp(data, mtime).digest != expect.digest:
            raise ChangedOnDiskError(
                f"“{path.name}”在打开之后被别人或别的程序改过，没有覆盖；请另存为别的名称，或重新打开后再改。"
            )
        try:
            decode(data, path.name)
        except StorageError as error:
            raise type(error)(f"没有保存，以免覆盖：{error}请另存为别的名称。") from None
        _keep_older(target, data)
    encoded = encode(report)
    write_whole(target, encoded)
    return _stamp(encoded, target.stat().st_mtime_ns)


def bytes_of(path: Path) -> tuple[bytes, int]:
    """The bytes of a file and the time of its last change in ns; raises StorageError."""
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            if status.st_size > MAX_BYTES:
                raise StorageError(f"“{path.name}”太大（超过64MB），不会是一份报告；请确认选对了文件。")
            return file.read(), status.st_mtime_ns
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from None


def _stamp(data: bytes, mtime: int) -> Stamp:
    import hashlib

    return Stamp(len(data), mtime, hashlib.sha256(data).hexdigest())


def _keep_older(target: Path, data: bytes) -> None:
    """Keep the original of a file whose layout is about to be replaced by the present one."""
    version = stated_version(data)
    if version == VERSION:
        return
    stem = target.name.removesuffix(SUFFIX)
    for number in range(1, 1000):
        again = "" if number == 1 else f".{number}"
        kept = target.with_name(f"{stem}.v{version}{again}{SUFFIX}.bak")
        if not kept.exists():
            write_whole(kept, data)
            return
        if kept.read_bytes() == data:
            return
