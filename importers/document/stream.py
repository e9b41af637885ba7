"""A table as a stream of text: a cell a line, or cells between tabs or spaces, with labels broken over lines and blank cells.

Rows are found by their labels; the cells after a label up to the next one are its figures. A row with more or fewer of them
than the form has columns is reported and stays blank: no figure is ever moved into another column or row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from importers.document.pieces import Piece, What, pieces_of, spot_labels
from models.form import Form, Table, cell_id
from models.labels import Is, Match, labels_of, normal
from models.tables.cells import NOTE


@dataclass(slots=True)
class Found:
    """What a table's stream holds: (cell, text, line); label differences; text without place; notes; rows seen."""

    form: Form
    table: Table
    cells: dict[str, tuple[str, int]] = field(default_factory=dict)
    differing: list[tuple[str, str, int]] = field(default_factory=list)
    unplaced: list[tuple[str, int, str]] = field(default_factory=list)
    notes: list[tuple[str, int]] = field(default_factory=list)
    rows: set[str] = field(default_factory=set)
    columns_differ: bool = False

    @property
    def score(self) -> int:
        """How well the form's table fits what was written."""
        return len(self.cells) - sum(1 + text.count(" ") for text, _, why in self.unplaced if why)


def read_stream(lines: Sequence[tuple[int, str]], form: Form, table: Table) -> Found:
    """Read the table from numbered lines as ``form`` declares it."""
    labels = labels_of(form.id, table.id)
    found = Found(form, table)
    pieces = spot_labels(pieces_of(lines), labels)
    pieces = _take_notes(pieces, found)
    rows = [row for block in table.blocks for row in block.row_leaves]
    if any(row.node.label for row in rows):
        _read_rows(pieces, found)
    else:
        _read_single(pieces, found)
    return found


def _take_notes(pieces: Sequence[Piece], found: Found) -> list[Piece]:
    """Move the lines "注：…" out of the stream, with the lines that go on from them."""
    out: list[Piece] = []
    noting = False
    for piece in pieces:
        if piece.what is What.UNKNOWN and (NOTE.fullmatch(piece.text) or (noting and len(piece.text) > 4)):
            found.notes.append((piece.text, piece.line))
            noting = True
            continue
        if piece.what in (What.LABEL, What.VALUE):
            noting = False
        out.append(piece)
    return out


def _read_rows(pieces: Sequence[Piece], found: Found) -> None:
    heads: list[tuple[str, int]] = []
    block = 0
    started = False
    i = 0
    while i < len(pieces):
        piece = pieces[i]
        if piece.what is not What.LABEL or piece.match is None:
            if piece.what in (What.VALUE, What.UNKNOWN):
                i = _leave_run(pieces, i, found)
            else:
                i += 1
            continue
        row = _row_meant(piece.match, started, pieces, i)
        if row is None:
            label = piece.match.one(Is.COLUMN)
            if label is not None:
                candidates = [item for item in piece.match.of(Is.COLUMN) if item.block >= block]
                label = candidates[0] if candidates else label
                if heads and any(found_block != label.block for _, found_block in heads):
                    heads = []
                heads.append((label.key, label.block))
            elif piece.match.one(Is.TITLE):
                heads = []
            if piece.match.differs:
                found.differing.append((piece.text, piece.match.labels[0].text, piece.line))
            i = _leave_run(pieces, i + 1, found)
            continue
        end = next((j for j in range(i + 1, len(pieces)) if pieces[j].what is What.LABEL), len(pieces))
        started = started or len(found.table.blocks) == 1
        block = row[1]
        found.rows.add(row[0])
        if piece.match.differs:
            found.differing.append((piece.text, row[2], piece.line))
        _place_row(pieces[i + 1 : end], row[0], block, [key for key, b in heads if b == block], piece, found)
        i = end


