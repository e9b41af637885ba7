"""Whose report a file is: by the name in it, a former name, an answer given before, the name of the file. Nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from rapidfuzz import fuzz, process

from models.units import folded, match
from office.ledger import Ledger
from office.roster import GOVERNMENT, Roster, Unit, formers, key_of

SHORTEST = 4
"""Signs of a unit's name below which it may stand in the name of a file by chance."""


@dataclass(frozen=True, slots=True)
class Found:
    """``unit`` whose report it is; None with the ``reason`` why a person has to say."""

    unit: Unit | None
    reason: str = ""


class Matcher:
    """Knows the names of all units: of the register, former ones, and those that a person has answered."""

    def __init__(self, roster: Roster, aliases: Mapping[str, int]) -> None:
        self._roster = roster
        self._names: dict[str, list[Unit]] = {}
        for unit in roster.units.values():
            if unit.listed or unit.node:
                self._add(unit.name, unit)
                if unit.node:
                    self._add(key_of(unit.name), unit)
                    self._add(key_of(unit.name) + GOVERNMENT, unit)
        for unit in roster.units.values():
            for former in formers(unit.entry):
                if folded(former) not in self._names:
                    self._add(former, unit)
        for key, id in aliases.items():
            self._names[key] = [roster.units[id]]

    def _add(self, name: str, unit: Unit) -> None:
        same = self._names.setdefault(folded(name), [])
        if unit not in same:
            same.append(unit)

    def of(self, name: str, file: str) -> Found:
        """The unit of a report that calls itself ``name`` and lies in ``file``."""
        stem = folded(PurePosixPath(file).stem)
        if name:
            named = self._named(name)
            if len(named) == 1:
                return Found(named[0])
            if named:
                return self._one_of(named, name, stem)
        by_file = self._in_file(stem)
        if by_file is not None and (not name or self._may_be(name, by_file)):
            return Found(by_file)
        return Found(None, self._unknown(name, by_file))

    def _named(self, name: str) -> list[Unit]:
        key = folded(name)
        if key in self._names:
            return self._names[key]
        short = [u for node in self._roster.nodes() for u in self._names.get(key_of(node.name) + key, ())]
        return short if len(short) == 1 else []

    def _one_of(self, named: list[Unit], name: str, stem: str) -> Found:
        """Several units bear the name: that of the superior whose name the file bears."""
        near = [u for u in named if u.parent is not None and key_of(self._roster.units[u.parent].name) in stem]
        if len(near) == 1:
            return Found(near[0])
        above = "、".join(self._roster.units[u.parent].name for u in named[:4] if u.parent is not None)
        return Found(None, f"名册里有{len(named)}个“{name}”（上级是{above}），不知道是哪一个；请用 assign 指定")

    def _in_file(self, stem: str) -> Unit | None:
        """The one unit whose name the file bears: the longest name where one is part of another."""
        found = [(len(key), units) for key, units in self._names.items() if len(key) >= SHORTEST and key in stem]
        if not found:
            return None
        longest = max(length for length, _ in found)
        units = {unit.id: unit for length, same in found if length == longest for unit in same}
        return next(iter(units.values())) if len(units) == 1 else None

    def _may_be(self, name: str, unit: Unit) -> bool:
        """Whether a report that calls itself so may be this unit's: its name is like one of the unit's."""
        return bool(match(name, [unit.name, *formers(unit.entry)]).likely)

    def _near(self, name: str) -> list[str]:
        """The names of the register that are worth a closer look, found quickly among tens of thousands."""
        names = {unit.name: folded(unit.name) for unit in self._roster.units.values() if unit.listed}
        found = process.extract(folded(name), names, scorer=fuzz.ratio, score_cutoff=50, limit=20)
        return [other for _, _, other in found]

    def _unknown(self, name: str, by_file: Unit | None) -> str:
        if not name:
            return "报告里没有单位名称，文件名也对不上名册；请用 assign 指定是哪个单位"
        likely = match(name, self._near(name)).likely
        hint = f"，名称相近的有{'、'.join(f'“{other}”' for other in likely[:3])}" if likely else ""
        file = f"，文件名写的是“{by_file.name}”" if by_file is not None else ""
        return f"名册里没有“{name}”{hint}{file}；是名册上的单位请用 assign 指定"


def matcher(ledger: Ledger, roster: Roster) -> Matcher:
    return Matcher(roster, {str(key): int(unit) for key, unit in ledger.rows("SELECT key, unit FROM alias")})
