"""What is told of a file that others made: each fault once."""

from __future__ import annotations

from models.findings import Finding, Severity
from models.inspection import told_once


def said(code: str, *cells: str) -> Finding:
    return Finding(code, Severity.WARNING, "", "", cells)


def test_what_reading_and_a_check_say_of_the_same_cell_is_told_once() -> None:
    read = (said("import.unit", "unit"), said("import.value", "t3.new.total"), said("import.missing", "五"))
    checked = (said("report.unit", "unit"), said("cell.unreadable", "t3.new.total"))
    assert [finding.code for finding in told_once(read, checked)] == ["import.missing"]


def test_what_a_check_says_of_another_cell_hides_nothing() -> None:
    read = (said("import.year", "year"), said("import.value", "t3.new.total"))
    checked = (said("report.year", "form"), said("cell.unreadable", "t3.granted.total"))
    assert told_once(read, checked) == read
