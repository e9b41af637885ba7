"""The whole as data for other programs: CSV with a described schema, and Parquet partitioned by year and province.

``datapackage.json`` describes every column in the manner of Frictionless Data. Parquet needs DuckDB, an optional extra.
"""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from models.organ import Level, named
from models.storage.atomic import write_whole
from models.storage.errors import unwritable
from models.values import Value, show
from office import records, roster, sums
from office.ledger import Ledger
from office.numbers_json import dumps
from office.roster import Roster, Unit
from office.states import standings
from office.sums import Basis

Columns = dict[str, tuple[str, str]]
"""Column → its type in a Table Schema and what it means."""

_WHO: Columns = {
    "year": ("integer", "报告的年度"),
    "province": ("string", "省；单位的上级里没有省的，是最上面的上级"),
    "node": ("string", "上级"),
    "unit": ("string", "单位名称"),
}
_UNITS: Columns = {
    **_WHO,
    "code": ("string", "代码"),
    "level": ("string", "级别"),
    "organ": ("string", "机关类型"),
    "state": (
        "string",
        "missing 未报，received 已收，late 迟报，returned 已退回，amended 已改，passed 通过，excused 不需报送",
    ),
    "received": ("string", "收到的时间"),
    "file": ("string", "文件"),
    "versions": ("integer", "内容不同的版本数"),
    "errors": ("integer", "错误数"),
    "warnings": ("integer", "提醒数"),
}
_FIGURES: Columns = {
    **_WHO,
    "cell": ("string", "格子的编号，见 cells.csv"),
    "value": ("number", "数字；总计由明细相加"),
    "text": ("string", "不是数字的内容，原样"),
}
_TEXTS: Columns = {**_WHO, "part": ("string", "部分，如 一.1、五"), "text": ("string", "文字")}
_FINDINGS: Columns = {
    **_WHO,
    "severity": ("string", "error 错误，warning 提醒，info 提示"),
    "code": ("string", "检查的代码"),
    "message": ("string", "问题"),
    "place": ("string", "位置"),
}
_CELLS: Columns = {
    "cell": ("string", "编号"),
    "name": ("string", "表、行、列"),
    "kind": ("string", "数字的种类"),
    "total": ("boolean", "是不是总计"),
}
TABLES: dict[str, Columns] = {
    "units": _UNITS,
    "figures": _FIGURES,
    "texts": _TEXTS,
    "findings": _FINDINGS,
    "cells": _CELLS,
}
PARTITIONED = ("units", "figures", "texts", "findings")


def has_parquet() -> bool:
    return importlib.util.find_spec("duckdb") is not None


def write(ledger: Ledger, folder: Path, node: str = "") -> list[Path]:
    """Write the reports of record of a node's area into ``folder``. Raises OfficeError, StorageError."""
    units = roster.load(ledger)
    basis = sums.basis_of(ledger, node, units=units)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise unwritable(folder, error) from None
    who = _Who(units, basis)
    made = {
        "units": _units(ledger, units, basis, who),
        "figures": _figures(ledger, basis, who),
        "texts": _texts(ledger, basis, who),
        "findings": _findings(ledger, basis, who),
        "cells": ([c.id, c.name, c.kind.name.lower(), c.is_total] for c in basis.form.cells.values()),
    }
    written = []
    for name, rows in made.items():
        path = folder / f"{name}.csv"
        write_whole(path, _csv(TABLES[name], rows))
        written.append(path)
    package = folder / "datapackage.json"
    write_whole(package, _package(basis))
    written.append(package)
    if has_parquet():
        written.extend(_parquet(folder))
    return written


