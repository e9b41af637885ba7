"""Reports in the ledger: put in as they were read, taken out as they were."""

from __future__ import annotations

import array
import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal

from models.checks import CHECKS
from models.findings import Finding, Severity
from models.report import Report
from models.values import Value, show
from office.examining import Checked, Examined
from office.ledger import Ledger
from office.schema import CELLS, column
from office.sources import Item, now

_COLUMNS = ", ".join(map(column, CELLS))
_INSERT = f"INSERT INTO figure (report, {_COLUMNS}) VALUES ({', '.join('?' * (len(CELLS) + 1))})"
_IS_CELL = frozenset(CELLS)
MOST_KEPT = 100
_BIG = 1 << 62
"""Numbers beyond what SQLite holds as a whole number are kept by their digits."""


def packed(places: array.array[int]) -> bytes:
    """Ids of places as four bytes each, the least first, on every machine."""
    if sys.byteorder != "little":
        places.byteswap()
    return places.tobytes()


def unpacked(blob: bytes) -> array.array[int]:
    """The ids of places in ``origin.places``."""
    places = array.array("I", blob)
    if sys.byteorder != "little":
        places.byteswap()
    return places


class Places:
    """The dictionary of places in words; each is stored once. One for a run, since it remembers what is there."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._known: dict[str, int] = {}
        self._encoded: dict[str, bytes] = {}
        self._numbers = {str(id): int(number) for id, number in ledger.rows("SELECT id, number FROM cell")}

    def encoded(self, places: str) -> bytes:
        """The places of one report, a line a cell, as ``origin.places`` has them; files made alike have the same."""
        known = self._encoded.get(places)
        if known is not None:
            return known
        ids = array.array("I", bytes(4 * len(self._numbers)))
        for cell, words in zip(CELLS, places.split("\n"), strict=False):
            if words:
                ids[self._numbers[cell]] = self._id(words)
        if len(self._encoded) >= MOST_KEPT:
            self._encoded.clear()
        self._encoded[places] = packed(ids)
        return self._encoded[places]

    def _id(self, words: str) -> int:
        if words not in self._known:
            row = self._ledger.one("SELECT id FROM place WHERE words = ?", (words,))
            self._known[words] = (
                int(row[0]) if row else self._ledger.run("INSERT INTO place (words) VALUES (?)", (words,))
            )
        return self._known[words]


def put(
    ledger: Ledger,
    places: Places,
    item: Item,
    examined: Examined,
    *,
    role: str,
    unit: int | None,
    kind: str = "",
    reason: str | None = None,
    late: bool = False,
    amends: bool = False,
) -> int:
    """Store a file that was read, within the transaction of the caller; its id."""
    values = examined.values
    year = values.get("year")
    id = ledger.run(
        "INSERT INTO report (role, unit, name, year, form, file, path, hash, content, received, instant, taken, late,"
        " amends, kind, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(role, unit, str(values.get("unit") or ""), year if isinstance(year, int) else None),
            *(str(values.get("form") or ""), item.file, str(item.origin), examined.hash, examined.content),
            *(item.received.words, item.received.instant, now().words, int(late), int(amends), kind, reason),
        ),
    )
    if values:
        put_values(ledger, id, values)
        ledger.run("INSERT INTO origin VALUES (?, ?)", (id, places.encoded(examined.places)))
        put_findings(ledger, id, Checked(examined.findings, ("",) * len(examined.findings)), checked=False)
    if role == "unit":
        marks = ((mark, id, section) for section, mark in set(examined.marks))
        ledger.run_many("INSERT OR IGNORE INTO band VALUES (?, ?, ?)", marks)
    return id


def put_values(ledger: Ledger, id: int, values: Mapping[str, Value]) -> None:
    figures: list[int | float | None] = []
    exact: list[tuple[int, str, str]] = []
    unread: list[tuple[int, str, str]] = []
    for cell in CELLS:
        value = values.get(cell)
        if isinstance(value, str):
            unread.append((id, cell, value))
            figures.append(None)
        elif value is None or (isinstance(value, int) and -_BIG < value < _BIG):
            figures.append(value)
        else:
            exact.append((id, cell, show(value)))
            figures.append(_roughly(value))
    ledger.run(_INSERT, (id, *figures))
    ledger.run_many("INSERT INTO exact VALUES (?, ?, ?)", exact)
    ledger.run_many("INSERT INTO unread VALUES (?, ?, ?)", unread)
    texts = ((id, name, show(value)) for name, value in values.items() if name not in _IS_CELL)
    ledger.run_many("INSERT INTO text VALUES (?, ?, ?)", texts)


def _roughly(value: int | Decimal) -> float | None:
    try:
        return float(value)
    except OverflowError:
        return None


def values_of(ledger: Ledger, id: int) -> dict[str, Value]:
    """The values of a stored report, as it was read."""
    row = ledger.one(f"SELECT {_COLUMNS} FROM figure WHERE report = ?", (id,))
    values: dict[str, Value] = {}
    if row is not None:
        values.update((cell, value) for cell, value in zip(CELLS, row, strict=True) if value is not None)
    values.update((cell, Decimal(digits)) for cell, digits in _pairs(ledger, "exact", "cell", id))
    values.update(_pairs(ledger, "unread", "cell", id))
    for name, value in _pairs(ledger, "text", "id", id):
        values[name] = int(value) if name == "year" else value
    return values


def texts_of(ledger: Ledger, id: int) -> Report:
    """The texts alone of a stored report."""
    values = dict(_pairs(ledger, "text", "id", id))
    year = values.pop("year", "")
    return Report({**values, **({"year": int(year)} if year.isdecimal() else {})})


def _pairs(ledger: Ledger, table: str, key: str, id: int) -> list[tuple[str, str]]:
    return [(str(k), str(v)) for k, v in ledger.rows(f"SELECT {key}, value FROM {table} WHERE report = ?", (id,))]


def report_of(ledger: Ledger, id: int) -> Report:
    return Report(values_of(ledger, id))


def put_findings(ledger: Ledger, id: int, found: Checked, *, checked: bool = True, compared: int | None = None) -> None:
    """The findings on a stored report, in place of those before; ``checked``: all checks were made, beside ``compared``."""
    ledger.run("DELETE FROM finding WHERE report = ?", (id,))
    ledger.run_many(
        "INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (id, number, f.severity.value, f.code, f.message, f.basis, f.advice, " ".join(f.cells), place)
            for number, (f, place) in enumerate(zip(found.findings, found.places, strict=True))
        ),
    )
    ledger.run(
        "UPDATE report SET checked = ?, compared = ?, errors = ?, warnings = ? WHERE id = ?",
        (int(checked), compared, found.count(Severity.ERROR), found.count(Severity.WARNING), id),
    )


def drop(ledger: Ledger, ids: Sequence[int]) -> None:
    """Take reports out again, within the transaction of the caller."""
    for table in ("figure", "exact", "unread", "text", "origin", "finding", "band", "alike", "twin"):
        ledger.run_many(f"DELETE FROM {table} WHERE report = ?", ((id,) for id in ids))
    ledger.run_many("DELETE FROM alike WHERE other = ?", ((id,) for id in ids))
    ledger.run_many("DELETE FROM report WHERE id = ?", ((id,) for id in ids))


def findings_of(ledger: Ledger, id: int) -> tuple[list[Finding], list[str]]:
    """The stored findings on a report and their places."""
    rows = ledger.rows(
        "SELECT code, severity, message, basis, cells, advice, place FROM finding WHERE report = ? ORDER BY number",
        (id,),
    )
    found = [
        Finding(code, Severity(severity), message, basis, tuple(cells.split()), advice=advice)
        for code, severity, message, basis, cells, advice, _ in rows
    ]
    return found, [row[-1] for row in rows]


def told(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Those that reading the file said, among all on a report: checks are made anew."""
    return tuple(
        finding for finding in findings if finding.code not in CHECKS and not finding.code.startswith("office.")
    )
