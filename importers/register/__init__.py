"""The register of applications (依申请公开台账): one application a row, counted into tables 3 and 4."""

from __future__ import annotations

from importers.register.mapping import Column, Field, Layout, Mapping
from importers.register.memory import Memory, recall, remember
from importers.register.reader import Register, find_register, joined, open_register, read_register, register_in
from importers.register.tally import Left, Place, Tally, ValueUse, Why
from importers.register.vocabulary import NONE, SKIP, Kind, targets_of

__all__ = [
    "NONE",
    "SKIP",
    "Column",
    "Field",
    "Kind",
    "Layout",
    "Left",
    "Mapping",
    "Memory",
    "Place",
    "Register",
    "Tally",
    "ValueUse",
    "Why",
    "find_register",
    "joined",
    "open_register",
    "read_register",
    "recall",
    "register_in",
    "remember",
    "targets_of",
]
