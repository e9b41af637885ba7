"""The report: an immutable mapping of ids to values, changed only by applying an Edit.

One space of ids covers everything that a report holds, so that one kind of edit, one undo and one file format serve all:

========================  ==================================================================================
``t3.new.natural`` …      a number of a table (``Value``: int, Decimal, or text that is no number)
``一.1``, ``preamble`` …  a text; paragraphs are separated by one newline
``unit``, ``year`` …      what ``META`` lists
``remark.<cell>``         a remark that stands beside a number in its cell
``note.<table>``          the lines printed under a table ("注：…")
``origin.<id>``           where an imported value came from, in words
``draft.<text>``          the year whose report the text was taken from, until it is rewritten ("2023"; see ``models.last_year``)
``base.<cell>``           last year's figure, in digits, from which this year's is reckoned (现行有效)
``dismissed.<key>``       the reason why a finding was dismissed
``memo.<cell>``           a note of the clerk on a cell: never exported
``memo.<text>``           the same on a text
``tie.<key>``             what a number in a text counts, where a person corrected it (see ``models.prose``)
``exhibit.<key>``         a picture or small table in a text: its caption and the like (see ``models.exhibits``)
``picture.<key>``         the bytes of that picture, in base64
``previous.<id>``         what last year's report holds under this id: for comparison only, never printed (``Report.previous``)
========================  ==================================================================================

A blank is the absence of a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType

from models.form import Form
from models.forms import FORMS, form_for
from models.values import Value

Edit = Mapping[str, Value]
"""What to change: id → new value, None to make it blank."""

META: Mapping[str, tuple[type, ...]] = MappingProxyType(
    {
        "unit": (str,),
        "year": (int, str),
        "form": (str,),
        "level": (str,),
        "organ": (str,),
        "contact": (str,),
        "signed_by": (str,),
        "signed_on": (str,),
        "last_year": (str,),
        "unplaced": (str,),
        "locked": (str,),
    }
)
"""The fields beside cells and texts: the organ's full name; the year reported on (text that is no year stays as typed and is
an error); the form where it does not follow from the year; the organ's level and kind (see ``models.organ``); the office's
contact line; the optional signature (organ, date in words); the file of last year's report; what an import found but could not
place; and the day on which the report was signed off and locked, in words."""

LOCKED = "locked"

MEMO = "memo"
"""The prefix of the clerk's own notes."""

EXHIBIT, PICTURE = "exhibit", "picture"
"""The prefixes of what stands in the texts beside words."""

PREVIOUS = "previous"
"""The prefix under which last year's report is kept inside this one."""

OF_LAST_YEAR = ("unit", "year", "form", "level", "organ")
"""The fields of last year's report that are kept, beside its cells and texts."""

_CELLS = frozenset(cell for form in FORMS.values() for cell in form.cells)
_TEXTS = frozenset(text for form in FORMS.values() for text in form.texts)
_OF_PREVIOUS = f"{PREVIOUS}."
_KEY = re.compile("[a-z]{1,8}")
_TABLES = frozenset(table.id for form in FORMS.values() for table in form.tables)


class EditError(ValueError):
    """An edit names an id that no report has, or gives it a value of the wrong type: a fault of the caller."""


def type_of(id: str) -> tuple[type, ...]:
    """The types that a value of this id may have; raises EditError for an id that no report has."""
    if id in _CELLS:
        return (int, Decimal, str)
    if id in META:
        return META[id]
    prefix, _, rest = id.partition(".")
    if id in _TEXTS or (prefix == "draft" and rest in _TEXTS):
        return (str,)
    if (prefix == "note" and rest in _TABLES) or (prefix in ("remark", "base") and rest in _CELLS):
        return (str,)
    if prefix == MEMO and (rest in _CELLS or rest in _TEXTS):
        return (str,)
    if prefix in ("origin", "dismissed", "tie") and rest:
        return (str,)
    if prefix in (EXHIBIT, PICTURE) and _KEY.fullmatch(rest):
        return (str,)
    if prefix == PREVIOUS and (rest in _CELLS or rest in _TEXTS or rest in OF_LAST_YEAR):
        return type_of(rest)
    raise EditError(f"没有名为 {_briefly(id)} 的内容")


