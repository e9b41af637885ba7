"""Text of a table cut into pieces: cells, blanks, and labels recognised where they are broken over several lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from models.labels import Is, Labels, Match, normal
from models.tables.cells import NOTE, is_value

_GROUPED = re.compile(r"\d{1,3}( \d{3})+(\.\d+)?")
_REMARK = re.compile(r"[（(\[［〔【][^（）()]{1,40}[)）\]］〕】]")
MAX_LABEL = 60
MAX_FRAGMENTS = 12


class What(Enum):
    """What a piece of the stream is."""

    LABEL = "label"
    VALUE = "value"
    UNKNOWN = "unknown"
    BLANK = "blank cell"
    BREAK = "blank line"


@dataclass(slots=True)
class Piece:
    """A piece of the stream with its line (counted from 1)."""

    what: What
    text: str
    line: int
    match: Match | None = None


def pieces_of(lines: Sequence[tuple[int, str]]) -> list[Piece]:
    """Cut numbered lines into cells; a blank cell between tabs is one, a blank line is a break."""
    out: list[Piece] = []
    for number, line in lines:
        if not line.strip():
            out.append(Piece(What.BLANK if "\t" in line else What.BREAK, "", number))
            continue
        if "\t" in line:
            fields = line.split("\t")
            # a tab at the start marks a cell; what it would leave blank is a merged stub, never a figure
            cells = fields if fields[0].strip() else fields[1:]
            out.extend(_piece(text.strip(), number) for text in cells)
        else:
            out.extend(_piece(text, number) for text in _by_spaces(line.strip()))
    return out


def _piece(text: str, number: int) -> Piece:
    if not text:
        return Piece(What.BLANK, "", number)
    return Piece(What.VALUE if is_value(text) else What.UNKNOWN, text, number)


def _by_spaces(line: str) -> list[str]:
    """Cells of a line without tabs: figures at its end that stand apart by spaces are cells of their own."""
    if " " not in line and "\u3000" not in line:
        return [line]
    if _GROUPED.fullmatch(line):
        return [line]
    parts = line.split()
    values = len(parts)
    while values and is_value(parts[values - 1]):
        values -= 1
    figures = parts[values:]
    if len(figures) < (1 if values else 2):
        return [line]
    label = " ".join(parts[:values])
    return [label, *figures] if label else figures


def spot_labels(pieces: Sequence[Piece], labels: Labels) -> list[Piece]:
    """The same stream with labels recognised, those broken over several pieces joined."""
    out: list[Piece] = []
    i = 0
    while i < len(pieces):
        if pieces[i].what is not What.UNKNOWN:
            out.append(pieces[i])
            i += 1
            continue
        end, match = _longest(pieces, i, labels)
        if match is not None:
            out.append(_joined(pieces[i:end], match))
            i = end
            continue
        inside = _split(pieces[i], labels) or _behind(pieces[i], labels)
        if inside:
            out.extend(inside)
            i += 1
            continue
        out.append(pieces[i])
        i += 1
    return _spot_typos(out, labels)


def _joined(pieces: Sequence[Piece], match: Match) -> Piece:
    text = "".join(piece.text for piece in pieces)
    return Piece(What.LABEL, text, pieces[-1].line, match)


def _longest(pieces: Sequence[Piece], start: int, labels: Labels) -> tuple[int, Match | None]:
    """The longest run of pieces from ``start`` that makes up one label."""
    key, best, end = "", None, start
    for i in range(start, min(start + 2 * MAX_FRAGMENTS, len(pieces))):
        if pieces[i].what in (What.BREAK, What.BLANK) and i > start:
            continue
        if pieces[i].what is not What.UNKNOWN or len(pieces[i].text) > MAX_LABEL:
            break
        key += normal(pieces[i].text)
        if key not in labels.prefixes:
            break
        found = labels.exact_normal(key)
        if found is not None:
            best, end = found, i + 1
    if best is None:
        text = pieces[start].text
        best = labels.exact(text) if len(text) <= MAX_LABEL else None
        if best is None and (remarked := labels.remarked(text)) is not None:
            best = remarked[0]
        end = start + 1
    # a remark in brackets may stand behind the label, on a line of its own
    if best is not None and best.one(Is.ROW) and end < len(pieces) and _REMARK.fullmatch(pieces[end].text):
        end += 1
    return end, best


def _split(piece: Piece, labels: Labels) -> list[Piece]:
    """Several labels run together in one piece, told apart; empty where it is not made of labels throughout."""
    if len(piece.text) > 4 * MAX_LABEL:
        return []
    out: list[Piece] = []
    rest = piece.text.strip()
    while rest:
        cut = next((c for c in range(min(len(rest), MAX_LABEL), 0, -1) if labels.exact_normal(normal(rest[:c]))), 0)
        if not cut:
            # the last one may go on in the next piece
            out.append(Piece(What.UNKNOWN, rest, piece.line))
            return out if len(out) > 1 and normal(rest) in labels.prefixes else []
        while cut < len(rest) and not normal(rest[cut]):
            cut += 0 if rest[cut] in "（(" else 1
            if cut < len(rest) and rest[cut] in "（(":
                break
        out.append(Piece(What.LABEL, rest[:cut].strip(), piece.line, labels.exact_normal(normal(rest[:cut]))))
        rest = rest[cut:].strip()
    return out


def _behind(piece: Piece, labels: Labels) -> list[Piece]:
    """A label with a piece of a neighbouring stub before it: "办 4.保护第三方合法权益"."""
    first, _, rest = piece.text.partition(" ")
    if rest and len(first) <= 8 and len(rest) <= MAX_LABEL and (match := labels.exact(rest.strip())):
        return [Piece(What.UNKNOWN, first, piece.line), Piece(What.LABEL, rest.strip(), piece.line, match)]
    return []


def _spot_typos(pieces: Sequence[Piece], labels: Labels) -> list[Piece]:
    out: list[Piece] = []
    i = 0
    while i < len(pieces):
        piece = pieces[i]
        if piece.what is not What.UNKNOWN or NOTE.match(piece.text):
            out.append(piece)
            i += 1
            continue
        end = i
        while end < len(pieces) and end < i + MAX_FRAGMENTS and pieces[end].what in (What.UNKNOWN, What.BREAK):
            end += 1
        for stop in range(end, i, -1):
            text = "".join(p.text for p in pieces[i:stop])
            if pieces[stop - 1].what is not What.UNKNOWN or len(text) > MAX_LABEL:
                continue
            follows = stop < len(pieces) and pieces[stop].what is What.VALUE
            if match := labels.match(text) or (labels.beginning(text) if follows else None):
                out.append(_joined(pieces[i:stop], match))
                i = stop
                break
        else:
            out.append(piece)
            i += 1
    return [piece for piece in out if piece.what is not What.UNKNOWN or not labels.is_part(piece.text)]
