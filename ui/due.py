"""The deadline in words, and the local date that an office may have set in its place."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QInputDialog, QWidget

from models.deadline import deadline
from models.findings import Severity
from models.report import Report
from ui.session import Session

_KEY = "deadline"
_SEASON = 300
"""Days after which nobody is late any longer: the next report is near."""


def local_date(settings: QSettings) -> tuple[int, int] | None:
    """Month and day that the place has set; None where the law's date holds."""
    return read_date(str(settings.value(_KEY, "")))


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


def ask_local_date(session: Session, settings: QSettings, parent: QWidget) -> None:
    """Ask for the local date; empty means the law's."""
    now = local_date(settings)
    shown = f"{now[0]}月{now[1]}日" if now else ""
    prompt = "本地要求在每年几月几日前公布？例如“1月20日”。\n留空则按条例：部门1月31日，政府3月31日。"
    written, agreed = QInputDialog.getText(parent, "本地公布期限", prompt, text=shown)
    if not agreed:
        return
    if written.strip() and read_date(written) is None:
        session.say(f"日期“{written}”看不懂。", Severity.WARNING, "请写成“1月20日”。")
        return
    settings.setValue(_KEY, written.strip())
    session.status_changed.emit()