def _row_meant(match: Match, started: bool, pieces: Sequence[Piece], i: int) -> tuple[str, int, str] | None:
    """The row that a label names. One that could be a column head as well is a row once rows have begun and a figure follows."""
    row = match.one(Is.ROW)
    if row is None:
        return None
    if match.one(Is.COLUMN) is not None and not (started and _figure_follows(pieces, i)):
        return None
    return row.key, row.block, row.text


def _figure_follows(pieces: Sequence[Piece], i: int) -> bool:
    for piece in pieces[i + 1 :]:
        if piece.what in (What.VALUE, What.LABEL):
            return piece.what is What.VALUE
    return False


def _leave_run(pieces: Sequence[Piece], start: int, found: Found) -> int:
    """Leave everything up to the next label without place."""
    end = start
    while end < len(pieces) and pieces[end].what is not What.LABEL:
        end += 1
    _leave(pieces[start:end], found, "不属于表中任何一行")
    return end


def _leave(pieces: Sequence[Piece], found: Found, why: str) -> None:
    # one entry a run of figures, so that a row stays together; text by itself
    run: list[Piece] = []
    for piece in (*pieces, None):
        if piece is not None and piece.what is What.VALUE:
            run.append(piece)
            continue
        if run:
            found.unplaced.append((" ".join(p.text for p in run), run[0].line, why))
            run = []
        if piece is not None and piece.what is What.UNKNOWN:
            found.unplaced.append((piece.text, piece.line, why))


def _place_row(pieces: Sequence[Piece], row: str, block: int, heads: list[str], label: Piece, found: Found) -> None:
    columns = [leaf.key for leaf in found.table.blocks[block].column_leaves]
    flat = all(len(leaf.path) == 1 for leaf in found.table.blocks[block].column_leaves)
    if flat and heads and set(heads) <= set(columns):
        order = heads
    else:
        order = columns
        found.columns_differ = found.columns_differ or not _in_order(heads, columns, found.table, block)
    cells, rest, why = _cells_of(pieces, len(order), label.line)
    if cells is None and order is not columns:
        order = columns
        cells, rest, why = _cells_of(pieces, len(order), label.line)
    if cells is None:
        if any(piece.what in (What.VALUE, What.UNKNOWN) for piece in pieces):
            said = " ".join(p.text for p in pieces if p.what in (What.VALUE, What.UNKNOWN))
            found.unplaced.append((f"{label.text} {said}", label.line, f"{why}，不知道各属于哪一列"))
        return
    taken: dict[str, tuple[str, int]] = {}
    for key, piece in zip(order, cells, strict=True):
        id = _id(found, block, row, key)
        if not piece.text:
            continue
        earlier = taken.get(id) or found.cells.get(id)
        if earlier is not None:
            if normal(earlier[0]) != normal(piece.text):
                found.unplaced.append(
                    (f"{label.text} {piece.text}", piece.line, f"与第{earlier[1]}行的“{earlier[0]}”是同一格")
                )
            continue
        taken[id] = (piece.text, piece.line)
    found.cells.update(taken)
    _leave(rest, found, "不属于表中任何一行")


def _id(found: Found, block: int, row: str, column: str) -> str:
    item = found.table.blocks[block]
    row_leaf = next(leaf for leaf in item.row_leaves if leaf.key == row)
    column_leaf = next(leaf for leaf in item.column_leaves if leaf.key == column)
    return cell_id(found.table, row_leaf, column_leaf)


def _cells_of(pieces: Sequence[Piece], count: int, label_line: int) -> tuple[list[Piece] | None, Sequence[Piece], str]:
    """The ``count`` cells that follow a label, blanks in their places; what is left over; why it cannot be told."""
    for cells, rest in _readings(pieces, count, label_line):
        if len(cells) == count:
            return cells, rest, ""
    figures = sum(piece.what is What.VALUE for piece in pieces)
    return None, (), f"有{figures}个数，应有{count}个"


