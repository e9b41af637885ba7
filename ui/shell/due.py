"""The local deadline that an office may have set in place of the law's."""

from __future__ import annotations

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QInputDialog, QWidget

from desk.due import read_date
from models.findings import Severity
from ui.session import Session
from ui.toolkit import settings as kept


def local_date(settings: QSettings) -> tuple[int, int] | None:
    """Month and day that the place has set; None where the law's date holds."""
    return read_date(kept.DEADLINE.of(settings))


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
    kept.DEADLINE.put(settings, written.strip())
    session.status_changed.emit()
