"""Last year's reports out of last year's ledger: its reports of record become those to compare with."""

from __future__ import annotations

from pathlib import Path

from office import filing, ledger, records, roster
from office.examining import Examined
from office.ledger import SUFFIX, Ledger
from office.sources import Item, Received


def is_ledger(path: Path) -> bool:
    return path.suffix.lower() == SUFFIX and path.is_file()


def copy(mine: Ledger, path: Path, desk: filing.Filing) -> None:
    """File the reports of record of the ledger at ``path`` as last year's, one step each. Raises OfficeError."""
    with ledger.read(path) as other:
        units = roster.load(other).units
        for unit in units.values():
            if unit.record is None:
                continue
            file, hash, content, received, instant = other.rows(
                "SELECT file, hash, content, received, instant FROM report WHERE id = ?", (unit.record,)
            )[0]
            if mine.one("SELECT 1 FROM report WHERE role = 'last' AND hash = ?", (hash,)):
                continue
            values = records.values_of(other, unit.record)
            values.setdefault("unit", unit.name)
            values.setdefault("year", other.year)
            examined = Examined(hash, values=values, content=content)
            item = Item(file, path, path, Received(instant, received))
            with mine.transaction():
                desk.file(item, examined, "last", remember=False)
