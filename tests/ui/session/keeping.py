"""What the tests of files, crashes and savings share."""

from __future__ import annotations

from models.report import Report
from ui.session.notice import Notice

REPORT = Report().apply({"unit": "某县人民政府", "year": 2024, "t3.new.natural": 3})


def act(notice: Notice, name: str) -> None:
    dict(notice.actions)[name]()
