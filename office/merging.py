"""逐级报送: a lower office's ledger comes into its superior's, whole or not at all.

Its units come below its node, with their reports of record, last year's reports, findings and decisions; what is there already
stays, and the later report counts. Merging the same ledger again brings what has changed since.
"""

from __future__ import annotations

import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from office import ledger as ledgers
from office import records, roster
from office.errors import OfficeError
from office.ledger import Ledger
from office.roster import Roster, Unit, key_of
from office.schema import CELLS, column
from office.sources import now


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of it: how many units and reports are new, and files of the lower office that are nobody's yet."""

    node: str
    units: int
    reports: int
    waiting: int


def merge(ledger: Ledger, path: Path) -> Merged:
    """Merge the ledger at ``path``. Raises OfficeError where it is of another year, this very ledger, or damaged."""
    with ledgers.read(path) as lower:
        if lower.year != ledger.year:
            raise OfficeError(f"“{path.name}”是{lower.year}年度的册，不能并入{ledger.year}年度的；请确认选对了文件。")
        if lower.meta("identity") == ledger.meta("identity"):
            raise OfficeError(f"“{path.name}”就是要并入的这本册；请写下级的册。")
        theirs = roster.load(lower)
        row = lower.one("SELECT count(*) FROM report WHERE role != 'last' AND reason IS NOT NULL AND kind != 'node'")
        waiting = int(row[0]) if row else 0
        ledger.attach(path)
        try:
            with ledger.transaction():
                units, new = _units(ledger, theirs)
                reports = _reports(ledger, units)
        finally:
            ledger.detach()
    return Merged(theirs.root.name, new, reports, waiting)


def _units(ledger: Ledger, theirs: Roster) -> tuple[dict[int, int], int]:
    """Their units by the ids that they have here; and how many of them are new here."""
    mine = roster.load(ledger)
    root = _root(ledger, mine, theirs.root)
    ids = {theirs.root.id: root}
    children: dict[tuple[int, str], int] = {}
    for unit in mine.units.values():
        if unit.parent is not None:
            children[unit.parent, roster.same_key(unit)] = unit.id
    new = 0
    for unit in _below(theirs, theirs.root):
        assert unit.parent is not None
        parent = ids[unit.parent]
        known = children.get((parent, roster.same_key(unit)))
        if known is None:
            new += 1
            known = roster.insert(ledger, unit.entry, listed=unit.listed, node=unit.node, parent=parent)
            if unit.entry.superior == "":
                ledger.run(
                    "UPDATE unit SET superior = (SELECT name FROM unit WHERE id = ?) WHERE id = ?", (parent, known)
                )
        ids[unit.id] = known
    ledger.run("CREATE TEMP TABLE IF NOT EXISTS same_unit (theirs INTEGER PRIMARY KEY, mine INTEGER)")
    ledger.run("DELETE FROM same_unit")
    ledger.run_many("INSERT INTO same_unit VALUES (?, ?)", ids.items())
    return ids, new


def _root(ledger: Ledger, mine: Roster, root: Unit) -> int:
    """The lower office's node here; a new one below the root where the register does not have it."""
    found = [unit for unit in mine.units.values() if key_of(unit.name) == key_of(root.name)]
    if not found:
        return roster.insert(ledger, root.entry, listed=True, node=True, parent=mine.root.id)
    if not found[0].node:
        ledger.run("UPDATE unit SET node = 1 WHERE id = ?", (found[0].id,))
    return found[0].id


def _below(units: Roster, node: Unit) -> Iterator[Unit]:
    for unit in units.below.get(node.id, ()):
        yield unit
        yield from _below(units, unit)


_REPORT = "name, year, form, file, hash, content, received, instant, taken, late, amends, checked, errors, warnings"


