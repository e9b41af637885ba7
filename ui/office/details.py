"""What is told of the unit that is selected: its state, findings, versions and what changed between them."""

from __future__ import annotations

from html import escape

from exporters.findings.rows import READ
from models.findings import Severity
from models.forms import form_for
from models.naming import name_of
from models.values import Value, show
from office import alike, records
from office.ledger import Ledger
from office.states import Standing
from office.sums import Trace
from ui.toolkit import theme

MOST = 40
"""Differences that are listed."""


def of_unit(ledger: Ledger, standing: Standing) -> str:
    """The right side of the window, as rich text."""
    unit = standing.unit
    entry = unit.entry
    lines = [f"<h3>{escape(unit.name)}</h3>", f"<p>{standing.state.word}{'（迟报）' if standing.late else ''}"]
    lines += [f"　{escape(standing.received[:16])} 收到"] if standing.received else []
    lines += [f"　截止 {unit.due.isoformat()}"] if unit.due else []
    lines += [f"<br>不需报送：{escape(entry.excuse)}"] if entry.excuse else []
    contact = " ".join(part for part in (entry.contact, entry.phone) if part)
    lines += [f"<br>联系人：{escape(contact)}"] if contact else []
    lines += ["<br>纸质件已收"] if unit.paper else []
    lines.append("</p>")
    if unit.record is not None:
        lines += _findings(ledger, unit.record)
        lines += _versions(ledger, unit.id, unit.record)
    lines += _replies(ledger, unit.id)
    return "".join(lines)


def _findings(ledger: Ledger, record: int) -> list[str]:
    found, places = records.findings_of(ledger, record)
    told = [(f, place) for f, place in zip(found, places, strict=True) if f.code not in READ]
    told += [(f, f.cells[0]) for f in alike.findings_of(ledger, record)]
    told.sort(key=lambda each: list(Severity).index(each[0].severity))
    if not told:
        return ["<p>没有发现问题。</p>"]
    rows = []
    for finding, place in told:
        colour = theme.severity_color(finding.severity).name()
        mark = theme.MARKS[finding.severity]
        where = f"　<b>{escape(place)}</b>" if place else ""
        rows.append(
            f'<li><span style="color:{colour}">{mark} {finding.severity.word}</span>{where}<br>'
            f"{escape(finding.message)}{escape(finding.advice)}</li>"
        )
    return [f"<h4>问题（{len(told)}）</h4><ul>", *rows, "</ul>"]


def _versions(ledger: Ledger, unit: int, record: int) -> list[str]:
    rows = ledger.rows(
        "SELECT id, file, received FROM report WHERE unit = ? AND role != 'last' AND (reason IS NULL OR kind = 'locked')"
        " ORDER BY instant, id",
        (unit,),
    )
    if len(rows) < 2:
        return []
    listed = [
        f"<li>{escape(received[:16])}　{escape(file)}{'　<b>（为准）</b>' if id == record else ''}</li>"
        for id, file, received in rows
    ]
    before = next((id for id, *_ in reversed(rows) if id != record), None)
    changed = difference(ledger, before, record) if before is not None else []
    return [
        f"<h4>版本（{len(rows)}）</h4><ul>",
        *listed,
        "</ul>",
        *([f"<h4>与前一版的差别（{len(changed)}）</h4><ul>"] if changed else ["<p>数字和文字没有差别。</p>"]),
        *(f"<li>{escape(line)}</li>" for line in changed[:MOST]),
        "</ul>" if changed else "",
    ]


def difference(ledger: Ledger, before: int, now: int) -> list[str]:
    """What differs between two versions, cell by cell; of texts only that they do."""
    old, new = records.values_of(ledger, before), records.values_of(ledger, now)
    form = form_for(ledger.year)
    found = []
    for id in (*form.cells, *form.texts):
        if old.get(id) != new.get(id):
            name = name_of(id, form)
            found.append(
                f"{name}：{_said(old.get(id))} → {_said(new.get(id))}" if id in form.cells else f"{name}：改写"
            )
    return found


def _said(value: Value) -> str:
    return show(value) if value is not None else "空白"


def _replies(ledger: Ledger, unit: int) -> list[str]:
    rows = ledger.rows(
        "SELECT p.round, w.message, r.words FROM reply r JOIN paper p ON p.id = r.paper"
        " LEFT JOIN paper_row w ON w.paper = r.paper AND w.number = r.number WHERE p.unit = ? ORDER BY p.round, r.number",
        (unit,),
    )
    if not rows:
        return []
    listed = (
        f"<li>第{round}次　{escape(message or '')}<br>回复：{escape(words)}</li>" for round, message, words in rows
    )
    return [f"<h4>退回单的回复（{len(rows)}）</h4><ul>", *listed, "</ul>"]


def of_figure(trace: Trace, name: str, line: str) -> str:
    """The units behind a figure of the sum, the largest first."""
    rows = "".join(
        f"<tr><td align='right'>{escape(show(s.value)) if s.value is not None else '空白'}&nbsp;&nbsp;</td>"
        f"<td>{escape(s.unit)}{f'（文字“{escape(s.text)}”，没有计入）' if s.text else ''}<br><small>{escape(s.file)}　{escape(s.place)}</small></td></tr>"
        for s in trace.shares
    )
    total = show(trace.total) if trace.total is not None else "未知"
    return f"<h3>{escape(name)}</h3><p>合计 <b>{total}</b></p><p><small>{escape(line)}</small></p><table>{rows}</table>"
