"""Setting a finding aside: asks for the reason, which is kept in the report and shown to the leader."""

from __future__ import annotations

from PySide6.QtWidgets import QInputDialog, QWidget

from models.findings import Finding
from ui.session import Session


def ask_and_dismiss(session: Session, finding: Finding, parent: QWidget) -> bool:
    """Ask for a reason and set ``finding`` aside with it; False where the person thought better of it."""
    prompt = f"{finding.message}\n\n为什么可以不改？理由会保存在报告中，供领导审签时查看。"
    reason, agreed = QInputDialog.getText(parent, "忽略这条提醒", prompt)
    if not agreed or not reason.strip():
        return False
    session.dismiss(finding, reason.strip())
    return True