def _reports(ledger: Ledger, units: dict[int, int]) -> int:
    """Copy the reports of record and of last year that are not here yet; how many there were."""
    ledger.run(
        "CREATE TEMP TABLE IF NOT EXISTS copied (theirs INTEGER PRIMARY KEY, mine INTEGER, role TEXT, unit INTEGER)"
    )
    ledger.run("DELETE FROM copied")
    for role, field in (("unit", "record"), ("last", "last")):
        ledger.run(
            "INSERT OR IGNORE INTO copied SELECT r.id, r.id + (SELECT coalesce(max(id), 0) FROM report),"
            f" CASE WHEN r.role = 'node' THEN 'node' ELSE '{role}' END, s.mine"
            f" FROM lower.unit u JOIN lower.report r ON r.id = u.{field} JOIN same_unit s ON s.theirs = u.id"
            " WHERE NOT EXISTS (SELECT 1 FROM report h WHERE h.hash = r.hash AND (h.role = 'last') = (r.role = 'last'))"
        )
    ledger.run(
        f"INSERT INTO report (id, role, unit, {_REPORT}) SELECT c.mine, c.role, c.unit, {_REPORT}"
        " FROM copied c JOIN lower.report r ON r.id = c.theirs"
    )
    columns = ", ".join(map(column, CELLS))
    ledger.run(
        f"INSERT INTO figure (report, {columns}) SELECT c.mine, {columns} FROM copied c JOIN lower.figure f ON f.report = c.theirs"
    )
    for table, fields in (
        ("exact", "cell, value"),
        ("unread", "cell, value"),
        ("text", "id, value"),
        ("finding", "number, severity, code, message, basis, advice, cells, place"),
    ):
        ledger.run(
            f"INSERT INTO {table} (report, {fields}) SELECT c.mine, {', '.join(f't.{f}' for f in fields.split(', '))}"
            f" FROM copied c JOIN lower.{table} t ON t.report = c.theirs"
        )
    ledger.run(
        "INSERT OR IGNORE INTO alike SELECT a.mine, b.mine, x.section, x.percent FROM lower.alike x"
        " JOIN copied a ON a.theirs = x.report JOIN copied b ON b.theirs = x.other"
    )
    _origins(ledger)
    _decide(ledger)
    row = ledger.one("SELECT count(*) FROM copied WHERE role != 'last'")
    ledger.run("INSERT OR REPLACE INTO meta SELECT 'alike', coalesce(max(id), 0) FROM report")
    ledger.run("INSERT INTO event (at, what, note) VALUES (?, 'merged', ?)", (now().words, str(len(units))))
    return int(row[0]) if row else 0


def _origins(ledger: Ledger) -> None:
    """Where the figures stand, in the numbers that the places have here."""
    ledger.run("INSERT OR IGNORE INTO place (words) SELECT words FROM lower.place")
    ids = dict(ledger.rows("SELECT l.id, p.id FROM lower.place l JOIN place p ON p.words = l.words"))
    ids[0] = 0
    theirs = dict(ledger.rows("SELECT id, number FROM lower.cell"))
    mine = dict(ledger.rows("SELECT id, number FROM cell"))
    order = [theirs.get(cell) for cell in sorted(mine, key=lambda cell: mine[cell])]
    straight = order == list(range(len(order)))
    rows = ledger.rows("SELECT c.mine, o.places FROM copied c JOIN lower.origin o ON o.report = c.theirs")
    ledger.run_many(
        "INSERT INTO origin VALUES (?, ?)", ((id, _renumbered(blob, ids, order, straight)) for id, blob in rows)
    )


def _renumbered(blob: bytes, ids: dict[int, int], order: list[int | None], straight: bool) -> bytes:
    new = [ids[place] for place in records.unpacked(blob)]
    if not straight:
        new = [new[number] if number is not None and number < len(new) else 0 for number in order]
    return records.packed(array.array("I", new))


def _decide(ledger: Ledger) -> None:
    """The later report is the one of record; decisions come along where none was made here."""
    ledger.run(
        "UPDATE unit SET record = c.mine FROM copied c JOIN report n ON n.id = c.mine WHERE c.unit = unit.id AND c.role != 'last'"
        " AND (unit.record IS NULL OR (unit.decision != 'passed' AND n.instant >= (SELECT instant FROM report WHERE id = unit.record)))"
    )
    ledger.run(
        "UPDATE unit SET last = c.mine FROM copied c WHERE c.unit = unit.id AND c.role = 'last' AND unit.last IS NULL"
    )
    ledger.run(
        "UPDATE report SET compared = (SELECT last FROM unit WHERE unit.id = report.unit) WHERE id IN (SELECT mine FROM copied)"
    )
    ledger.run(
        "UPDATE unit SET decision = u.decision, round = max(unit.round, u.round), paper = u.paper"
        " FROM lower.unit u JOIN same_unit s ON s.theirs = u.id WHERE s.mine = unit.id AND unit.decision IN ('', 'returned')"
        " AND u.id != (SELECT theirs FROM same_unit s2 JOIN lower.unit l ON l.id = s2.theirs WHERE l.parent IS NULL)"
    )
