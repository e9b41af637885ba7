"""The report that is open: its one owner, its file, what is said of it."""

from ui.session.session import PAUSE, Change, Session, Step

__all__ = ["PAUSE", "Change", "Session", "Step"]
