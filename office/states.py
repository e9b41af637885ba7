"""The state of each unit, and what a person decides: passed, returned, excused, received again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from office.errors import OfficeError
from office.ledger import Ledger
from office.roster import Unit
from office.sources import now


class State(Enum):
    """``value`` is what the command line prints, ``word`` what people say."""

    MISSING = "missing"
    RECEIVED = "received"
    LATE = "late"
    RETURNED = "returned"
    AMENDED = "amended"
    PASSED = "passed"
    EXCUSED = "excused"

    @property
    def word(self) -> str:
        return _WORDS[self]


_WORDS = {
    State.MISSING: "未报",
    State.RECEIVED: "已收",
    State.LATE: "迟报",
    State.RETURNED: "已退回",
    State.AMENDED: "已改",
    State.PASSED: "通过",
    State.EXCUSED: "不需报送",
}
SETTABLE = (State.RECEIVED, State.PASSED, State.RETURNED, State.EXCUSED)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a unit stands: its state, its report of record and what was found in it, and how many versions there are."""

    unit: Unit
    state: State
    late: bool
    file: str
    received: str
    versions: int
    errors: int
    warnings: int

    @property
    def has_report(self) -> bool:
        return self.unit.record is not None

    @property
    def is_received(self) -> bool:
        """A report of record, or one that came on paper only: whatever became of it since."""
        return self.has_report or (bool(self.unit.paper) and self.unit.decision == "received")


def standings(ledger: Ledger, units: list[Unit]) -> list[Standing]:
    """The standing of each unit, in the order given."""
    records_of = {
        int(id): rest
        for id, *rest in ledger.rows(
            "SELECT r.id, r.file, r.received, r.late, r.amends, r.errors, r.warnings, count(DISTINCT a.section)"
            " FROM unit u JOIN report r ON r.id = u.record"
            " LEFT JOIN alike a ON a.report = r.id AND a.other IN (SELECT record FROM unit) GROUP BY r.id"
        )
    }
    versions = dict(
        ledger.rows(
            "SELECT unit, count(DISTINCT content) FROM report"
            " WHERE role != 'last' AND unit IS NOT NULL AND (reason IS NULL OR kind = 'locked') GROUP BY unit"
        )
    )
    found = []
    for unit in units:
        row = records_of.get(unit.record) if unit.record is not None else None
        file, received, late, amends, errors, warnings, alike = row or ("", unit.paper, 0, 0, 0, 0, 0)
        state = _state(unit, bool(late), bool(amends))
        number = int(versions.get(unit.id, 0))
        found.append(Standing(unit, state, bool(late), file, received, number, errors, warnings + alike))
    return found


def _state(unit: Unit, late: bool, amends: bool) -> State:
    if unit.excused:
        return State.EXCUSED
    if unit.decision == "received" and (unit.record is not None or unit.paper):
        return State.RECEIVED
    if unit.record is None:
        return State.MISSING
    if unit.decision in ("returned", "passed"):
        return State(unit.decision)
    return State.AMENDED if amends else State.LATE if late else State.RECEIVED


def decide(ledger: Ledger, unit: Unit, state: State, *, paper: bool = False) -> str:
    """Set a unit's state; what is to be said of it. Raises OfficeError where it cannot be."""
    if state not in SETTABLE:
        raise OfficeError(f"不能设为“{state.word}”；可以设的是{'、'.join(each.word for each in SETTABLE)}。")
    has_report = unit.record is not None
    if not has_report and state in (State.PASSED, State.RETURNED):
        raise OfficeError(f"“{unit.name}”还没有收到报告，不能设为“{state.word}”；请先收报告。")
    if not has_report and state is State.RECEIVED and not (paper or unit.excused):
        raise OfficeError(f"“{unit.name}”还没有收到报告，不能设为“已收”；只收到纸质件的请加 --paper。")
    decision = state.value
    if state is State.RECEIVED and not has_report and not paper:
        decision = "required"
    with ledger.transaction():
        ledger.run("UPDATE unit SET decision = ? WHERE id = ?", (decision, unit.id))
        if paper:
            ledger.run("UPDATE unit SET paper = ? WHERE id = ?", (now().words, unit.id))
        if state is State.RETURNED and unit.decision != "returned":
            ledger.run("UPDATE unit SET round = round + 1 WHERE id = ?", (unit.id,))
        if unit.decision == "passed" and state is not State.PASSED:
            _unlock(ledger, unit)
        note = "纸质件" if paper else ""
        ledger.run(
            "INSERT INTO event (at, unit, what, note) VALUES (?, ?, ?, ?)", (now().words, unit.id, state.value, note)
        )
    return _said(unit, state, has_report=has_report, paper=paper)


def _said(unit: Unit, state: State, *, has_report: bool, paper: bool) -> str:
    said = f"“{unit.name}”：{state.word}"
    if paper:
        said += "，已记下收到纸质件" + ("" if has_report else "；没有电子报告，数字仍未知，汇总里列为缺")
    elif state is State.RECEIVED and not has_report:
        said = f"“{unit.name}”恢复为需要报送，还没有收到报告"
    return f"{said}。"


def _unlock(ledger: Ledger, unit: Unit) -> None:
    """What came while the report was locked counts as its versions now; the latest is the report of record."""
    rows = ledger.rows("SELECT id FROM report WHERE unit = ? AND kind = 'locked'", (unit.id,))
    ledger.run_many("UPDATE report SET kind = '', reason = NULL WHERE id = ?", rows)
    if rows:
        latest = ledger.one(
            "SELECT id FROM report WHERE unit = ? AND role != 'last' AND reason IS NULL ORDER BY instant DESC, id DESC",
            (unit.id,),
        )
        assert latest is not None
        ledger.run("UPDATE unit SET record = ? WHERE id = ?", (latest[0], unit.id))
