"""What stands where in another edition of the form: every question between editions is answered here.

A leaf of a new edition is the leaf of the one before that ``was`` names; else the one of the same roles; else the one of the
same key. Where one row became several, their sum is the old row; where several became one, it is their sum. Sections and parts
go by ``was``, by role, by number. Editions further apart are passed one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import product

from models.form import Form, Leaf, Node, Section, Table
from models.forms import FORMS
from models.values import Value

Ids = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """The sum of the cells ``source`` of one edition is the sum of the cells ``target`` of another."""

    source: Ids
    target: Ids


@dataclass(frozen=True)
class Passage:
    """The way from the edition ``source`` to the edition ``target``.

    ``links``: what counts the same. ``homes``: for a single cell of the source, the cell of the target that takes in its
    figure, the same thing or the nearest. ``texts``, ``tables`` and ``sections`` (by number): of the source → of the target.
    """

    source: Form
    target: Form
    links: tuple[Link, ...]
    homes: Mapping[str, str]
    texts: Mapping[str, str]
    tables: Mapping[str, str]
    sections: Mapping[str, str]
    _into: dict[str, Ids] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        into = {link.target[0]: link.source for link in self.links if len(link.target) == 1}
        object.__setattr__(self, "_into", into)

    def sources_of(self, cell: str) -> Ids:
        """The cells of the source that add up to a cell of the target; () where it has no such thing."""
        return self._into.get(cell, ())

    @property
    def nearest(self) -> frozenset[str]:
        """The cells of the target that take in figures of the source which count more than they do."""
        return frozenset(home for id, home in self.homes.items() if id not in self.sources_of(home))

    def carried(self, values: Mapping[str, Value]) -> dict[str, Value]:
        """Figures by id of the source → by id of the target: those that count the same; of several the sum, a blank counting
        as nil, blank where all are, left out where one of them is text."""
        if self.source is self.target:
            return dict(values)
        found: dict[str, Value] = {}
        for cell, ids in self._into.items():
            parts = [values.get(id) for id in ids]
            if len(ids) == 1:
                found[cell] = parts[0]
            elif not any(isinstance(part, str) for part in parts):
                numbers = [part for part in parts if isinstance(part, (int, Decimal))]
                found[cell] = sum(numbers) if numbers else None
        return found


@lru_cache(maxsize=32)
def passage(source: str, target: str) -> Passage:
    """The way between two editions, by their ids."""
    ids = list(FORMS)
    here, there = ids.index(source), ids.index(target)
    if here == there:
        return _standing(FORMS[source])
    step = 1 if here < there else -1
    found, *later = (_step(FORMS[ids[i]], FORMS[ids[i + step]], declared=True) for i in range(here, there, step))
    for next_step in later:
        found = _after(found, next_step)
    return _gathered(found, _step(FORMS[source], FORMS[target], declared=False)) if later else found


def between(source: Form, target: Form) -> Passage:
    """The way from one edition to another."""
    return passage(source.id, target.id)


def others(form: Form) -> tuple[Form, ...]:
    """The other editions, the nearest in time first."""
    ids = list(FORMS)
    at = ids.index(form.id)
    return tuple(FORMS[id] for id in sorted(ids, key=lambda id: abs(ids.index(id) - at)) if id != form.id)


@lru_cache(maxsize=64)
def shapes_of(form_id: str, table: str) -> tuple[tuple[Form, str], ...]:
    """The table of an edition in every shape that it is printed in: (edition, id there), this one first, then by nearness."""
    form = FORMS[form_id]
    return (
        (form, table),
        *((other, id) for other in others(form) for id, now in between(other, form).tables.items() if now == table),
    )


def _standing(form: Form) -> Passage:
    links = tuple(Link((id,), (id,)) for id in form.cells)
    own = {id: id for id in form.cells}
    texts, tables = {id: id for id in form.texts}, {table.id: table.id for table in form.tables}
    return Passage(form, form, links, own, texts, tables, {s.number: s.number for s in form.sections})


def _after(first: Passage, second: Passage) -> Passage:
    """The two ways one after the other: what the second does not take on is lost."""
    images = {link.source: link.target for link in second.links}
    images.update({(id,): link.target for link in second.links if len(link.source) == 1 for id in link.source})
    links: list[Link] = []
    for link in first.links:
        direct = images.get(link.target)
        each = [images.get((id,)) for id in link.target]
        if direct is not None:
            links.append(Link(link.source, direct))
        elif all(each):
            links.append(Link(link.source, tuple(id for image in each if image for id in image)))
    return Passage(
        first.source,
        second.target,
        tuple(links),
        {id: second.homes[home] for id, home in first.homes.items() if home in second.homes},
        {id: second.texts[text] for id, text in first.texts.items() if text in second.texts},
        {id: second.tables[table] for id, table in first.tables.items() if table in second.tables},
        {id: second.sections[number] for id, number in first.sections.items() if number in second.sections},
    )


def _gathered(found: Passage, direct: Passage) -> Passage:
    """The way over several editions, its sums those of the two ends: a row added on the way belongs to its group too."""
    sums = [link for link in direct.links if len(link.source) + len(link.target) > 2]
    summed = {id for link in sums for id in (*link.source, *link.target)}
    links = [link for link in found.links if summed.isdisjoint((*link.source, *link.target))]
    homes = {id: link.target[0] for link in sums if len(link.target) == 1 for id in link.source}
    return Passage(
        found.source,
        found.target,
        (*links, *sums),
        homes | dict(found.homes),
        found.texts,
        found.tables,
        found.sections,
    )


def _step(source: Form, target: Form, *, declared: bool) -> Passage:
    """The way to another edition; ``declared``: the next in time, so that what the later one says of it counts (``was``)."""
    if source.since > target.since:
        back = _forward(target, source, declared)
        links = tuple(Link(link.target, link.source) for link in back.links)
        homes = {link.source[0]: link.target[0] for link in links if len(link.source) == len(link.target) == 1}
        homes.update({id: link.target[0] for link in links if len(link.target) == 1 for id in link.source})
        texts, tables, sections = map(_reversed, (back.texts, back.tables, back.sections))
        return Passage(source, target, links, homes, texts, tables, sections)
    return _forward(source, target, declared)


def _reversed(ids: Mapping[str, str]) -> dict[str, str]:
    return {new: old for old, new in ids.items()}


def _forward(old: Form, new: Form, declared: bool) -> Passage:
    links: list[Link] = []
    homes: dict[str, str] = {}
    tables: dict[str, str] = {}
    for table in new.tables:
        before = _table_before(table, old)
        if before is None:
            continue
        tables[before.id] = table.id
        rows = _matched([b.row_leaves for b in before.blocks], [b.row_leaves for b in table.blocks], declared)
        columns = _matched([b.column_leaves for b in before.blocks], [b.column_leaves for b in table.blocks], declared)
        for link in _cells(before, table, rows.links, columns.links, old, new):
            links.append(link)
            if len(link.source) == len(link.target) == 1:
                homes[link.source[0]] = link.target[0]
            elif len(link.target) == 1:
                homes.update(dict.fromkeys(link.source, link.target[0]))
        for row, column in product(rows.pairs, columns.pairs):
            one, other = _joined(before, row[0], column[0]), _joined(table, row[1], column[1])
            if one in old.cells and other in new.cells:
                homes.setdefault(one, other)
    sections = {
        was.number: section.number for section in new.sections if (was := _section_before(section, old, tables))
    }
    return Passage(old, new, tuple(links), homes, dict(_texts(old, new)), tables, sections)


def _table_before(table: Table, old: Form) -> Table | None:
    if table.was is not None:
        return next((other for other in old.tables if other.id == table.was), None)
    if table.role is not None:
        return old.table(table.role)
    return next((other for other in old.tables if other.id == table.id and other.role is None), None)


def _joined(table: Table, row: str, column: str) -> str:
    return ".".join(part for part in (table.id, row, column) if part)


def _cells(
    before: Table, table: Table, rows: Sequence[Link], columns: Sequence[Link], old: Form, new: Form
) -> Iterator[Link]:
    for row, column in product(rows, columns):
        source = tuple(_joined(before, r, c) for r, c in product(row.source, column.source))
        target = tuple(_joined(table, r, c) for r, c in product(row.target, column.target))
        if all(id in old.cells for id in source) and all(id in new.cells for id in target):
            kinds = {old.cells[id].kind for id in source} | {new.cells[id].kind for id in target}
            if len(kinds) == 1:
                yield Link(source, target)


@dataclass
class _Matches:
    """``links`` between keys of leaves that count the same; ``pairs`` where a figure of an old leaf goes."""

    links: list[Link] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)


def _matched(old_blocks: Iterable[Iterable[Leaf]], new_blocks: Iterable[Iterable[Leaf]], declared: bool) -> _Matches:
    old = list({leaf.key: leaf for block in old_blocks for leaf in block}.values())
    new = list({leaf.key: leaf for block in new_blocks for leaf in block}.values())
    claims: dict[str, list[Leaf]] = {}
    found = _Matches()
    for leaf in new:
        before = _before(leaf, old, declared)
        if before is not None:
            claims.setdefault(before.key, []).append(leaf)
    wide = {leaf.key: _below(_signature(leaf), leaf.key, new) for leaf in old}
    for key, leaves in claims.items():
        found.pairs.append((key, leaves[0].key))
        if wide[key]:
            continue
        found.links.append(Link((key,), tuple(leaf.key for leaf in leaves)))
    found.links += [Link((key,), keys) for key, keys in wide.items() if keys]
    taken = {key for link in found.links for key in link.target} | {leaf.key for ls in claims.values() for leaf in ls}
    for leaf in new:
        if leaf.key not in taken and leaf.node.was != "" and (keys := _below(_signature(leaf), leaf.key, old)):
            found.links.append(Link(keys, (leaf.key,)))
    return found


def _piece(node: Node) -> str:
    return str(node.role or ("total" if node.total else node.key))


def _key_before(path: Sequence[Node]) -> str:
    """The key of a row or column as it was, as far as the declaration says."""
    keys = (node.key if node.was is None else node.was for node in path)
    return ".".join(key for key in keys if key)


def _signature(leaf: Leaf, depth: int | None = None) -> tuple[str, ...]:
    """The roles of a leaf and its groups, a key standing where there is no role."""
    return tuple(piece for node in leaf.path[:depth] if (piece := _piece(node)))


def _below(signature: tuple[str, ...], key: str, leaves: Sequence[Leaf]) -> Ids:
    """The leaves of the group that has this signature, or this key; () where there is no such group."""
    found = []
    for leaf in leaves:
        for depth in range(1, len(leaf.path)):
            same = _signature(leaf, depth) == signature or _key_before(leaf.path[:depth]) == key
            if leaf.path[depth - 1].key and same:
                found.append(leaf.key)
                break
    return tuple(found)


def _before(leaf: Leaf, old: Sequence[Leaf], declared: bool) -> Leaf | None:
    """The leaf of the edition before that this one was: as declared, else the one that is alike."""
    was = leaf.node.was if declared else None
    if was is not None:
        keys = (f"{_key_before(leaf.path[:-1])}.{was}", was)
        return next((other for key in keys for other in old if was and other.key == key), None)
    if declared and any(node.was for node in leaf.path[:-1]):
        return next((other for other in old if other.key == _key_before(leaf.path)), None)
    for grade in (3, 2, 1):
        found = [other for other in old if _likeness(leaf, other) >= grade]
        if len(found) == 1:
            return found[0]
    return None


def _likeness(leaf: Leaf, other: Leaf) -> int:
    """3: the same roles and keys, groups included, 2: the same role, 1: the same key, a role that one lacks aside."""
    if _signature(leaf) == _signature(other):
        return 3
    one, two = leaf.node.role, other.node.role
    if one is not None and two is not None:
        return 2 if one == two else 0
    return 1 if leaf.key == other.key else 0


def _texts(old: Form, new: Form) -> Iterator[tuple[str, str]]:
    yield old.preamble.id, new.preamble.id
    known = set(old.texts)
    for section in new.sections:
        if section.table is not None:
            continue
        before = _section_before(section, old, {})
        if before is not None:
            yield before.number, section.number
        for part in section.parts:
            parts = before.parts if before is not None else ()
            same = next((p.id for p in parts if part.role is not None and p.role == part.role), None)
            id = part.was if part.was is not None else same or (part.id if part.role is None else "")
            if id in known:
                yield id, part.id


def _section_before(section: Section, old: Form, tables: Mapping[str, str]) -> Section | None:
    """The section of the edition before; ``tables``: old → new, by which a section with a table goes."""
    if section.table is not None:
        return next((o for o in old.sections if o.table and tables.get(o.table.id) == section.table.id), None)
    plain = [other for other in old.sections if other.table is None]
    if section.was is not None:
        return next((other for other in plain if other.number == section.was), None)
    if section.role is not None:
        return next((other for other in plain if other.role == section.role), None)
    return next((other for other in plain if other.number == section.number and other.role is None), None)
