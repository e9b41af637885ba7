"""雷同: reports of two units whose words are nearly the same, found by their marks and then compared in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from models.checks.similarity import ALIKE
from models.findings import Finding, Severity
from models.roles import Role
from models.similarity import ratio
from office import records
from office.ledger import Ledger
from office.likeness import section_text

NEW = "年度报告应反映本单位情况，不得与其他单位雷同"
MOST = 6
"""Others of one mark with which a report is compared: enough to find a group, and work that grows with the reports only."""


def find(ledger: Ledger) -> None:
    """Compare the reports of record that are new since last time, within the transaction of the caller."""
    done = int(ledger.meta("alike") or 0)
    last = ledger.one("SELECT coalesce(max(id), 0) FROM report")
    assert last is not None
    new = ledger.rows(
        "SELECT id FROM report WHERE id > ? AND role = 'unit' AND reason IS NULL AND unit IS NOT NULL ORDER BY id",
        (done,),
    )
    texts: dict[tuple[int, Role], str] = {}
    for (id,) in new:
        for section in ALIKE:
            for other in _near(ledger, id, section):
                _compare(ledger, texts, section, id, other)
        if len(texts) > 400:
            texts.clear()
    ledger.run("INSERT OR REPLACE INTO meta VALUES ('alike', ?)", (str(last[0]),))


def _near(ledger: Ledger, id: int, section: Role) -> list[int]:
    """Reports of other units that share a mark with this one, the most alike first; of each mark only the last few."""
    shared: Counter[int] = Counter()
    for (key,) in ledger.rows("SELECT key FROM band WHERE report = ? AND section = ?", (id, section)):
        rows = ledger.rows(
            "SELECT b.report FROM band b JOIN report r ON r.id = b.report JOIN report mine ON mine.id = ?"
            " WHERE b.key = ? AND b.report < ? AND b.section = ? AND r.unit IS NOT mine.unit AND r.reason IS NULL"
            " ORDER BY b.report DESC LIMIT ?",
            (id, key, id, section, MOST),
        )
        shared.update(int(report) for (report,) in rows)
    return [report for report, _ in shared.most_common(MOST)]


def _compare(ledger: Ledger, texts: dict[tuple[int, Role], str], section: Role, id: int, other: int) -> None:
    for each in (id, other):
        if (each, section) not in texts:
            texts[each, section] = section_text(records.texts_of(ledger, each), section)
    likeness = ratio(texts[id, section], texts[other, section], ALIKE[section])
    if likeness >= ALIKE[section]:
        percent = int(likeness * 100)
        pairs = ((id, other, section, percent), (other, id, section, percent))
        ledger.run_many("INSERT OR REPLACE INTO alike VALUES (?, ?, ?, ?)", pairs)


def findings_of(ledger: Ledger, id: int) -> Iterator[Finding]:
    """What is to be said to the unit of a report: that another unit's words are alike, not whose."""
    rows = ledger.rows(
        "SELECT a.section, max(a.percent) FROM alike a JOIN unit u ON u.record = a.other"
        " WHERE a.report = ? GROUP BY a.section ORDER BY a.section",
        (id,),
    )
    form = records.texts_of(ledger, id).form
    for role, percent in rows:
        section = form.section(Role(role))
        if section is not None:
            message = f"“{section.heading}”有{percent}%的文字与另一个单位的报告相同。"
            yield Finding("office.alike", Severity.WARNING, message, NEW, (section.number,), advice="写本单位的情况。")
