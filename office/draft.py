"""A draft of the node's own report: its figures are the sum of its units, each with its origin; sentences of units are offered."""

from __future__ import annotations

from models.report import Report
from models.roles import Role
from models.values import Value
from office import records
from office.ledger import Ledger
from office.sums import Sum

SECTIONS = (Role.OVERVIEW, Role.PROBLEMS)
"""The texts for which sentences of the units are offered."""
MOST = 400
"""Signs of a unit's text that are offered."""
MOST_UNITS = 60


def draft(ledger: Ledger, summed: Sum) -> Report:
    """The draft, with the node as unit, and the year; texts are for a person to write."""
    basis = summed.basis
    form = basis.form
    edit: dict[str, Value] = {"unit": basis.node.name, "year": basis.year}
    origin = f"汇总 {basis.scope.word}{len(basis.counted)}份，应报{len(basis.expected)}个"
    for cell, value in summed.cells.items():
        if value is not None and cell not in form.totals:
            edit[cell] = value
            edit[f"origin.{cell}"] = origin
    offered = sentences(ledger, summed)
    if offered:
        edit["unplaced"] = "\n".join((f"{basis.line}。", *offered))
    return Report().apply(edit)


def sentences(ledger: Ledger, summed: Sum) -> list[str]:
    """What the units wrote in general and of problems, each with whose it is, as material: 五、县教育局：……"""
    found = []
    for section in SECTIONS:
        for unit in summed.basis.counted[:MOST_UNITS]:
            if unit.record is not None:
                report = records.texts_of(ledger, unit.record)
                ids = report.form.texts_of(section)
                words = " ".join(map(report.text, ids)).split()
                if words:
                    text = "".join(words)
                    found.append(f"{ids[0]}、{unit.name}：{text[:MOST]}{'……' if len(text) > MOST else ''}")
    return found
