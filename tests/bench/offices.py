"""Thousands of reports of many kinds, made by changing a few real files of ours: names, figures and words differ in each."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook

import exporters
from models.report import Report
from models.storage import codec
from models.values import Value
from tests.office.collection import HEADS, WORDS, figures

UNIT, FIGURE, OTHER, WORD = "云岭县占位单位局", 7654321, 7654323, "占位词占位词"
KINDS = ("docx",) * 62 + ("xlsx",) * 20 + ("html",) * 13 + ("gkbg",) * 5
"""By hundreds: as real offices hand in."""
_SIGNS = "甲乙丙丁戊己庚辛壬癸"
"""Names of units have no digits."""
SIGNS = 2_500
YEAR = 2025


def _template(year: int) -> Report:
    """A report of about 2,500 signs of text, in which the place holders stand."""
    line = "全年主动公开各类政府信息，推进重点领域信息公开，规范办理依申请公开，加强平台建设和监督保障，"
    words = "".join(f"{WORD}{number:03}，{line}" for number in range(SIGNS // (len(line) + 10)))
    cells: dict[str, Value] = dict.fromkeys(figures(1), 0)
    cells |= dict.fromkeys(("t3.new.natural", "t3.granted.natural"), FIGURE)
    cells["t2.penalty.decisions"] = OTHER
    third = len(words) // 3
    return Report().apply(
        {
            "unit": UNIT,
            "year": year,
            **cells,
            "一.1": f"{words[:third]}。",
            "一.2": f"收到申请{FIGURE}件，予以公开{FIGURE}件。",
            "五": f"{words[third : 2 * third]}。",
            "一.5": f"{words[2 * third :]}。",
            "六": "本年度没有收取信息处理费。",
        }
    )


def make(folder: Path, count: int, year: int = YEAR) -> list[Path]:
    """So many reports in ``folder``, one a unit."""
    folder.mkdir(parents=True)
    made = {}
    for kind in set(KINDS):
        path = folder.parent / f"{year}.{kind}"
        report = _template(year)
        if kind == "gkbg":
            path.write_bytes(codec.encode(report))
        else:
            exporters.export(report, path)
        made[kind] = _parts(path) if kind in ("docx", "xlsx") else {"": path.read_bytes()}
    paths = []
    for number in range(count):
        kind = KINDS[number * 37 % len(KINDS)]
        path = folder / f"{number:05}.{kind}"
        _write(path, made[kind], _words(number, year))
        moment = 1_768_000_000 + number
        os.utime(path, (moment, moment))
        paths.append(path)
    return paths


def name(number: int) -> str:
    return f"云岭县{''.join(_SIGNS[int(digit)] for digit in f'{number:05}')}局"


def _words(number: int, year: int) -> dict[str, str]:
    """What the place holders become in a unit's report."""
    start = (number * 7919 + year) % (len(WORDS) - 6)
    word = "".join(WORDS[(start + step * (number % 11 + 1)) % len(WORDS)] for step in range(6))
    return {
        UNIT: name(number),
        str(FIGURE): str(number % 97),
        str(OTHER): str(number % 1009),
        WORD: word,
    }


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def _write(path: Path, parts: dict[str, bytes], words: dict[str, str]) -> None:
    changed = {part: _changed(content, words) for part, content in parts.items()}
    if "" in changed:
        path.write_bytes(changed[""])
        return
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for part, content in changed.items():
            archive.writestr(part, content)


def _changed(content: bytes, words: dict[str, str]) -> bytes:
    for old, new in words.items():
        content = content.replace(old.encode(), new.encode()).replace(_references(old), new.encode())
    return content


def _references(text: str) -> bytes:
    """The text as some writers of XML have it: a character by its number."""
    return "".join(f"&#{ord(character)};" for character in text).encode()


def register(path: Path, count: int) -> Path:
    """The register of these units."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in (HEADS, *_rows(count)):
        sheet.append(list(row))
    book.save(path)
    return path


def _rows(count: int) -> Iterator[tuple[str, ...]]:
    for number in range(count):
        yield (name(number), "云岭县", f"{number:05}", "", "", "部门", "", "", "2026-01-31", "")
