"""A person's answer whose a file is."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from office import filing, taking
from office.errors import OfficeError
from office.examining import hash_of
from office.ledger import Ledger
from office.roster import Unit


def assign(ledger: Ledger, file: str, unit: Unit) -> str:
    """Make a waiting file the report of ``unit``; what is to be said of it. Raises OfficeError where it cannot be.

    ``file`` is what the list calls it, or the last part of that where it is one file's alone, or a file that was not taken yet.
    """
    if unit.node and unit.parent is None:
        raise OfficeError(f"“{unit.name}”是最上面的上级，不是下属单位；请写单位的名称。")
    id = _waiting(ledger, file)
    if id is None and Path(file).is_file():
        taking.take(ledger, [Path(file)])
        id = _waiting(ledger, file)
    if id is None:
        raise OfficeError(f"对不上的文件里没有“{file}”；请用 status 看有哪些。")
    kind, reason, shown = ledger.rows("SELECT kind, reason, file FROM report WHERE id = ?", (id,))[0]
    if kind not in ("unknown", "node"):
        raise OfficeError(f"“{shown}”不能指定给“{unit.name}”：{reason}。")
    desk = filing.Filing(ledger)
    with ledger.transaction():
        desk.assign(id, unit)
    _check(ledger)
    return "".join((f"“{shown}”收为“{unit.name}”的报告，以后同样的名称自动对上。", *desk.taken.said))


def _waiting(ledger: Ledger, file: str) -> int | None:
    rows = ledger.rows("SELECT id, file, path, hash FROM report WHERE role != 'last' AND reason IS NOT NULL")
    exact = [row for row in rows if file in (row[1], row[2])]
    exact = exact or [row for row in rows if PurePosixPath(row[1]).name == PurePosixPath(file.replace("\\", "/")).name]
    path = Path(file)
    if not exact and path.is_file():
        exact = [row for row in rows if row[3] == hash_of(path)]
    if len(exact) > 1:
        names = "、".join(f"“{row[1]}”" for row in exact[:5])
        raise OfficeError(f"对不上的文件里有{len(exact)}个“{file}”：{names}；请写全。")
    return int(exact[0][0]) if exact else None


def _check(ledger: Ledger) -> None:
    """Check the report beside its unit's of last year, as ``take`` would have."""
    taking.take(ledger, [])
