"""Who has reported, who is missing, what waits for a person: of a node's whole area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from office import roster, states
from office.ledger import Ledger
from office.roster import Roster, Unit
from office.states import Standing, State


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that is nobody's report yet, and why."""

    id: int
    file: str
    reason: str
    kind: str
    name: str


@dataclass(frozen=True)
class Status:
    """``standings`` are those of all units of the area and of lower nodes without units of their own."""

    node: Unit
    year: int
    standings: tuple[Standing, ...]
    waiting: tuple[Waiting, ...]

    @property
    def expected(self) -> int:
        return sum(not each.unit.excused for each in self.standings)

    @property
    def received(self) -> tuple[Standing, ...]:
        return tuple(each for each in self.standings if each.is_received)

    @property
    def late(self) -> int:
        return sum(each.late for each in self.received)

    @property
    def missing(self) -> tuple[Unit, ...]:
        return tuple(each.unit for each in self.standings if not each.unit.excused and not each.is_received)

    def count(self, state: State) -> int:
        return sum(each.state is state for each in self.standings)

    def as_json(self) -> dict[str, Any]:
        """As ``office status --json`` prints it."""
        return {
            "node": self.node.name,
            "year": self.year,
            "expected": self.expected,
            "received": len(self.received),
            "on_time": len(self.received) - self.late,
            "late": self.late,
            "missing": [unit.name for unit in self.missing],
            "returned": self.count(State.RETURNED),
            "passed": self.count(State.PASSED),
            "unmatched": [{"file": each.file, "reason": each.reason} for each in self.waiting],
            "units": [
                {
                    "unit": each.unit.name,
                    "state": each.state.value,
                    "file": each.file or None,
                    "versions": each.versions,
                    "errors": each.errors,
                    "warnings": each.warnings,
                }
                for each in self.standings
                if not each.unit.node
            ],
        }


def of(ledger: Ledger, node: str = "", units: Roster | None = None) -> Status:
    """The status of a node's area; the root's for "". Raises OfficeError where there is no such node."""
    units = units or roster.load(ledger)
    top = units.node(node)
    area = units.area(top)
    return Status(top, ledger.year, tuple(states.standings(ledger, area)), waiting(ledger, units, top))


def waiting(ledger: Ledger, units: Roster, top: Unit) -> tuple[Waiting, ...]:
    """The files that wait: all of them for the root, for a lower node those that are known to be its units' or its own."""
    waits = "FROM report r {} WHERE r.role != 'last' AND r.reason IS NOT NULL"
    fields = "r.reason, r.kind, r.name, r.unit"
    rows = ledger.rows(
        f"SELECT r.id, r.file, {fields} {waits.format('')}"
        f" UNION SELECT r.id, t.file, {fields} {waits.format('JOIN twin t ON t.report = r.id')} ORDER BY 2, 1"
    )
    own = {top.id, *(unit.id for unit in units.area(top))}
    return tuple(Waiting(*row[:5]) for row in rows if top.parent is None or row[5] in own)