def _readings(pieces: Sequence[Piece], count: int, label_line: int) -> Iterator[tuple[list[Piece], Sequence[Piece]]]:
    """Ways to tell the cells of a row apart, the surest first."""
    written = [piece for piece in pieces if piece.what is not What.BREAK]
    # all cells on one line: their places are known, blanks included
    values = [p.line for p in written if p.what is What.VALUE]
    line = values[0] if values else label_line
    on_line = [piece for piece in written if piece.line == line]
    while len(on_line) > count and on_line[-1].what is What.BLANK:
        on_line.pop()
    if len(on_line) > 1 or count == 1:
        yield on_line, [piece for piece in written if piece.line != line]
    # cells marked by tabs, up to the blank line that ends the row
    first = next((i for i, p in enumerate(pieces) if p.what is not What.BREAK), len(pieces))
    last = next((i for i in range(first, len(pieces)) if pieces[i].what is What.BREAK), len(pieces))
    if any(p.what is What.BLANK for p in pieces[first:last]):
        yield list(pieces[first:last]), [p for p in pieces[last:] if p.what is not What.BLANK]
    # as many figures as columns: nothing is blank
    solid = [piece for piece in written if piece.what is not What.BLANK]
    lead = next((i for i, p in enumerate(solid) if p.what is What.UNKNOWN), len(solid))
    if lead == count:
        yield solid[:lead], solid[lead:]
    yield solid, ()


def _in_order(heads: list[str], columns: list[str], table: Table, block: int) -> bool:
    """Whether the column heads stand as in the form: leaf after leaf, or head row after head row."""
    if not heads:
        return True
    by_depth = sorted(table.blocks[block].column_leaves, key=lambda leaf: len(leaf.path))
    return any(_contains(heads, order) for order in (columns, [leaf.key for leaf in by_depth]))


def _contains(heads: list[str], order: list[str]) -> bool:
    it = iter(heads)
    return all(key in it for key in order)


def _read_single(pieces: Sequence[Piece], found: Found) -> None:
    """A table of one row without a label: its figures follow the heads, or each follows its own head."""
    columns = [leaf.key for leaf in found.table.blocks[0].column_leaves]
    last = max((i for i, piece in enumerate(pieces) if piece.what is What.LABEL), default=-1)
    if last < 0:
        _leave(pieces, found, "不属于表中任何一行")
        return
    found.rows.add("")
    for piece in pieces:
        if piece.match is not None and piece.match.differs:
            found.differing.append((piece.text, piece.match.labels[0].text, piece.line))
    paired = _paired(pieces, columns)
    rest: Sequence[Piece] = ()
    why = ""
    cells: list[Piece] | None
    if paired is not None:
        cells = paired
    elif any(piece.what is What.VALUE for piece in pieces[:last]):
        cells, why = None, "数字夹在列标题之间"
    else:
        _leave(pieces[:last], found, "不属于表中任何一行")
        cells, rest, why = _cells_of(pieces[last + 1 :], len(columns), 0)
    if cells is None:
        written = [p for p in pieces if p.what in (What.VALUE, What.UNKNOWN)]
        if any(piece.what is What.VALUE for piece in written):
            found.unplaced.append((" ".join(p.text for p in written), written[0].line, f"{why}，不知道各属于哪一列"))
        return
    for key, piece in zip(columns, cells, strict=True):
        if piece.text:
            found.cells[_id(found, 0, "", key)] = (piece.text, piece.line)
    _leave(rest, found, "不属于表中任何一行")


def _paired(pieces: Sequence[Piece], columns: list[str]) -> list[Piece] | None:
    """The figures where each one follows the head of its own column, in the form's order; None otherwise."""
    solid = [p for p in pieces if p.what in (What.LABEL, What.VALUE)]
    if any(p.what is What.UNKNOWN for p in pieces):
        return None
    heads = [p for p in solid if p.match is None or p.match.one(Is.COLUMN)]
    values = heads[1::2]
    if len(heads) != 2 * len(columns) or any(p.what is not What.VALUE for p in values):
        return None
    named = [head.match for head in heads[::2]]
    fits = all(
        match is not None and key in {label.key for label in match.of(Is.COLUMN)}
        for match, key in zip(named, columns, strict=True)
    )
    return values if fits else None
