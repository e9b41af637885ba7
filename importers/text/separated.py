"""Tables that stand in plain text with pipes, commas or semicolons between their cells, and the marks of Markdown: made plain.

Every line keeps its number. Cells end up between tabs, as they come out of Word and Excel, so that there is one way to read them.
"""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from models.forms import FORMS
from models.labels import normal
from models.tables.cells import is_value


class TextLine(NamedTuple):
    """A line with its number (from 1) and, of a heading, its level (1 is the highest, 0: none)."""

    number: int
    text: str
    level: int = 0


_PIPES = "|｜│┃∣"
_PIPE = re.compile(rf"(?<!\\)[{_PIPES}]")
_RULE = re.compile(
    rf"\s*[-—–_=+:：{_PIPES}┼├┤┬┴┌┐└┘─━═╋┠┨┯┷┏┓┗┛\s]*[-—–_=─━═┼]{{2}}[-—–_=+:：{_PIPES}┼├┤┬┴┌┐└┘─━═╋┠┨┯┷┏┓┗┛\s]*"
)
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s*(?=[^#\s])(.*?)\s*#*\s*")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_BREAK = re.compile(r"<br\s*/?>", re.I)
_FEW = 3
"""So many lines of a kind make a table; fewer are words with a sign between them."""
_SEPARATORS = ",;，；"
MAX_LABEL = 80
MAX_LINE = 4_000
"""A longer line is no row of a table."""


def plain_lines(lines: Sequence[str], suffix: str = "") -> list[TextLine]:
    """The lines of a text (which stand in ``lines`` from number 1 on), tables and headings made plain.

    ``suffix``: of the file, ".csv" or ".md" where it says what to expect.
    """
    marked = (
        suffix in (".md", ".markdown")
        or sum(_HEADING.fullmatch(line) is not None for line in lines[:400] if len(line) < 200) >= _FEW
    )
    out = [_unmarked(number, line) if marked else TextLine(number, line) for number, line in enumerate(lines, 1)]
    if sum(1 for line in lines if _is_piped(line)) >= _FEW:
        out = [_unpiped(line) for line in out]
    separator = _separator(lines, suffix)
    if not separator:
        return out
    if separator in ",;" and any('"' in line for line in lines):
        return list(_records(lines, separator))
    return [_parted(line, separator) for line in out]


def _unmarked(number: int, line: str) -> TextLine:
    """A line without the marks of Markdown."""
    if len(line) > MAX_LINE:
        return TextLine(number, line)
    if (match := _HEADING.fullmatch(line)) is not None:
        return TextLine(number, _words(match[2]), len(match[1]))
    return TextLine(number, _words(line))


def _words(text: str) -> str:
    text = _EMPHASIS.sub(r"\2", _BREAK.sub("", text))
    text = _ESCAPED.sub(lambda match: match[0] if match[1] == "|" else match[1], text)
    return html.unescape(text) if "&" in text else text


def _is_piped(line: str) -> bool:
    return len(line) <= MAX_LINE and _PIPE.search(line) is not None


def _unpiped(line: TextLine) -> TextLine:
    """The cells of a line between tabs; a rule between two rows says nothing."""
    if len(line.text) > MAX_LINE:
        return line
    if _RULE.fullmatch(line.text):
        return line._replace(text="")
    if not _is_piped(line.text):
        return line
    cells = [cell.strip().replace("\\|", "|") for cell in _PIPE.split(line.text.strip())]
    cells = cells[1 if not cells[0] else 0 : -1 if not cells[-1] else None]
    return line._replace(text="\t".join(cells))


def _separator(lines: Sequence[str], suffix: str) -> str:
    """The sign between the cells of the tables in a text; "" where there is none."""
    found = {
        sign: sum(_is_row(line.split(sign)) for line in lines if sign in line and len(line) <= MAX_LINE)
        for sign in _SEPARATORS
    }
    best = max(found, key=lambda sign: found[sign])
    if found[best] >= _FEW:
        return best
    return "," if suffix == ".csv" and any("," in line for line in lines) else ""


def _is_row(fields: Sequence[str]) -> bool:
    """Whether these are a label of the form and figures."""
    words = "".join(field for field in map(_bare, fields) if field and not is_value(field))
    return _ends_in_figures(fields) and normal(words)[-4:] in _ends()


def _ends_in_figures(fields: Sequence[str]) -> bool:
    """Whether words come first and then figures, and nothing else."""
    written = [_bare(field) for field in fields]
    last = max((i for i, field in enumerate(written) if field and not is_value(field)), default=-1)
    return 0 <= last < len(written) - 1 and any(written[last + 1 :]) and len("".join(written[: last + 1])) <= MAX_LABEL


def _bare(field: str) -> str:
    return field.strip().strip('"').strip()


def _parted(line: TextLine, separator: str) -> TextLine:
    if separator not in line.text or len(line.text) > MAX_LINE:
        return line
    fields = [_bare(field) for field in line.text.split(separator)]
    if _ends_in_figures(fields) or _is_figures(fields) or all(not field or _is_part(normal(field)) for field in fields):
        return line._replace(text="\t".join(fields) if sum(map(bool, fields)) > 1 else "".join(fields))
    return line


def _is_figures(fields: Sequence[str]) -> bool:
    return sum(map(bool, fields)) > 1 and all(not field or is_value(field) for field in fields)


def _records(lines: Sequence[str], separator: str) -> Iterator[TextLine]:
    """The records of a file in which cells are quoted, so that a cell may hold the separator or run over lines."""
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=separator)
    number = 1
    while True:
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error:  # a cell beyond all measure
            yield from (TextLine(at, line) for at, line in enumerate(lines[number - 1 :], number))
            return
        written = [field.strip() for field in fields]
        if sum(map(bool, written)) > 1:
            yield TextLine(number, "\t".join("".join(field.split("\n")) for field in written))
        else:
            yield from (TextLine(number, text) for text in "".join(written).split("\n"))
        number = reader.line_num + 1


@lru_cache(maxsize=1)
def _labels() -> frozenset[str]:
    leaves = (
        leaf
        for form in FORMS.values()
        for table in form.tables
        for block in table.blocks
        for leaf in (*block.row_leaves, *block.column_leaves)
    )
    nodes = (node for leaf in leaves for node in leaf.path)
    titles = (
        word
        for form in FORMS.values()
        for table in form.tables
        for block in table.blocks
        for word in (block.title, block.corner)
    )
    return frozenset(normal(word) for word in (*(node.label for node in nodes), *titles) if word)


@lru_cache(maxsize=1)
def _ends() -> frozenset[str]:
    """How the labels of rows end."""
    return frozenset(label[-4:] for label in _labels())


@lru_cache(maxsize=5_000)
def _is_part(key: str) -> bool:
    """Whether this is a label or a piece of one, which a separator within a label leaves."""
    return bool(key) and len(key) < 100 and any(key in label for label in _labels())
