"""Days in words: the deadline, a date as a person writes it, a moment as a person says it."""

from __future__ import annotations

import re
from datetime import date, datetime

from models.deadline import deadline
from models.report import Report

_SEASON = 300
"""Days after which nobody is late any longer: the next report is near."""


def read_date(written: str) -> tuple[int, int] | None:
    """Month and day as a person writes them: 1月20日, 1-20, 1.20."""
    match = re.fullmatch(r"\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?\s*", written)
    if match is None:
        return None
    month, day = int(match[1]), int(match[2])
    return (month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def due_words(report: Report, today: date, local: tuple[int, int] | None) -> str:
    """How many days are left until the report must be public; "" where it has no year."""
    due = deadline(report, today, local)
    if due is None:
        return ""
    day = f"{due.day.year}年{due.day.month}月{due.day.day}日"
    if due.left < -_SEASON:
        return f"这是往年的报告，公布期限是 {day}（{due.basis}）。"
    if due.left > 0:
        return f"距公布期限 {day} 还有 {due.left} 天（{due.basis}）。"
    return (
        f"今天（{day}）是公布期限（{due.basis}）。"
        if due.left == 0
        else f"公布期限 {day} 已过 {-due.left} 天（{due.basis}）。"
    )


def when(seconds: float, now: datetime) -> str:
    """A moment (seconds since the epoch) as a person says it: 今天 14:05, 昨天 …, else the date."""
    then = datetime.fromtimestamp(seconds)
    days = (now.date() - then.date()).days
    day = {0: "今天", 1: "昨天"}.get(days, f"{then.year}年{then.month}月{then.day}日")
    return f"{day} {then:%H:%M}"
