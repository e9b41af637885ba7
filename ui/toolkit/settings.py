"""What the program remembers between two runs, for this user on this computer: every key, in one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSettings


@dataclass(frozen=True, slots=True)
class Flag:
    """On or off."""

    key: str
    usual: bool = False

    def of(self, settings: QSettings) -> bool:
        return settings.value(self.key, self.usual, bool) is True

    def put(self, settings: QSettings, on: bool) -> None:
        settings.setValue(self.key, on)


@dataclass(frozen=True, slots=True)
class Text:
    """Words; ``usual`` where nothing is remembered."""

    key: str
    usual: str = ""

    def of(self, settings: QSettings) -> str:
        return str(settings.value(self.key, self.usual))

    def put(self, settings: QSettings, words: str) -> None:
        settings.setValue(self.key, words)


@dataclass(frozen=True, slots=True)
class Names:
    """A list of words."""

    key: str

    def of(self, settings: QSettings) -> list[str]:
        value = settings.value(self.key, [])
        return [value] if isinstance(value, str) else [str(name) for name in value] if isinstance(value, list) else []

    def put(self, settings: QSettings, names: Sequence[str]) -> None:
        settings.setValue(self.key, list(names))


# fmt: off
STARTED       = Flag("started")                  # the program was started before
AUTOSAVE      = Flag("autosave", True)           # a report saves itself once it has a file
ACROSS        = Flag("across")                   # Enter moves along the rows of tables
PREVIEW       = Flag("preview/shown", True)      # the pages stand beside the form
PROBLEMS      = Flag("window/problems")          # the panel of problems is open
SCHEME        = Text("theme", "system")          # light, dark, or as the desktop
DEADLINE      = Text("deadline")                 # the local deadline, as it was written
LIMIT         = Text("overview_limit")           # how long 总体情况 may be
FOLDER        = Text("folder")                   # where a report was last opened
EXPORT_FOLDER = Text("export/folder")
EXPORT_KINDS  = Text("export/kinds")             # their keys, commas between
EXPORT_PROFILE = Text("export/profile")
OWN_FOLDER    = Flag("export/own_folder", True)  # into a folder of the report's own
RECENT        = Names("recent")
# fmt: on

WINDOW = "window"
"""Under this stand the sizes of the window and its splitters, as Qt stores them."""
SIZES = "sizes"
"""Under this stand the sizes of dialogues and the widths of columns, as Qt stores them."""
COLUMNS = "columns"
"""Under this stand the widths of the columns of each table of a form, as a person set them."""
