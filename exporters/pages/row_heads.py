"""Labels of rows as header cells in the tags of a PDF. The typesetter knows header rows alone; a screen reader is to say of a figure
what row it is in as well.

What it writes is known: one object after another, none in a stream, each cell of a table with the identifiers of its headers
(ISO 32000-1, 14.8.5.7). Cells that are labels become headers of their rows here, and figures name them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.grid import Grid, Place, Role

_XREF = re.compile(rb"xref\n0 (\d+)\n")
_KIND = re.compile(rb"<</Type/StructElem/S/(\w+)")
_KIDS = re.compile(rb"/K\[([^\]]*)\]")
_REFERENCE = re.compile(rb"(\d+) 0 R")
_ID = re.compile(rb"/ID\((\w+?)x\d+y\d+\)")
_NAMES = re.compile(rb"(/IDTree<</Names\[)([^\]]*)\]")
_NAME = re.compile(rb"\((\w+)\)(\d+) 0 R")


def with_row_heads(pdf: bytes, grids: Sequence[Grid | None]) -> bytes:
    """The PDF with its labels of rows as headers; as it is where its tables are not those of the ``grids``, in their order. None is a
    table without such labels.
    """
    found = _objects(pdf)
    objects = {number: each.body for number, each in found.items()}
    tables = [number for number, body in objects.items() if body.startswith(b"<</Type/StructElem/S/Table/")]
    if len(tables) != len(grids):
        return pdf
    changed: dict[int, bytes] = {}
    names: dict[bytes, int] = {}
    for index, (number, grid) in enumerate(zip(tables, grids, strict=True)):
        if grid is None:
            continue
        cells = list(_cells(objects, number))
        places = sorted(grid.places, key=lambda place: (place.row, place.column))
        if len(cells) != len(places):
            return pdf
        prefix = next((given[1] for cell in cells if (given := _ID.search(objects[cell]))), b"R%d" % index)
        for cell, place in zip(cells, places, strict=True):
            if place.role is Role.STUB:
                names[_id(prefix, place)] = cell
                changed[cell] = _as_head(objects[cell], _id(prefix, place))
            elif place.role is Role.NUMBER:
                heads = b"".join(b"(%b)" % _id(prefix, stub) for stub in _stubs(grid, place))
                changed[cell] = _with_headers(objects[cell], heads)
    for number, body in objects.items():
        if body.startswith(b"<</Type/StructTreeRoot"):
            changed[number] = _with_names(body, names)
    return _rewritten(pdf, found, changed)


@dataclass(frozen=True, slots=True)
class _Object:
    """Where an object begins in the file, where its content does, and that content."""

    head: int
    start: int
    body: bytes


def _objects(pdf: bytes) -> dict[int, _Object]:
    """The objects of the file by number, as its table of offsets has them."""
    table = _table(pdf)
    head = _XREF.match(pdf, table)
    assert head is not None
    out = {}
    for number in range(1, int(head[1])):
        entry = pdf[head.end() + 20 * number : head.end() + 20 * number + 18]
        if entry.endswith(b"n"):
            begin = int(entry[:10])
            start = pdf.index(b" obj\n", begin) + 5
            out[number] = _Object(begin, start, pdf[start : pdf.index(b"\nendobj", start)])
    return out


def _table(pdf: bytes) -> int:
    """Where the table of offsets begins."""
    return pdf.rindex(b"xref\n0 ", 0, pdf.rindex(b"startxref"))


def _cells(objects: Mapping[int, bytes], number: int) -> Iterator[int]:
    """The cells below an element, in order."""
    kids = _KIDS.search(objects[number])
    for kid in _REFERENCE.findall(kids[1]) if kids else ():
        kind = _KIND.match(objects[int(kid)])
        if kind is not None and kind[1] in (b"TH", b"TD"):
            yield int(kid)
        elif kind is not None:
            yield from _cells(objects, int(kid))


def _id(prefix: bytes, place: Place) -> bytes:
    """The identifier of a cell, as the typesetter makes those of header cells."""
    return b"%bx%dy%d" % (prefix, place.column, place.row)


def _stubs(grid: Grid, place: Place) -> Iterator[Place]:
    """The labels of the row of a figure, the outermost first."""
    for stub in sorted(grid.places, key=lambda other: other.column):
        if stub.role is Role.STUB and stub.row <= place.row < stub.row + stub.rowspan:
            yield stub


def _as_head(body: bytes, id: bytes) -> bytes:
    body = body.replace(b"/S/TD/", b"/S/TH/", 1)
    body = re.sub(rb"(/P \d+ 0 R)", rb"\1/ID(%b)" % id, body, count=1)
    return _table_attributes(body, b"/Scope/Row")


def _with_headers(body: bytes, heads: bytes) -> bytes:
    if b"/Headers[" in body:
        return re.sub(rb"/Headers\[([^\]]*)\]", lambda match: b"/Headers[%b%b]" % (match[1], heads), body, count=1)
    return _table_attributes(body, b"/Headers[%b]" % heads)


def _table_attributes(body: bytes, more: bytes) -> bytes:
    """An element with more attributes of tables."""
    if b"<</O/Table" in body:
        return body.replace(b"<</O/Table", b"<</O/Table" + more, 1)
    if b"/A[" in body:
        return body.replace(b"/A[", b"/A[<</O/Table%b>>" % more, 1)
    return re.sub(rb"(/P \d+ 0 R)", lambda match: match[1] + b"/A[<</O/Table%b>>]" % more, body, count=1)


def _with_names(body: bytes, names: Mapping[bytes, int]) -> bytes:
    """The root of the tags with all identifiers, sorted."""
    listed = _NAMES.search(body)
    known = {name: int(number) for name, number in _NAME.findall(listed[2])} if listed else {}
    entries = b"".join(b"(%b)%d 0 R" % (name, number) for name, number in sorted({**known, **names}.items()))
    if listed:
        return body[: listed.start()] + listed[1] + entries + b"]" + body[listed.end() :]
    return body.removesuffix(b">>") + b"/IDTree<</Names[" + entries + b"]>>>>"


def _rewritten(pdf: bytes, objects: Mapping[int, _Object], changed: Mapping[int, bytes]) -> bytes:
    """The file with objects changed, and its table of offsets made anew."""
    out, done, table = bytearray(), 0, _table(pdf)
    rows = bytearray(pdf[table : pdf.index(b"trailer", table)])
    first = _XREF.match(rows)
    assert first is not None
    for number, found in sorted(objects.items(), key=lambda item: item[1].head):
        out += pdf[done : found.head]
        rows[first.end() + 20 * number : first.end() + 20 * number + 10] = b"%010d" % len(out)
        out += pdf[found.head : found.start] + changed.get(number, found.body)
        done = found.start + len(found.body)
    out += pdf[done:table]
    trailer = pdf[table + len(rows) : pdf.rindex(b"startxref")]
    return bytes(out) + bytes(rows) + trailer + b"startxref\n%d\n%%%%EOF" % len(out)