class _Who:
    """The columns that say whose a row is."""

    def __init__(self, units: Roster, basis: Basis) -> None:
        self._units = units
        self._year = basis.year

    def of(self, unit: Unit) -> list[Any]:
        above = self._units.path(unit)
        superior = above[-1].name if above else unit.name
        return [self._year, self._province([*above, unit]), superior, unit.name]

    @staticmethod
    def _province(path: Sequence[Unit]) -> str:
        for unit in path:
            organ = named(unit.name)
            for number in range(1, len(organ.places) + 1):
                if named("".join(organ.places[:number])).level is Level.PROVINCE:
                    return organ.places[number - 1]
        return path[0].name


def _units(ledger: Ledger, units: Roster, basis: Basis, who: _Who) -> Iterator[list[Any]]:
    for each in standings(ledger, units.area(basis.node)):
        entry = each.unit.entry
        yield [
            *who.of(each.unit),
            *(entry.code, entry.level, entry.organ, each.state.value, each.received, each.file),
            *(each.versions, each.errors, each.warnings),
        ]


def _figures(ledger: Ledger, basis: Basis, who: _Who) -> Iterator[list[Any]]:
    for unit, values in _values(ledger, basis):
        for cell in basis.form.cells:
            value = values.get(cell)
            if cell in basis.form.totals:
                known = [
                    v
                    for part in basis.form.totals[cell]
                    if (v := values.get(part)) is not None and not isinstance(v, str)
                ]
                value = sum(known) if known else None
            if value is not None:
                number, text = ("", value) if isinstance(value, str) else (show(value), "")
                yield [*who.of(unit), cell, number, text]


def _texts(ledger: Ledger, basis: Basis, who: _Who) -> Iterator[list[Any]]:
    for unit, values in _values(ledger, basis):
        for part in basis.form.texts:
            if text := values.get(part):
                yield [*who.of(unit), part, text]


def _values(ledger: Ledger, basis: Basis) -> Iterator[tuple[Unit, dict[str, Value]]]:
    for unit in basis.counted:
        assert unit.record is not None
        yield unit, records.values_of(ledger, unit.record)


def _findings(ledger: Ledger, basis: Basis, who: _Who) -> Iterator[list[Any]]:
    for unit in basis.counted:
        assert unit.record is not None
        found, places = records.findings_of(ledger, unit.record)
        for finding, place in zip(found, places, strict=True):
            yield [*who.of(unit), finding.severity.value, finding.code, finding.message, place]


def _csv(columns: Columns, rows: Iterator[list[Any]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(columns)
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8", "replace")


def _package(basis: Basis) -> bytes:
    resources = [
        {
            "name": name,
            "path": f"{name}.csv",
            "format": "csv",
            "encoding": "utf-8",
            "schema": {"fields": [{"name": n, "type": t, "description": d} for n, (t, d) in columns.items()]},
        }
        for name, columns in TABLES.items()
    ]
    package = {"name": "gongkai-annual-reports", "title": basis.line, "resources": resources}
    return (dumps(package) + "\n").encode()


_SQL = {"integer": "BIGINT", "string": "VARCHAR", "number": "DECIMAL(28, 6)", "boolean": "BOOLEAN"}


def _parquet(folder: Path) -> list[Path]:
    """The same tables as Parquet: a folder a table, in it year=… and province=…; each is put in its place when it is whole."""
    import duckdb

    written = []
    with tempfile.TemporaryDirectory(prefix=".gkhz-", dir=folder) as draft:
        for name in PARTITIONED:
            columns = json.dumps({column: _SQL[kind] for column, (kind, _) in TABLES[name].items()}, ensure_ascii=False)
            made = Path(draft) / name
            with duckdb.connect() as connection:
                connection.execute(
                    f"COPY (SELECT * FROM read_csv(?, header = true, columns = {columns}, nullstr = '', max_line_size = 50000000))"
                    " TO ? (FORMAT parquet, PARTITION_BY (year, province))",
                    [str(folder / f"{name}.csv"), str(made)],
                )
            target = folder / f"{name}.parquet"
            shutil.rmtree(target, ignore_errors=True)
            made.mkdir(exist_ok=True)  # no row, no file
            made.rename(target)
            written.append(target)
    return written
