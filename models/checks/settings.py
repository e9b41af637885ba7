"""What an office may set for the checks; the defaults hold where nothing is set."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """``overview_limit``: characters of 总体情况 above which it is called long (one city's rule, not a national one).

    ``deadline``: month and day by which the report is due, where the place has set an earlier date than the law.
    """

    overview_limit: int = 1000
    deadline: tuple[int, int] | None = None


DEFAULT = Settings()
