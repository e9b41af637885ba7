"""A report as the bytes of a .gkbg file: JSON that a person can read and a line-wise diff shows well.

One line a row of figures, one line a paragraph; the order of everything is fixed. ``gkbg`` is the version of the layout::

    {
      "gkbg": 2,
      "program": "1.0.0",                             (the version that wrote it, which surely reads it)
      "unit": "汉阴县交通运输局",
      "year": 2021,
      "form": null,                                   (only where it does not follow from the year)
      "cells": {
        "t2.regulations": {"made": 0, "repealed": 0, "in_force": 0},
      …
      "texts": {
        "一.1": [
          "全年共主动公开政府信息8条。",
      …
      "remarks": {cell: text}, "notes": {table: text}, "dismissed": {finding: reason},
      "ties": {number: what it counts}, "drafts": {text: year}, "bases": {cell: last year's figure},
      "memos": {cell or text: note},
      "exhibits": {key: what a picture or small table in a text is},
      "origins": {id: where it came from},
      "previous": {"unit", "year", "form", "level", "organ", "cells", "texts" of last year's report, for comparison only},
      "pictures": {key: base64},                        (long lines, and so at the end)
      "fingerprint": SHA-256 of all that stands before it
    }

Amounts are written digit for digit as typed and text in a cell as text. The fingerprint only tells whether somebody changed
the file by other means, which is allowed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from models import version
from models.form import Kind
from models.forms import FORMS
from models.json_text import quoted, scalar
from models.report import META, PICTURE, PREVIOUS, EditError, Report
from models.storage.errors import DamagedError, ForeignError
from models.storage.migrations import PROGRAM, VERSION, migrate, version_of
from models.values import Value

_HEAD = ("unit", "year", "form")
_REST = tuple(key for key in META if key not in _HEAD)
_LISTED = {
    "remarks": "remark",
    "notes": "note",
    "dismissed": "dismissed",
    "ties": "tie",
    "drafts": "draft",
    "bases": "base",
    "memos": "memo",
    "exhibits": "exhibit",
    "origins": "origin",
}
"""Sections of the file, each holding the entries of the report under one prefix; another prefix is its own section."""

_PICTURES = "pictures"
_PREFIXES = {**_LISTED, _PICTURES: PICTURE}

_MAX_DIGITS = 400
_PLAIN = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")

_MARK = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"gkbg"\s*:\s*([0-9]{1,9})?')

_CELLS = tuple(dict.fromkeys(id for form in reversed(FORMS.values()) for id in form.cells))
_TEXTS = tuple(dict.fromkeys(id for form in reversed(FORMS.values()) for id in form.texts))
_TABLES = tuple(dict.fromkeys(table.id for form in reversed(FORMS.values()) for table in form.tables))
_ORDER = {id: place for place, id in enumerate((*META, *_TEXTS, *_CELLS, *_TABLES))}
_AMOUNTS = frozenset(id for form in FORMS.values() for id, cell in form.cells.items() if cell.kind is Kind.AMOUNT)


def encode(report: Report) -> bytes:
    """The bytes of the file: the same report always gives the same bytes."""
    values = report.values
    sections = [f'  "gkbg": {VERSION}', f'  "{PROGRAM}": {quoted(version.VERSION)}', *_parts(report)]
    known = {*META, *_CELLS, *_TEXTS}
    others = sorted({id.partition(".")[0] for id in values if id not in known} - {*_LISTED.values(), PREVIOUS, PICTURE})
    for name, prefix in (*_LISTED.items(), *((prefix, prefix) for prefix in others)):
        sections += _entries(report, name, prefix)
    if report.previous is not None:
        sections.append(_section(PREVIOUS, (_deeper(part) for part in _parts(report.previous))))
    sections += _entries(report, _PICTURES, PICTURE)
    whole = "{\n" + ",\n".join(sections)
    body = whole.encode()
    return body + _FINGERPRINT % _digest(body)


def _entries(report: Report, name: str, prefix: str) -> Iterator[str]:
    """The section of the entries under one prefix, where there are any."""
    entries = sorted(report.under(prefix), key=lambda entry: (_ORDER.get(entry[0], len(_ORDER)), entry[0]))
    if entries:
        yield _section(name, (f"{quoted(id)}: {quoted(text)}" for id, text in entries))


_FINGERPRINT = b',\n  "fingerprint": "%s"\n}\n'
_STATED = re.compile(rb',\n  "fingerprint": "([0-9a-f]{64})"\n}\n\Z')


def _digest(body: bytes) -> bytes:
    import hashlib

    return hashlib.sha256(body).hexdigest().encode()


def _intact(data: bytes) -> bool:
    """Whether not a byte was changed since the file was written."""
    tail = len(_FINGERPRINT) + 64
    stated = _STATED.search(data, max(0, len(data) - tail))
    return stated is not None and _digest(data[: stated.start()]) == stated[1]


def _parts(report: Report) -> Iterator[str]:
    """The organ and the year, the figures, the texts: what this year's report and last year's are made of alike."""
    values = report.values
    yield from (f"  {quoted(key)}: {scalar(values.get(key))}" for key in _HEAD)
    yield from (f"  {quoted(key)}: {scalar(values[key])}" for key in _REST if key in values)
    yield _section("cells", _rows(report))
    yield _section("texts", (_paragraphs(id, str(values[id])) for id in _TEXTS if id in values))


def _deeper(part: str) -> str:
    """The lines of a part as they stand inside another section, which indents the first of them."""
    return part[2:].replace("\n", "\n  ")


def _section(name: str, lines: Iterable[str]) -> str:
    body = ",\n".join(f"    {line}" for line in lines)
    return f"  {quoted(name)}: {{\n{body}\n  }}" if body else f"  {quoted(name)}: {{}}"


def _rows(report: Report) -> Iterator[str]:
    rows: dict[str, list[str]] = {}
    for id in _CELLS:
        if id in report.values:
            row, _, column = id.rpartition(".")
            rows.setdefault(row, []).append(f"{quoted(column)}: {scalar(report.values[id])}")
    return (f"{quoted(row)}: {{{', '.join(cells)}}}" for row, cells in rows.items())


def _paragraphs(id: str, text: str) -> str:
    return f"{quoted(id)}: [\n" + ",\n".join(f"      {quoted(line)}" for line in text.split("\n")) + "\n    ]"


def is_report_file(head: bytes) -> bool:
    """Whether these first bytes (some 64 suffice) are those of a .gkbg file of any version."""
    return _MARK.match(head) is not None


def stated_version(data: bytes) -> int:
    """The version that the bytes of a readable file state."""
    match = _MARK.match(data)
    return int(match[1]) if match and match[1] else VERSION


@dataclass(frozen=True, slots=True)
class Decoded:
    """What the bytes of a file hold. ``version``: of the layout that they are in; ``altered``: whether they were changed by
    other means than this program since they were written (files older than the fingerprint cannot tell)."""

    report: Report
    version: int
    altered: bool


def decode(data: bytes, name: str) -> Report:
    """The report in the bytes of a file called ``name``; raises ForeignError, DamagedError, TooNewError."""
    return decode_whole(data, name).report


def decode_whole(data: bytes, name: str) -> Decoded:
    """As ``decode``, with what else the bytes tell."""
    content = _parsed(data, name)
    try:
        report = Report().apply(_values(migrate(content, name)))
    except (EditError, _ShapeError) as error:
        raise DamagedError(f"“{name}”已损坏：{error}；{_BACKUP}") from None
    layout = content["gkbg"]
    return Decoded(report, layout, layout >= _FIRST_WITH_FINGERPRINT and not _intact(data))


_FIRST_WITH_FINGERPRINT = 2


def _parsed(data: bytes, name: str) -> dict[str, Any]:
    """The JSON of the file, of whatever version; raises ForeignError, DamagedError, TooNewError."""
    if not data.strip(b"\0 \r\n\t"):
        raise DamagedError(f"“{name}”是空的，没有内容；请使用备份，或从别的文件重新导入。")
    if not is_report_file(data):
        raise ForeignError(f"“{name}”不是本程序的报告文件（.gkbg）；如果它是报告的别的形式，请用“导入”。")
    try:
        content = json.loads(
            data.decode("utf-8-sig"),
            parse_int=_integer,
            parse_float=_fraction,
            parse_constant=str,
            object_pairs_hook=_unique,
        )
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DamagedError(f"“{name}”已损坏：第{line}行有不能识别的字节；{_BACKUP}") from None
    except json.JSONDecodeError as error:
        where = "文件不完整，后面的内容丢失了" if error.pos >= len(error.doc.rstrip()) else f"第{error.lineno}行看不懂"
        raise DamagedError(f"“{name}”已损坏：{where}；{_BACKUP}") from None
    except _TwiceError as error:
        raise DamagedError(f"“{name}”已损坏：{error}；{_BACKUP}") from None
    except RecursionError:
        raise DamagedError(f"“{name}”已损坏：嵌套过深；{_BACKUP}") from None
    version_of(content, name)
    parsed: dict[str, Any] = content
    return parsed


_BACKUP = "原文件没有改动，请使用备份，或请技术人员查看。"


class _TwiceError(ValueError):
    pass


class _ShapeError(ValueError):
    pass


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        raise _TwiceError(f"“{next(key for key in keys if keys.count(key) > 1)}”出现了两次")
    return found


def _integer(written: str) -> int | str:
    return int(written) if len(written) <= _MAX_DIGITS else written


def _fraction(written: str) -> Decimal | str:
    # an exponent is never written by us and could stand for a number of any size
    return Decimal(written) if _PLAIN.fullmatch(written) and len(written) <= _MAX_DIGITS else written


def _values(content: dict[str, Any]) -> dict[str, Value]:
    out: dict[str, Value] = {}
    for key, value in content.items():
        if key in ("gkbg", PROGRAM, "fingerprint"):
            continue
        if key == PREVIOUS:
            out.update({f"{PREVIOUS}.{id}": held for id, held in _values(_mapping(key, value)).items()})
        elif key in META:
            out[key] = value
        elif key == "cells":
            out.update(_cells(_mapping(key, value)))
        elif key == "texts":
            out.update({id: _joined(id, lines) for id, lines in _mapping(key, value).items()})
        elif isinstance(value, dict):
            out.update({f"{_PREFIXES.get(key, key)}.{rest}": text for rest, text in value.items()})
        else:
            raise _ShapeError(f"有不认识的内容“{key}”")
    return out


def _mapping(key: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _ShapeError(f"“{key}”的内容不对")
    return value


def _cells(rows: dict[str, Any]) -> Iterator[tuple[str, Value]]:
    for row, cells in rows.items():
        for column, value in _mapping(row, cells).items():
            id = f"{row}.{column}"
            amount = isinstance(value, int) and not isinstance(value, bool) and id in _AMOUNTS
            yield id, Decimal(value) if amount else value


def _joined(id: str, lines: Any) -> str:
    if isinstance(lines, list) and all(isinstance(line, str) for line in lines):
        return "\n".join(lines)
    raise _ShapeError(f"“{id}”的段落不对")
