"""Where a file that was read belongs in the ledger: a version of its unit's report, or a list that waits with its reason."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from models.units import folded
from office import matching, records, roster
from office.examining import Examined, hash_of
from office.ledger import Ledger
from office.roster import Unit
from office.sources import Item, Received, now


@dataclass
class Taken:
    """What came of a run. ``said`` are sentences for whoever started it; ``unreadable`` counts files that could not be read."""

    new: int = 0
    known: int = 0
    last: int = 0
    unreadable: int = 0
    waiting: int = 0
    replies: int = 0
    stopped: bool = False
    said: list[str] = field(default_factory=list)


class Filing:
    """Files what was read. Every method but ``knows`` runs within a transaction of the caller."""

    def __init__(self, ledger: Ledger) -> None:
        self.taken = Taken()
        self.twins: list[tuple[int, str]] = []
        self._order = 0
        self._orders: dict[int, int] = {}
        self._ledger = ledger
        self._year = ledger.year
        self._places = records.Places(ledger)
        self.reload()

    def reload(self) -> None:
        """After a change of the register."""
        self._roster = roster.load(self._ledger)
        self._matcher = matching.matcher(self._ledger, self._roster)

    def knows(self, item: Item, role: str) -> bool:
        """Whether this file was read before: by size and time where it lies by itself, else by its content. Raises OSError."""
        status = item.path.stat()
        row = self._ledger.one(
            "SELECT hash FROM seen WHERE path = ? AND size = ? AND changed = ? AND role = ?",
            (_key(item), status.st_size, status.st_mtime_ns, role),
        )
        if row is None:
            row = self._ledger.one(
                "SELECT hash FROM report WHERE hash = ? AND role IN (?, ?)", (hash_of(item.path), *_roles(role))
            )
        if row is None:
            return False
        self.taken.known += 1
        self._met_again(str(row[0]), role, item)
        return True

    def _met_again(self, hash: str, role: str, item: Item) -> None:
        """A file that still cannot be read is counted and said at every run that meets it; a copy of one that waits is named."""
        row = self._ledger.one(
            "SELECT id, file, kind, reason FROM report WHERE hash = ? AND role IN (?, ?) AND reason IS NOT NULL",
            (hash, *_roles(role)),
        )
        if row is None:
            return
        if row[2] == "unreadable":
            self.taken.unreadable += 1
            self.taken.said.append(str(row[3]))
        if item.file != row[1] and role != "last":
            self.twins.append((int(row[0]), item.file))

    def refuse(self, item: Item, role: str) -> None:
        """A file that cannot be opened at all."""
        try:
            hash = hash_of(item.path)
        except OSError:
            hash = f"? {item.origin}"
        self.file(item, Examined(hash, "unreadable", item.failure), role)

    def file(self, item: Item, examined: Examined, role: str, *, remember: bool = True, order: int = 0) -> int | None:
        """File what was read; the id of a report that is to be checked. ``remember``: the file need not be read again.

        ``order``: its place among the sources of this run, whichever of them was read first.
        """
        self._order = order
        if remember:
            self._remember(item, examined, role)
        if examined.replies is not None:
            self._keep_replies(item, examined)
            return None
        if self._ledger.one("SELECT 1 FROM report WHERE hash = ? AND role IN (?, ?)", (examined.hash, *_roles(role))):
            self.taken.known += 1  # its twin was in another process's hands
            self._met_again(examined.hash, role, item)
            return None
        self._replace_waiting(item)
        if examined.kind:
            self._wait(item, examined, role, examined.kind, examined.reason)
            return None
        return self._last(item, examined) if role == "last" else self._report(item, examined)

    def keep_twins(self) -> None:
        """Name the copies that were met of files that wait."""
        self._ledger.run_many("INSERT OR IGNORE INTO twin VALUES (?, ?)", self.twins)
        self.twins.clear()

    def assign(self, id: int, unit: Unit) -> None:
        """A person has said whose report a waiting one is; the name in it is known from now on."""
        name, received, words = self._ledger.rows("SELECT name, instant, received FROM report WHERE id = ?", (id,))[0]
        if name and not self._roster_has(name):
            key = folded(name)
            self._ledger.run("INSERT OR REPLACE INTO alias VALUES (?, ?, ?)", (key, unit.id, name))
        self._ledger.run(
            "UPDATE report SET role = 'unit', unit = ?, kind = '', reason = NULL WHERE id = ?", (unit.id, id)
        )
        self._settle(unit, id, Received(received, words))
        self.reload()

    def _roster_has(self, name: str) -> bool:
        return any(folded(unit.name) == folded(name) for unit in self._roster.units.values())

    def _report(self, item: Item, examined: Examined) -> int | None:
        name, year = examined.report.unit, examined.report.year
        found = self._matcher.of(name, item.file)
        unit = found.unit
        if year is not None and year != self._year:
            reason = f"“{item.file}”是{year}年度的报告，本册收的是{self._year}年度的；请向单位要{self._year}年度的"
            self._wait(item, examined, "unit", "year", reason, unit)
            return None
        if unit is None:
            self._wait(item, examined, "unit", "unknown", found.reason)
            return None
        if unit.node and self._roster.has_units(unit):
            return self._own(item, examined, unit)
        if self._has_content(unit, examined):
            self.taken.known += 1
            return None
        id = records.put(self._ledger, self._places, item, examined, role="unit", unit=unit.id)
        self.taken.new += 1
        self._settle(unit, id, item.received)
        self._keep_inside(item, examined, unit)
        return id

    def _keep_inside(self, item: Item, examined: Examined, unit: Unit) -> None:
        """Last year's report out of the file, where the ledger has none of the unit."""
        before = examined.inside
        row = self._ledger.one("SELECT last FROM unit WHERE id = ?", (unit.id,))
        if not before or before.get("year") not in (None, self._year - 1) or row is None or row[0] is not None:
            return
        last = Examined(f"{examined.hash} 内附上年", values=before)
        inside = replace(item, file=f"{item.file}（随文件保存的上年报告）")
        id = records.put(self._ledger, self._places, inside, last, role="last", unit=unit.id)
        self._ledger.run("UPDATE unit SET last = ? WHERE id = ?", (id, unit.id))

    def _own(self, item: Item, examined: Examined, node: Unit) -> int | None:
        """A government's own report: that of a lower node counts where its units have sent nothing, the root's never does."""
        root = node.parent is None
        reason = None
        if root or self._has_content(node, examined):
            reason = f"是“{node.name}”自己的年度报告（政府的报告，或它的副本），不是下属单位的，不计入汇总"
            self.taken.waiting += 1
            self.taken.said.append(f"“{item.file}”{reason}。")
        else:
            self.taken.new += 1
        kind = "node" if reason else ""
        again = reason is not None and self._is_record(node, examined)
        id = records.put(
            self._ledger, self._places, item, examined, role="node", unit=node.id, kind=kind, reason=reason
        )
        if not again:
            self._settle(node, id, item.received)
        return id

    def _last(self, item: Item, examined: Examined) -> int | None:
        report = examined.report
        found = self._matcher.of(report.unit, item.file)
        self.taken.last += 1
        if report.year not in (None, self._year - 1):
            reason = f"“{item.file}”是{report.year}年度的报告，不是上年（{self._year - 1}年度）的，没有用来比对。"
            self.taken.said.append(reason)
            self._wait(item, examined, "last", "year", reason, None)
            return None
        if found.unit is None:
            self.taken.said.append(f"上年报告“{item.file}”没有用来比对：{found.reason}。")
            self._wait(item, examined, "last", "unknown", found.reason, None)
            return None
        id = records.put(self._ledger, self._places, item, examined, role="last", unit=found.unit.id)
        self._ledger.run("UPDATE unit SET last = ? WHERE id = ?", (id, found.unit.id))
        return id

    def _wait(
        self, item: Item, examined: Examined, role: str, kind: str, reason: str, unit: Unit | None = None
    ) -> None:
        owner = None if unit is None else unit.id
        records.put(self._ledger, self._places, item, examined, role=role, unit=owner, kind=kind, reason=reason)
        if kind == "unreadable":
            self.taken.unreadable += 1
        elif role != "last":
            self.taken.waiting += 1
        if role != "last" or kind in ("unreadable", "none"):
            self.taken.said.append(
                reason if reason.endswith("。") else f"“{item.file}”没有收入：{reason.removeprefix(f'“{item.file}”')}。"
            )

    def _settle(self, unit: Unit, id: int, received: Received) -> None:
        """Which version is the unit's report of record, now that there is one more."""
        row = self._ledger.one(
            "SELECT r.instant, r.received, r.late, u.decision, r.file, r.id, r.amends FROM unit u LEFT JOIN report r ON r.id = u.record"
            " WHERE u.id = ?",
            (unit.id,),
        )
        assert row is not None
        instant, words, late, decision, file, record, amends = row
        self._orders[id] = self._order
        self._ledger.run("UPDATE report SET late = ? WHERE id = ?", (int(is_late(received, unit.due)), id))
        order = 1 if instant is None else compared(received, Received(instant, words))
        if decision == "passed" and instant is not None:
            reason = (
                f"“{unit.name}”已经通过并锁定，又收到一份，没有替换；要改用新的，请先退回（set … --state returned）"
            )
            self._ledger.run("UPDATE report SET kind = 'locked', reason = ? WHERE id = ?", (reason, id))
            self.taken.said.append(f"{reason}。")
            return
        if order < 0:
            return
        if order == 0:
            new, old = self._file_of(id), file
            # of one run the one that stands later among the sources
            earlier = self._orders.get(record, -1) > self._order
            counts, other = (old, new) if earlier else (new, old)
            self.taken.said.append(
                f"“{unit.name}”有两份内容不同的报告，收到的时间相同（{received.words}），以“{counts}”为准，另一份是“{other}”；"
                "请向单位核实哪一份是最后的。"
            )
            if earlier:
                return
        if (decision == "returned" or amends) and instant is not None:  # what mends a returned report is not late
            self._ledger.run("UPDATE report SET amends = 1, late = ? WHERE id = ?", (late, id))
        decision = decision if decision in ("excused", "required") else ""
        self._ledger.run("UPDATE unit SET record = ?, decision = ? WHERE id = ?", (id, decision, unit.id))
        self._ledger.run(
            "INSERT INTO event (at, unit, what, note) SELECT ?, ?, 'taken', file FROM report WHERE id = ?",
            (now().words, unit.id, id),
        )

    def _file_of(self, id: int) -> str:
        row = self._ledger.one("SELECT file FROM report WHERE id = ?", (id,))
        return str(row[0]) if row else ""

    def _has_content(self, unit: Unit, examined: Examined) -> bool:
        sql = "SELECT 1 FROM report WHERE unit = ? AND content = ? AND role != 'last' AND reason IS NULL"
        return self._ledger.one(sql, (unit.id, examined.content)) is not None

    def _is_record(self, unit: Unit, examined: Examined) -> bool:
        sql = "SELECT 1 FROM unit u JOIN report r ON r.id = u.record WHERE u.id = ? AND r.content = ?"
        return self._ledger.one(sql, (unit.id, examined.content)) is not None

    def _replace_waiting(self, item: Item) -> None:
        """What waited under this very file is replaced by what the file holds now."""
        rows = self._ledger.rows(
            "SELECT id FROM report WHERE path = ? AND file = ? AND role = 'unit' AND reason IS NOT NULL AND kind != 'locked'",
            (str(item.origin), item.file),
        )
        records.drop(self._ledger, [int(id) for (id,) in rows])

    def _remember(self, item: Item, examined: Examined, role: str) -> None:
        try:
            status = item.path.stat()
        except OSError:
            return
        row = (_key(item), status.st_size, status.st_mtime_ns, examined.hash, role)
        if examined.hash:
            self._ledger.run("INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?, ?)", row)

    def _keep_replies(self, item: Item, examined: Examined) -> None:
        replies = examined.replies
        assert replies is not None
        row = self._ledger.one(
            "SELECT p.id, u.name FROM paper p JOIN unit u ON u.id = p.unit WHERE p.mark = ?", (replies.mark,)
        )
        if row is None:
            reason = f"“{item.file}”是退回单（{replies.mark}），但不是本册发出的；请确认选对了汇总册"
            self._wait(item, Examined(examined.hash), "unit", "paper", reason)
            return
        self._ledger.run_many(
            "INSERT OR REPLACE INTO reply VALUES (?, ?, ?, ?, ?)",
            ((row[0], number, words, now().words, item.file) for number, words in replies.words.items()),
        )
        self.taken.replies += 1
        self.taken.said.append(f"“{item.file}”是“{row[1]}”的退回单，收下{len(replies.words)}条回复；错误仍以报告为准。")


def _roles(role: str) -> tuple[str, str]:
    return ("last", "last") if role == "last" else ("unit", "node")


def _key(item: Item) -> str:
    """A file that lies by itself is known by where it lies; a member of an archive by its archive and name."""
    return str(item.origin) if item.path == item.origin else f"{item.origin}!{item.file}"


def is_late(received: Received, due: date | None) -> bool:
    """Whether the day of receipt lies after the deadline; without a deadline nothing is late."""
    return due is not None and received.words[:10] > due.isoformat()


def compared(one: Received, other: Received) -> int:
    """Which was received later: 1 the one, -1 the other, 0 neither. A day without its time is compared by the day."""
    if len(one.words) == 10 or len(other.words) == 10:
        first, second = one.words[:10], other.words[:10]
        return (first > second) - (first < second)
    return (one.instant > other.instant) - (one.instant < other.instant)