@dataclass(frozen=True, eq=False)
class Report:
    """Everything filled in so far. Never changes; ``apply`` gives the next one."""

    values: Mapping[str, Value] = field(default_factory=dict)

    def apply(self, edit: Edit) -> Report:
        """The report after ``edit``. Blank texts count as blank. Raises EditError, and then nothing has changed."""
        values = dict(self.values)
        for id, value in edit.items():
            allowed = type_of(id)
            if value is None or value == "":
                values.pop(id, None)
                continue
            unreal = isinstance(value, Decimal) and not value.is_finite()
            if unreal or not isinstance(value, allowed) or isinstance(value, bool):
                raise EditError(f"“{id}”不能是 {_briefly(value)}")
            if id in ("form", f"{PREVIOUS}.form") and value not in FORMS:
                raise EditError(f"没有 {_briefly(value)} 格式，只有 {'、'.join(FORMS)}")
            values[id] = value
        return Report(MappingProxyType(values))

    def with_marks(self, edit: Edit) -> dict[str, Value]:
        """``edit`` and the marks that fall with it: a value that changes loses its origin, and a text its mark of last
        year's draft, unless the edit gives a new one."""
        marks: dict[str, Value] = {}
        for id, value in edit.items():
            if self.values.get(id) != (None if value == "" else value):
                marks.update({mark: None for mark in (f"origin.{id}", f"draft.{id}") if mark in self.values})
        return {**marks, **edit}

    def inverse(self, edit: Edit) -> dict[str, Value]:
        """The edit that undoes ``edit`` when applied to ``self.apply(edit)``."""
        return {id: self.values.get(id) for id in edit}

    def get(self, id: str) -> Value:
        return self.values.get(id)

    def text(self, id: str) -> str:
        """A text or another field in words; "" when blank."""
        value = self.values.get(id)
        return value if isinstance(value, str) else ""

    def under(self, prefix: str) -> Iterator[tuple[str, str]]:
        """The entries of one kind, for example ``origin``: (rest of the id, text)."""
        return iter(self._entries.get(prefix, ()))

    @cached_property
    def _entries(self) -> Mapping[str, list[tuple[str, str]]]:
        """What stands behind the first dot of an id, by what stands before it, cells left out: checks ask for many kinds in turn."""
        found: dict[str, list[tuple[str, str]]] = {}
        for id, value in self.values.items():
            if id in _CELLS or id.startswith(_OF_PREVIOUS):
                continue
            prefix, dot, rest = id.partition(".")
            if dot:
                found.setdefault(prefix, []).append((rest, str(value)))
        return found

    @property
    def unit(self) -> str:
        return self.text("unit")

    @property
    def year(self) -> int | None:
        value = self.values.get("year")
        return value if isinstance(value, int) else None

    @cached_property
    def form(self) -> Form:
        """The form chosen by a person, else the one that the year prescribes."""
        return FORMS.get(self.text("form")) or form_for(self.year)

    @cached_property
    def previous(self) -> Report | None:
        """Last year's report, as far as it is kept inside this one: figures and texts; None where there is none."""
        start = len(_OF_PREVIOUS)
        kept = {id[start:]: value for id, value in self.values.items() if id.startswith(_OF_PREVIOUS)}
        return Report(MappingProxyType(kept)) if kept else None

    @cached_property
    def foreign(self) -> tuple[str, ...]:
        """Cells filled in under another form that this one does not have: kept, never printed."""
        return tuple(id for id in self.values if id in _CELLS and id not in self.form.cells)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Report) and dict(self.values) == dict(other.values)

    def __hash__(self) -> int:
        return hash(frozenset(self.values.items()))


def _briefly(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 40 else f"{shown[:40]}…"
