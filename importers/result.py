"""What every importer gives back, whatever it reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from models.errors import UserError
from models.findings import Finding
from models.report import Edit
from models.values import Value

if TYPE_CHECKING:  # a register knows the import that its count is
    from importers.register import Register


class UnreadableError(UserError):
    """The source cannot be read at all; the message is one clear sentence in Chinese with what to do."""


@dataclass(frozen=True, slots=True)
class Option:
    """One of several copies of a table: ``name`` says where it stands, ``edit`` is what it holds, as in ``Imported``."""

    name: str
    edit: Edit
    findings: tuple[Finding, ...] = ()
    written: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """A table that stands in the source several times with different figures; the first option has been taken."""

    table: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What a source holds: ``edit`` to apply to a report, with ``origin.<id>`` for each value and ``unplaced`` for what
    found no place, and ``findings`` of the reading. ``form`` is the shape in which the tables were printed ("2019", "2021"), None where there was none.
    ``written``: what stood in the source where the value is not the same signs (" １２件" for 12), by id. ``choices``: tables of which the source holds several copies.
    ``register``: the register of applications that the source is or holds, so that a person can map and count it;
    ``beside``: it stands beside tables of the report, and is not counted in ``edit``.
    """

    edit: Mapping[str, Value]
    findings: tuple[Finding, ...] = field(default=())
    form: str | None = None
    written: Mapping[str, str] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    register: Register | None = field(default=None, compare=False, repr=False)
    beside: bool = False

    def holds(self, table: str) -> bool:
        """Whether anything of a table was found."""
        return any(belongs(id, table) for id in self.edit)

    def option(self, table: str, name: str) -> Option:
        """What is held of one table, as one of several copies."""
        return Option(
            name,
            {id: value for id, value in self.edit.items() if belongs(id, table)},
            tuple(finding for finding in self.findings if any(belongs(id, table) for id in finding.cells)),
            {id: text for id, text in self.written.items() if belongs(id, table)},
        )

    def choose(self, choice: Choice, index: int) -> Imported:
        """The same import with another copy of a table in place of the one taken so far."""
        option = choice.options[index]
        edit = {id: value for id, value in self.edit.items() if not belongs(id, choice.table)}
        written = {id: text for id, text in self.written.items() if not belongs(id, choice.table)}
        findings = (finding for finding in self.findings if not any(belongs(id, choice.table) for id in finding.cells))
        return replace(
            self,
            edit={**edit, **option.edit},
            written={**written, **option.written},
            findings=(*findings, *option.findings),
        )


def belongs(id: str, table: str) -> bool:
    """Whether this id, or the origin or remark that it names, belongs to the table."""
    while id.startswith(("origin.", "remark.", "note.")):
        id = id.partition(".")[2]
    return id == table or id.startswith(f"{table}.")
