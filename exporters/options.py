"""What an exporter is asked for beside the report, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from exporters.profiles import DEFAULT, Profile, ProfileError, profile
from models.errors import UserError
from models.report import Report


@dataclass(frozen=True, slots=True)
class Options:
    """``profile`` names the house style of pages ("" is the national one); ``draft`` marks every page 草稿; ``previous`` is
    last year's report, where the document compares with it; ``template`` is a Word file to fill in instead of a new one; ``with_data``
    puts the report into a Word file a second time, as data for another copy of this program: never in one that is published."""

    profile: str = ""
    draft: bool = False
    previous: Report | None = None
    template: Path | None = None
    with_data: bool = False

    @property
    def style(self) -> Profile:
        """The house style. Raises ExportError where there is none of this name."""
        try:
            return profile(self.profile or DEFAULT)
        except ProfileError as error:
            raise ExportError(str(error)) from None


@dataclass(frozen=True, slots=True)
class Output:
    """The bytes of the file, and sentences on what of the report the file could not hold."""

    data: bytes
    notes: tuple[str, ...] = ()


class ExportError(UserError):
    """The report cannot be exported as asked."""
